"""Slack as a place: what comes in, how a message is drawn, how it goes out."""
