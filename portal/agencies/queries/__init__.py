"""What this room reads, a file for each noun."""
