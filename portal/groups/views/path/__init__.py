"""The pages of the path to a group: spotting reports, triggers, mapping."""
