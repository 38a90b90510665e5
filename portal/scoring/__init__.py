"""Scoring: assessments, tiers and the reviews that they fall due for."""
