"""Family H over generated successions: faults planted and found, alarms where all is right."""
