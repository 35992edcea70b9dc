"""Tests of the store, one suite over every backend."""
