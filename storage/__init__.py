"""Keeping it: one port that speaks the domain, and the backends behind it."""
