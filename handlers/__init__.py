"""What the bot does, with no platform in sight."""
