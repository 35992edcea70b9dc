"""The steps of the SQL tables, forward only: first something is added, and what nobody uses any more goes in a later release."""
