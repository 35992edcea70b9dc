"""Tests of the heartbeat, the jobs and the delivery."""
