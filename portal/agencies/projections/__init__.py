"""What the pages of this room are given, a file for each noun."""
