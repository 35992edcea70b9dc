"""A local workspace in the browser, which needs no account and no token."""
