"""One module a claim about speed; each prints a ratio against a floor of the same run."""
