"""The pages of the documentation: what they show, tried against a running service."""
