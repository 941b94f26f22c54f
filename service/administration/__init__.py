"""What an operator does on a terminal: keys, imports, backups, purging, judging anew."""
