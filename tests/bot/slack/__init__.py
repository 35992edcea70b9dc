"""Tests of Slack as a place."""
