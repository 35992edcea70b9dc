"""The process: command line, settings, wiring, and the places where people meet the bot."""
