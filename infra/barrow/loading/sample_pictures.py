"""The sample's pictures: drawn here, and sent as any photograph would be."""

from barrow.loading.pictures import Uploaded, missing, upload
from barrow.progress import Watcher
from barrow.shop_client import ShopClient


def load(client: ShopClient, watcher: Watcher) -> Uploaded:
    """Raises ShopError, NotSent, NotJudged. What the shop has already is not drawn."""
    # imported here: the art is large, and whoever loads the catalogue alone needs none of it
    from barrow.sample_art import alt_of, draw, keys

    wanted = missing(client, keys())
    drawn = ((key, alt_of(key), draw(key)) for key in wanted)
    return upload(client, drawn, watcher, total=len(wanted))
