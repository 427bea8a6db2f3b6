"""Releasing a slug that a product left, so that another one may take it."""

from datetime import datetime

from shopkit.errors import NotFound
from shopkit.table import Refused

from catalog import slugs_table
from catalog.refusals import SlugInUse


def release(slug: str, now: datetime) -> None:
    """Raises NotFound when nobody has it, SlugInUse when a product is there now."""
    try:
        slugs_table.release(slug, now)
    except Refused as refused:
        if refused.failed[slugs_table.REDIRECTS] is None:
            raise NotFound("Nothing redirects from this slug") from refused
        raise SlugInUse("Give the product another slug first") from refused
