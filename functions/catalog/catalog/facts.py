"""The fact that the catalogue tells itself, so that long work goes on in steps over its queue."""

from shopkit.events import Fact


class CategoryMoved(Fact):
    """A category stands elsewhere in the tree; what is in it must be listed under other ancestors.

    `leaf` and `after` say how far that has come: the leaf category in work, and the listing's sort
    key that was done last. Both empty: not begun.
    """

    source = "catalog"
    category: str
    parent: str | None
    leaf: str = ""
    after: str = ""
