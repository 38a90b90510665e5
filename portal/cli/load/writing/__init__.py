"""Loading: the writing of typed rows, a file for each kind."""
