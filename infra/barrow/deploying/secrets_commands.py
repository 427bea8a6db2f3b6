"""`barrow secrets …`: what a stage keeps of keys, without ever showing one that is kept."""

import sys
from typing import Annotated

import typer
from rich.console import Console
from rich.prompt import Prompt

from barrow.deploying.stage_option import StageName, job_of
from barrow.failures import Failure

app = typer.Typer(help="A stage's secrets, kept in AWS.", no_args_is_help=True)
out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


@app.command("set")
def set_secret(
    name: Annotated[str, typer.Argument(help="STRIPE_SECRET_KEY or STRIPE_WEBHOOK_SECRET.")],
    stage: StageName,
) -> None:
    """Keep a secret. It is asked for, or read from standard input; never an argument."""
    from barrow.deploying import secrets
    from barrow.deploying.account import failures

    if name not in secrets.GIVEN:
        raise Failure(
            f"{name} is not set by hand; {' and '.join(secrets.GIVEN)} are."
            f" barrow secrets renew makes the others anew"
        )
    job = job_of(stage)
    value = (_asked(name) if sys.stdin.isatty() else sys.stdin.read()).strip()
    secrets.check(name, value)
    with failures():
        secrets.put(job.account, job.stage, name, value)
    out.print(
        f"{name} is set. barrow deploy --stage {stage} lets the functions know.", soft_wrap=True
    )


@app.command("renew")
def renew_secret(
    name: Annotated[str, typer.Argument(help="CURSOR_KEY, EDGE_KEY or OPERATOR_KEY.")],
    stage: StageName,
) -> None:
    """Another key in the place of one that somebody else may know."""
    from barrow.deploying import secrets
    from barrow.deploying.account import failures

    job = job_of(stage)
    with failures():
        secrets.renew(job.account, job.stage, name)
    out.print(f"{name} is new. barrow deploy --stage {stage} lets the functions know.")


@app.command("staff-key")
def add_staff_key(
    stage: StageName,
    may: Annotated[
        list[str] | None,
        typer.Option("--may", metavar="PERMISSION", help="Such as catalog:write; default all."),
    ] = None,
) -> None:
    """Make a staff key and show it once: the shop keeps no more than its fingerprint."""
    from barrow.deploying import secrets, staff_keys
    from barrow.deploying.account import failures

    permissions = tuple(may or (staff_keys.EVERYTHING,))
    job = job_of(stage)
    if may:
        staff_keys.check(may, staff_keys.asked_for(job.tree.functions))
    with failures():
        key = secrets.add_staff_key(job.account, job.stage, permissions)
    # alone on standard output, so that it can be piped to where it is kept
    sys.stdout.write(f"{key}\n")
    err.print(
        f"Logs call it {secrets.fingerprint(key)[:12]}. barrow deploy --stage {stage} lets the"
        " functions know of it.",
        soft_wrap=True,
    )


@app.command("forget-key")
def forget_staff_key(
    beginning: Annotated[
        str, typer.Argument(metavar="FINGERPRINT", help="Its first letters, as logs show them.")
    ],
    stage: StageName,
) -> None:
    """Let a staff key in no longer."""
    from barrow.deploying import staff_keys
    from barrow.deploying.account import failures

    job = job_of(stage)
    with failures():
        gone = staff_keys.forget(job.account, job.stage, beginning)
    out.print(f"{gone} is out. barrow deploy --stage {stage} lets the functions know.")


@app.command("list")
def list_secrets(stage: StageName) -> None:
    """Which secrets are there and which are missing; never what they are."""
    from barrow.deploying import secrets
    from barrow.deploying.account import failures

    job = job_of(stage)
    with failures():
        there = secrets.versions(job.account, job.stage)
    for name in secrets.NAMES:
        times = there.get(name)
        out.print(f"{name:24}{'missing' if times is None else f'set, version {times}'}")


def _asked(name: str) -> str:
    return Prompt.ask(name, console=out, password=True)
