"""The pages of the people who run groups."""
