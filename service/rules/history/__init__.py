"""Family H: this year's report beside the earlier ones of the same organ."""
