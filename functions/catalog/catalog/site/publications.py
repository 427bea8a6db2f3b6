"""Publishing everything on request, part by part."""

from dataclasses import asdict

from shopkit import cursors
from shopkit.errors import Unavailable
from shopkit.settings import settings

from catalog.refusals import NoStorefront
from catalog.site import directory_store, whole_site
from catalog.site.bucket import Overtaken
from catalog.site.publication_models import PublicationIn, PublicationPartView, PublicationView
from catalog.site.publishing import NotPublished
from catalog.site.whole_site import Part, Position

_SCOPE = "site publications"
_BUSY = "The site is being published by others; try again in a moment"


def publish_part(wanted: PublicationIn) -> PublicationPartView:
    """Raises NoStorefront, Unavailable, and Invalid for a cursor that is none."""
    _require_site()
    kept = cursors.open_(_SCOPE, wanted.cursor)
    part = _part(Position(**kept) if kept else whole_site.begin())
    return PublicationPartView(
        done=part.next.done if part.next else part.total,
        total=part.total,
        written=part.done.written,
        removed=part.done.removed,
        cursor=cursors.seal(_SCOPE, asdict(part.next) if part.next else None),
    )


def _part(position: Position) -> Part:
    try:
        return whole_site.publish_part(position)
    except Overtaken as overtaken:
        raise Unavailable(_BUSY) from overtaken
    except NotPublished:
        # somebody emptied the bucket meanwhile
        return whole_site.publish_part(whole_site.begin())


def read() -> PublicationView:
    """Raises NoStorefront."""
    _require_site()
    published, current = directory_store.published(), directory_store.current()
    return PublicationView(
        published=(published.version or None) if published else None,
        current=current.version,
        is_current=published == current,
    )


def _require_site() -> None:
    if settings().site_bucket is None:
        raise NoStorefront("Set BARROW_SITE_BUCKET to publish one")
