"""Sight, entering, the door."""
