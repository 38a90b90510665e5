"""Tests of the reading of an in-force export."""
