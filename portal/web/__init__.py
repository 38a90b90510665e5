"""What every page shares: layout, fields, lists, headers, charts."""
