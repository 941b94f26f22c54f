"""
`nianbao import`: folders, archives and files of lines into the database, on all cores.

sources: what there is, and each report of it by its place.
plan: which reports go together, in an order that the files alone decide.
worker: what a process does with some of them.
crew: the processes, whatever befalls them.
tally: what became of all.
"""
