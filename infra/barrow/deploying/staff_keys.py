"""What a staff key may be allowed, and how one is taken away again.

A line of STAFF_KEYS is a key's fingerprint and its permissions (shopkit/auth.py); logs and
histories call the key by the line's first twelve letters.
"""

from collections.abc import Iterable
from pathlib import Path

from barrow.deploying import secrets
from barrow.deploying.account import Account
from barrow.deploying.secrets import STAFF_KEYS, SecretError
from barrow.deploying.stage import Stage

EVERYTHING = "*"
#: As many letters as no two keys of a shop are likely to share.
LETTERS = 6


def asked_for(functions: Path) -> frozenset[str]:
    """The permissions that the shop's routes ask for; imports each app for good."""
    from barrow.cloud.apps import load_apps

    apps = load_apps(functions).values()
    routes = (route for loaded in apps for route in loaded.module.api.routes)
    return frozenset(route.permission for route in routes if route.permission)


def check(permissions: Iterable[str], known: frozenset[str]) -> None:
    """Raises SecretError for a permission that opens nothing."""
    unknown = sorted(set(permissions) - known - {EVERYTHING})
    if unknown:
        raise SecretError(
            f"no route asks for {', '.join(unknown)}; there are {EVERYTHING} (everything),"
            f" {', '.join(sorted(known))}. No key was made"
        )


def forget(account: Account, stage: Stage, beginning: str) -> str:
    """Take out the one line that begins so; answers its first twelve letters.

    Raises SecretError where none or several do, and for the key that barrow itself uses.
    """
    lines = (secrets.read(account, stage, STAFF_KEYS) or "").splitlines()
    found = [line for line in lines if line.startswith(beginning)]
    if len(beginning) < LETTERS or len(found) != 1:
        there = ", ".join(line[:12] for line in lines) or "none"
        raise SecretError(
            f"{beginning or 'nothing'} is not the beginning of one staff key: give at least"
            f" {LETTERS} letters of one of those that there are ({there}). Nothing was changed"
        )
    own = secrets.read(account, stage, secrets.OPERATOR_KEY)
    if own is not None and found[0].startswith(secrets.fingerprint(own)):
        raise SecretError(
            f"{found[0][:12]} is the key that barrow itself uses. Where it may be known to others:"
            f" barrow secrets renew {secrets.OPERATOR_KEY} --stage {stage.name}"
        )
    left = [line for line in lines if line != found[0]]
    if left:
        secrets.put(account, stage, STAFF_KEYS, "\n".join(left))
    else:
        # SSM keeps nothing that is empty; the first deployment writes barrow's own line
        account.client("ssm").delete_parameter(Name=stage.parameter(STAFF_KEYS))
    return found[0][:12]
