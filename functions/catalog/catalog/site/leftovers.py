"""What should stand and does not, and what stands and should not: the end of a whole publication.

What the bucket holds is read before the directory. A page that is published in between may be taken
for a stray one; the publication that draws it is then overtaken, or overtakes this one, and whoever
loses looks again.
"""

from shopkit import pages

from catalog import categories_table
from catalog.site import addresses, bucket, directory_store, drawing, fixed_pages, plans
from catalog.site.directory import Directory, Shelves
from catalog.site.drawing import Site
from catalog.site.plans import Plan
from catalog.site.publishing import Done, publish


def put_right(*, anew: bool = False) -> Done:
    """Draw what is missing, and remove what nobody draws."""
    standing = bucket.listed("")
    kept = directory_store.read().directory or Directory({})
    shelves = Shelves(kept, categories_table.read_tree(consistent=True))
    site = Site.of(shelves)
    expected = _expected(site)
    strange = [key for key in standing if _is_ours(key) and key not in expected]
    slugs = {key: slug for key in strange if (slug := addresses.slug_of(key))}
    places = {key: place for key in strange if (place := addresses.place_of(key))}
    missing = Plan(
        products=frozenset(
            one.id
            for one in shelves.directory.entries.values()
            if addresses.key(one.url) not in standing
        ),
        places=frozenset(
            place
            for slug in shelves.tree
            for place in plans.places_of(shelves, slug)
            if plans.key_of(place) not in standing
        ),
    )
    wrong = Plan(slugs=frozenset(slugs.values()), places=frozenset(places.values()))
    done = publish((), missing | wrong, anew=anew)
    stray = [key for key in strange if key not in slugs and key not in places]
    return done + Done(removed=bucket.remove(stray, standing))


def _expected(site: Site) -> set[str]:
    """Keys of all that is drawn; redirects are looked at one by one."""
    shelves = site.shelves
    keys = {addresses.key(one.url) for one in shelves.directory.entries.values()}
    keys |= {
        plans.key_of(place) for slug in shelves.tree for place in plans.places_of(shelves, slug)
    }
    keys |= {file.key for file in drawing.listings(site)}
    keys |= {fixed_pages.key(one) for one in fixed_pages.FIXED}
    return keys | {addresses.ROBOTS_KEY, addresses.key(addresses.HOME)}


def _is_ours(key: str) -> bool:
    """Whether publishing made it and may take it away: other files are the shopkeeper's, a proof
    of the domain or an ads.txt.

    Not the assets of this version and of the one before: pages of that one may still be open, and
    in the CDN for a minute.
    """
    if not key.startswith(addresses.FOLDERS):
        return False
    published = directory_store.published()
    versions = {pages.assets_version(), *([published.assets] if published else [])}
    return not any(key.startswith(f"{addresses.ASSETS}{version}/") for version in versions)
