"""The conversations: one file each, registered by being here."""
