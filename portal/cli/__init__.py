"""The portal command, for people with a shell."""
