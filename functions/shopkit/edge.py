"""Where a request comes from, as far as that can be believed.

CloudFront appends its viewer's address to X-Forwarded-For, API Gateway that of whoever asked it:
`…what the viewer claimed, viewer, edge`. Each API answers at an address of its own as well, and who
calls it there claims whatever they like. So the CDN shows a key of the stage's, in a header that it
puts over whatever a viewer sends under that name (infra/edge.yaml; CloudFront guide, "Add custom
headers to origin requests"). A function knows the key's SHA-256 alone: of 256 random bits it gives
nothing away, and no cold start waits for a secret to be read.

Without the key the request comes from where API Gateway says that it does. It is served all the
same (docs/adr/0028).
"""

import hmac

from shopkit.ids import fingerprint
from shopkit.settings import settings

HEADER = "x-barrow-edge"


def viewer(shown: str, forwarded: str, peer: str) -> str:
    """The address that a request comes from.

    `shown` and `forwarded` are what HEADER and X-Forwarded-For hold, `peer` is whom API Gateway
    answers: the CDN's edge, or whoever went past it.
    """
    if shown and _is_the_edges(shown):
        hops = forwarded.split(",")
        if len(hops) > 1:
            return hops[-2].strip()
    return peer


def _is_the_edges(shown: str) -> bool:
    found = fingerprint(shown).encode()
    # two while a key is renewed: an edge may still show the one before
    return any(hmac.compare_digest(found, one.encode()) for one in settings().edge_fingerprints)
