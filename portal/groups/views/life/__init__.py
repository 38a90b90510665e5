"""The pages of a group's life: status, archiving, the intelligence queue."""
