"""Tests of the pages that belong to no chat platform."""
