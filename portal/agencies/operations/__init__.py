"""What this room does, a file for each noun."""
