"""The groups: what is recorded of each, and who has sight of it."""
