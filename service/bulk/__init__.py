"""
Many uploads, read and then stored in one transaction, by `nianbao import` and by batches.

What is in the database afterwards is what storing them one by one would have left there, agency by
agency, the years of each in ascending order.
"""
