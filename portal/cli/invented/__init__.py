"""Invented partnerships of a given size, the same each time, for measurements."""
