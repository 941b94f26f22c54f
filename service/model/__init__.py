"""What a report is, once read: frozen values that know where they were printed."""
