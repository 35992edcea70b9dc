"""Tests of the sandbox as a place."""
