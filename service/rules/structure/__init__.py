"""Family S: title, sections and tables that the format prescribes."""
