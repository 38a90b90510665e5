"""Who may do what, who is asking, and what is given to whom."""
