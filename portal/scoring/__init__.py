"""How a group is scored and when its review is due."""
