"""Profiles: the counts, charts and tables that describe an area."""
