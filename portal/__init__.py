"""The partnership portal: agencies acting together on organised crime groups."""
