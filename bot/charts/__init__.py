"""Charts: what is drawn as plain values, and the ways it is shown."""
