"""E-mail: the way to people whom no chat reaches and who agreed to it; nothing comes in by it."""
