"""Processes that are ended without a warning, and what is found afterwards."""
