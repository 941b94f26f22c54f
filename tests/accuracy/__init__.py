"""How much of generated reports the parser reads right, layout by layout."""
