"""What each release leaves behind for those after it to be tried on."""
