"""What may be done in this room, a file for each noun."""
