"""The place Teams: botbuilder takes what comes in, a connector of our own carries what goes out."""
