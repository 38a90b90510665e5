"""Measurements behind the decisions in docs/adr; never part of the product."""
