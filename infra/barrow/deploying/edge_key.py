"""EDGE_KEY on its way: shown by the CDN, known to the apps by its fingerprint (shopkit/edge.py).

| | the apps believe | the edge shows |
|---|---|---|
| nothing stands, or no key yet | new | – |
| renewed | new, old | old |
| the edge is changed | new, old | new |
| the apps again | new | new |

So a request that comes by way of the CDN is known as one at each moment of a renewal, and the old
key is good for nothing at its end. Which key the edge shows, its stack's output tells, by the
fingerprint: an output changes when every place of CloudFront's has the new one, and not before.
A deployment of some apps alone leaves that key as it is: the others know no other one yet.
"""

from collections.abc import Iterator, Mapping

from barrow.deploying import secrets
from barrow.deploying.account import Account
from barrow.deploying.stage import Stage

OUTPUT = "EdgeFingerprint"


def to_show(account: Account, stage: Stage, edge: Mapping[str, str], *, every_app: bool) -> str:
    """What the CDN is to show; one that nobody keeps where a plan looks before there is any.

    `edge` are the outputs of the edge that stands; `every_app`: none was left out before it.
    """
    key = secrets.read(account, stage, secrets.EDGE_KEY) or secrets.draw()
    shown = edge.get(OUTPUT)
    if every_app or shown is None:
        return key
    return next((one for one in _kept(account, stage) if secrets.fingerprint(one) == shown), key)


def believed(account: Account, stage: Stage, edge: Mapping[str, str]) -> tuple[str, ...]:
    """Fingerprints for the apps, by the outputs of the edge that stands."""
    key = secrets.read(account, stage, secrets.EDGE_KEY)
    known = [secrets.fingerprint(key)] if key else []
    return tuple(dict.fromkeys(filter(None, [*known, edge.get(OUTPUT)])))


def _kept(account: Account, stage: Stage) -> Iterator[str]:
    """The key and those before it, of which SSM keeps the last hundred."""
    ssm = account.client("ssm")
    pages = ssm.get_paginator("get_parameter_history").paginate(
        Name=stage.parameter(secrets.EDGE_KEY), WithDecryption=True
    )
    try:
        for page in pages:
            yield from (str(one["Value"]) for one in page["Parameters"])
    except ssm.exceptions.ParameterNotFound:
        return
