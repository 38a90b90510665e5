"""The room of agencies: their register and people, agreements, gateways."""
