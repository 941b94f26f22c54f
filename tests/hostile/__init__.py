"""Bodies that are made to hurt: the service has to refuse or read each in bounded time."""
