"""What must hold however two requests meet: tried often, so in a target of its own."""
