"""The people and agencies of the partnership, what they agreed, and how they sign in."""
