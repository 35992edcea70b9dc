"""Tests of the process and the places."""
