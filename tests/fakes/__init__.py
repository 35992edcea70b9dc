"""Fakes that tests may ask what happened to them."""
