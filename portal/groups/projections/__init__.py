"""What a viewer is shown of this room's rows."""
