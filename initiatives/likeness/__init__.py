"""Which initiatives are about the same thing, whatever words they use."""
