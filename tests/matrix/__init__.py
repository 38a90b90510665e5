"""Every page, every person, every class of row."""
