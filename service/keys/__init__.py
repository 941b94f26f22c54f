"""The keys of callers: made, revoked, and known again at each request."""
