"""What an operator does on a terminal beside the service: keys, purging, backups."""
