"""A stage's secrets: SecureStrings of SSM, encrypted with the account's own key, read by name.

| name | what | where it comes from |
|---|---|---|
| CURSOR_KEY | signs the cursors of lists | made by the first deployment |
| PEOPLE_KEY | what addresses are known by (shopkit/people.py) | made by the first deployment, never anew |
| EDGE_KEY | what the CDN shows the APIs (shopkit/edge.py) | made by the first deployment |
| OPERATOR_KEY | the staff key that barrow itself uses | made by the first deployment |
| STAFF_KEYS | fingerprints and permissions of all staff keys (shopkit/auth.py) | a line is made of OPERATOR_KEY |
| STRIPE_SECRET_KEY | Stripe's key | barrow secrets set |
| STRIPE_WEBHOOK_SECRET | what Stripe signs its calls with | made with the endpoint, or barrow secrets set |

What stands is never written over by a deployment. No function reads OPERATOR_KEY or EDGE_KEY: no
policy names them. CloudFormation cannot make a SecureString, so the templates hold none of these;
edge.yaml is given EDGE_KEY as a parameter that CloudFormation does not show.

Another PEOPLE_KEY would know every address by another name: orders, limits and data keys of all
guests, and the sign-in of all accounts, would be of nobody. So there is no way to renew it.
"""  # noqa: E501 — a table

import hashlib
from collections.abc import Callable
from secrets import token_urlsafe

from barrow.deploying.account import Account
from barrow.deploying.stage import Stage
from barrow.failures import Failure

CURSOR_KEY = "CURSOR_KEY"
PEOPLE_KEY = "PEOPLE_KEY"
EDGE_KEY = "EDGE_KEY"
OPERATOR_KEY = "OPERATOR_KEY"
STAFF_KEYS = "STAFF_KEYS"
STRIPE_KEY = "STRIPE_SECRET_KEY"
WEBHOOK_SECRET = "STRIPE_WEBHOOK_SECRET"  # noqa: S105 — a name
#: What an operator may set by hand.
GIVEN = (STRIPE_KEY, WEBHOOK_SECRET)
#: What no function reads.
_ELSEWHERE = frozenset({EDGE_KEY, OPERATOR_KEY})
NAMES = (CURSOR_KEY, PEOPLE_KEY, EDGE_KEY, OPERATOR_KEY, STAFF_KEYS, *GIVEN)

Draw = Callable[[], str]


class SecretError(Failure):
    """A secret that is not there, or cannot be one."""


def draw() -> str:
    """256 random bits in URL-safe letters."""
    return token_urlsafe(32)


def read(account: Account, stage: Stage, name: str) -> str | None:
    ssm = account.client("ssm")
    try:
        answer = ssm.get_parameter(Name=stage.parameter(name), WithDecryption=True)
    except ssm.exceptions.ParameterNotFound:
        return None
    return str(answer["Parameter"]["Value"])


def versions(account: Account, stage: Stage) -> dict[str, int]:
    """The secrets that are there, and how often each was set; no value is read."""
    pages = (
        account.client("ssm")
        .get_paginator("get_parameters_by_path")
        .paginate(Path=stage.parameter("").rstrip("/"), Recursive=False, WithDecryption=False)
    )
    found = {one["Name"].rpartition("/")[2]: one for page in pages for one in page["Parameters"]}
    return {name: int(found[name]["Version"]) for name in NAMES if name in found}


def digest(account: Account, stage: Stage) -> str:
    """Another text whenever a function's secret was set anew: functions keep what they read."""
    told = [f"{k}={v}" for k, v in versions(account, stage).items() if k not in _ELSEWHERE]
    return hashlib.sha256(" ".join(told).encode()).hexdigest()[:12]


def missing(account: Account, stage: Stage) -> tuple[str, ...]:
    there = versions(account, stage)
    return tuple(name for name in NAMES if name not in there)


def make(account: Account, stage: Stage, draw: Draw = draw) -> tuple[str, ...]:
    """Make those that can be made and are not there; answers their names.

    The key comes before the line that lets it in, and the next run goes on where this one broke
    off. A key that is missing among lines was taken out, and another is made in its place.
    """
    made = []
    there = versions(account, stage)
    for name in (CURSOR_KEY, PEOPLE_KEY, EDGE_KEY):
        if name not in there:
            _put(account, stage, name, draw())
            made.append(name)
    key = read(account, stage, OPERATOR_KEY)
    lines = read(account, stage, STAFF_KEYS)
    if key is None or (lines is not None and fingerprint(key) not in lines):
        key = f"bk_{draw()}"
        put(account, stage, OPERATOR_KEY, key)
        made.append(OPERATOR_KEY)
    if lines is None or fingerprint(key) not in lines:
        put(account, stage, STAFF_KEYS, _with_line(lines, key, ("*",)))
        made.append(STAFF_KEYS)
    return tuple(made)


def check(name: str, value: str) -> None:
    """Raises SecretError for what Stripe cannot have given."""
    starts = {STRIPE_KEY: ("sk_", "rk_"), WEBHOOK_SECRET: ("whsec_",)}[name]
    if not value.startswith(starts) or not value.isascii() or len(value.split()) != 1:
        raise SecretError(
            f"a {name} begins with {' or '.join(starts)}. Nothing was changed: copy it from"
            " Stripe's dashboard, Developers"
        )


def put(account: Account, stage: Stage, name: str, value: str) -> None:
    """Write it, over what stands."""
    _put(account, stage, name, value, over=True)


def renew(account: Account, stage: Stage, name: str, draw: Draw = draw) -> None:
    """Another CURSOR_KEY, EDGE_KEY or OPERATOR_KEY in the place of one that others may know.

    The old key's line goes first: broken off after it, the next renewal still knows which key is to
    be out. Raises SecretError for one that barrow cannot make.
    """
    if name in {CURSOR_KEY, EDGE_KEY}:
        put(account, stage, name, draw())
    elif name == OPERATOR_KEY:
        old = read(account, stage, name)
        key = f"bk_{draw()}"
        lines = read(account, stage, STAFF_KEYS)
        put(account, stage, STAFF_KEYS, _with_line(_without(lines, old), key, ("*",)))
        put(account, stage, name, key)
    elif name == PEOPLE_KEY:
        raise SecretError(
            f"{name} stays what it is: by another one no address that the shop knows would be"
            " found again"
        )
    else:
        raise SecretError(
            f"{name} is not barrow's to make: get a new one where it comes from, then"
            f" barrow secrets set {name} --stage {stage.name}"
        )


def add_staff_key(
    account: Account, stage: Stage, permissions: tuple[str, ...], draw: Draw = draw
) -> str:
    """A staff key with these permissions; the shop keeps its fingerprint alone, so show it now."""
    key = f"bk_{draw()}"
    lines = read(account, stage, STAFF_KEYS)
    put(account, stage, STAFF_KEYS, _with_line(lines, key, permissions))
    return key


def forget(account: Account, stage: Stage) -> int:
    """Delete everything that SSM keeps of the stage; answers how much there was."""
    ssm = account.client("ssm")
    pages = ssm.get_paginator("get_parameters_by_path").paginate(
        Path=stage.parameter("").rstrip("/"), Recursive=True
    )
    names = [one["Name"] for page in pages for one in page["Parameters"]]
    for name in names:
        ssm.delete_parameter(Name=name)
    return len(names)


def operator_key(account: Account, stage: Stage) -> str:
    """Raises SecretError while the stage was never deployed."""
    key = read(account, stage, OPERATOR_KEY)
    if key is None:
        raise SecretError(
            f"the stage {stage.name} has no operator key: barrow deploy --stage {stage.name}"
            " makes one"
        )
    return key


def fingerprint(key: str) -> str:
    """As shopkit.ids tells it: what STAFF_KEYS holds of a key."""
    return hashlib.sha256(key.encode()).hexdigest()


def _with_line(lines: str | None, key: str, permissions: tuple[str, ...]) -> str:
    return "\n".join(filter(None, [lines, " ".join((fingerprint(key), *permissions))]))


def _without(lines: str | None, key: str | None) -> str | None:
    if lines is None or key is None:
        return lines
    gone = fingerprint(key)
    return "\n".join(line for line in lines.splitlines() if not line.startswith(gone))


def _put(account: Account, stage: Stage, name: str, value: str, *, over: bool = False) -> None:
    # the lines of some forty keys are 4 KB, the most that SSM keeps for nothing
    tier = "Intelligent-Tiering" if name == STAFF_KEYS else "Standard"
    account.client("ssm").put_parameter(
        Name=stage.parameter(name), Value=value, Type="SecureString", Tier=tier, Overwrite=over
    )
