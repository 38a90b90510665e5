"""Organised crime groups: what is known of each, who leads it, and with whom it is shared."""
