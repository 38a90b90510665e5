"""What a person may type in this room, a file for each noun."""
