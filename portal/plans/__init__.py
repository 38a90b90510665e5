"""What is done about a group: 4P actions, and the results of operations."""
