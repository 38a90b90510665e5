"""What was done, what was shown, to whom, for ever."""
