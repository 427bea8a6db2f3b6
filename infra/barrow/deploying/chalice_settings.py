"""Tells Chalice of a stage: its entry in a capability's .chalice/config.json, and its policy.

The entry holds what the functions read from their environment (shopkit/settings.py) and the name of
the policy that is written beside it, policy.json with this stage's names put in (policy.py). With
both in place `chalice deploy --stage <stage>` works by itself in the capability's folder.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from barrow.deploying.account import Account
from barrow.deploying.policy import PolicyTooLarge, narrowed
from barrow.deploying.stage import Stage
from barrow.failures import Failure

#: What a function's variables may have together, names and values (Lambda quotas).
MAX_ENVIRONMENT = 4096


class CannotSet(Failure):
    """AWS would refuse what the stage's settings come to."""


def write(  # noqa: PLR0913 — everything that a setting may come from
    capability: str,
    stage: Stage,
    account: Account,
    *,
    folder: Path,
    foundation: Mapping[str, str],
    site_url: str,
    release: str,
    secrets: str,
    edge: Sequence[str],
) -> None:
    """Into `folder`, which is like functions/<capability>; the same bytes for the same values.

    `foundation` are that stack's outputs; `secrets` is another text once a secret was set anew,
    which starts the functions afresh: they keep secrets for life; `edge` are fingerprints of what
    the CDN shows. Raises CannotSet.
    """
    shop = environment(capability, stage, foundation, site_url, edge)
    values = shop | {"BARROW_RELEASE": release, "BARROW_SECRETS": secrets}
    size = sum(len(name.encode()) + len(value.encode()) for name, value in values.items())
    if size > MAX_ENVIRONMENT:
        raise CannotSet(
            f"{capability}'s settings are {size} bytes, and Lambda takes {MAX_ENVIRONMENT}: "
            f"shorten the texts of the stage's file"
        )
    chalice = folder / ".chalice"
    try:
        policy = narrowed(
            json.loads((chalice / "policy.json").read_text(encoding="utf-8")),
            stage=stage.name,
            region=account.region,
            account=account.id,
            sender=stage.sender,
            partition=account.partition,
        )
    except PolicyTooLarge as large:
        raise CannotSet(f"{capability}'s policy has {large}: join its statements") from large
    _replace(chalice / _policy_file(stage), policy)
    config = json.loads((chalice / "config.json").read_text(encoding="utf-8"))
    config.setdefault("stages", {})[stage.name] = {
        "environment_variables": values,
        "iam_policy_file": _policy_file(stage),
    }
    _replace(chalice / "config.json", config)


def environment(
    capability: str,
    stage: Stage,
    foundation: Mapping[str, str],
    site_url: str,
    edge: Sequence[str],
) -> dict[str, str]:
    """The variables of a capability's functions; what is not set is left out."""
    given = {
        "BARROW_STAGE": stage.name,
        "BARROW_SITE_URL": site_url,
        "BARROW_CURRENCY": stage.currency,
        "BARROW_COUNTRY": stage.country,
        "BARROW_SENDER": stage.sender,
        "BARROW_SHOP_NAME": stage.shop_name,
        "BARROW_SITE_BUCKET": foundation.get("SiteBucket"),
        "BARROW_MEDIA_BUCKET": foundation.get("MediaBucket"),
        "BARROW_EXPORTS_BUCKET": foundation.get("ExportsBucket"),
        "BARROW_KEY_ID": stage.key_alias,
        "BARROW_EDGE_FINGERPRINTS": " ".join(edge),
        "STREAM_ARN": foundation.get(f"{capability.title()}StreamArn"),
        "STRIPE_API_BASE": stage.stripe_api_base,
        **{f"BARROW_KEEP_{name.upper()}": str(days) for name, days in stage.keep.items()},
    }
    return {name: value for name, value in given.items() if value}


def _policy_file(stage: Stage) -> str:
    return f"policy-{stage.name}.json"


def _replace(file: Path, document: dict[str, Any]) -> None:
    """Whole or not at all; a file that says so already keeps its time."""
    text = json.dumps(document, indent=2, ensure_ascii=False) + "\n"
    if file.exists() and file.read_text(encoding="utf-8") == text:
        return
    beside = file.with_suffix(".new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(file)
