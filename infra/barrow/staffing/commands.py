"""The operator's commands about the shop's people. Each parses, calls one module, and says it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from barrow.failures import Failure
from barrow.shop_client import ShopClient, staff_key_of
from barrow.staffing.verifying import Seen

out = Console(highlight=False)

Stage = Annotated[
    str | None, typer.Option("--stage", help="A deployed shop; otherwise the one on this machine.")
]
Url = Annotated[str, typer.Option("--url", help="The address of a shop on this machine.")]
State = Annotated[
    Path, typer.Option("--state", metavar="DIR", help="The folder that keeps the local shop.")
]
StaffKey = Annotated[
    str | None,
    typer.Option(envvar="BARROW_STAFF_KEY", help="A staff key, in the place of the shop's own."),
]

_URL, _STATE = "http://localhost:8000", Path(".barrow")
_SHOWN = 20


def register(app: typer.Typer) -> None:
    """Put the commands of this module into the operator's command."""
    staff = typer.Typer(help="The shop's people.", no_args_is_help=True)
    staff.command("invite")(invite)
    app.add_typer(staff, name="staff")
    audit = typer.Typer(help="What the shop's people did.", no_args_is_help=True)
    audit.command("verify")(verify)
    app.add_typer(audit, name="audit")


def invite(  # noqa: PLR0913 — a command's options
    address: Annotated[str, typer.Argument(help="Who is to join, by the link of a letter.")],
    role: Annotated[list[str], typer.Option("--role", help="Such as owner; several may be given.")],
    stage: Stage = None,
    url: Url = _URL,
    state: State = _STATE,
    staff_key: StaffKey = None,
) -> None:
    """Invite somebody to the shop's people: the first owner of a new shop comes in so."""
    with _connect(stage, url, state, staff_key) as client:
        body = {"email": address, "roles": role}
        made = client.post("/api/accounts/admin/invitations", body, staff=True).json
    out.print(f"invited as {', '.join(made['roles'])}; the link is good until {made['ends_at']}")


def verify(
    stage: Stage = None,
    seen: Annotated[
        str | None,
        typer.Option("--seen", metavar="COUNT:HASH", help="What an earlier run said at its end."),
    ] = None,
    url: Url = _URL,
    state: State = _STATE,
    staff_key: StaffKey = None,
) -> None:
    """Compute the audit log anew, and hold it against what each capability says its staff did.

    Exits with 1 and names the first place where something was changed, moved or taken away.
    """
    from barrow.deploying.tree import Tree
    from barrow.staffing import reading, verifying

    earlier = _seen(seen)
    with _connect(stage, url, state, staff_key) as client:
        log = reading.read(client)
        acts = reading.acts(client, Tree.here().capabilities(), log)
    found = verifying.findings(log.entries, log.end, acts, earlier)
    for finding in found[:_SHOWN]:
        out.print(f"[red]{finding}[/red]", soft_wrap=True)
    if found:
        more = len(found) - _SHOWN
        out.print(f"and {more} more" if more > 0 else "the log is not what was written")
        raise typer.Exit(1)
    out.print(f"{log.end.count} entries, each as it was written; {len(acts)} witnesses agree")
    kept = f"{log.end.count}:{log.end.hash}"
    out.print(f"to hold a later run against this one: --seen {kept}", soft_wrap=True)


def _seen(text: str | None) -> Seen | None:
    if text is None:
        return None
    count, _, hash_ = text.partition(":")
    if not count.isdigit() or len(hash_) != 64:
        raise Failure(f"--seen {text}: write COUNT:HASH as an earlier run said it")
    return Seen(int(count), hash_)


@contextmanager
def _connected(
    stage: str | None, url: str, state: Path, staff_key: str | None
) -> Iterator[ShopClient]:
    if stage is None:
        with ShopClient(url, staff_key or staff_key_of(state)) as client:
            yield client
        return
    from barrow.deploying import secrets
    from barrow.deploying.account import failures
    from barrow.deploying.invoking import invoked
    from barrow.deploying.stage_option import job_of

    job = job_of(stage)
    with failures():
        key = staff_key or secrets.operator_key(job.account, job.stage)
        with invoked(job.account, job.stage, key) as client:
            yield client


Connect = Callable[[str | None, str, Path, str | None], AbstractContextManager[ShopClient]]
_connect: Connect = _connected


def use(connect: Connect | None) -> None:
    """Reach the shop by `connect` from now on; None means as a command does again."""
    global _connect  # noqa: PLW0603 — the one way of a process
    _connect = connect or _connected
