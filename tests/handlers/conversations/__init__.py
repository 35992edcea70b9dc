"""Tests of the conversations, one file each."""
