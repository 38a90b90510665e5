"""Finding words in what the viewer may see."""

from portal.search.queries.finding import find

__all__ = ["find"]
