"""`nianbao worker`: processes that work off the chunks of batches, on any number of hosts."""
