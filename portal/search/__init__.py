"""Finding what one may see by a word or a name."""
