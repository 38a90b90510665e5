"""Loading: the reading of an in-force export, row by row, before any database."""
