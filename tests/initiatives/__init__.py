"""Tests of the records and rules."""
