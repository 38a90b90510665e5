"""A word in every field, and a walk through every page to see who meets which."""
