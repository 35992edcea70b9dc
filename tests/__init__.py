"""The tests, which mirror the packages file for file."""
