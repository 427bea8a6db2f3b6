"""The operator's commands that look after a stage. Each parses, calls one module, and says it."""

import json
import re
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from barrow.deploying.stage_option import StageName, job_of
from barrow.failures import Failure

if TYPE_CHECKING:
    from barrow.deploying.job import Job

_SINCE = re.compile(r"(\d{1,5})([smhd])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
out = Console(highlight=False)

AsJson = Annotated[bool, typer.Option("--json", help="For programs, instead of tables.")]


def register(app: typer.Typer) -> None:
    """Put the commands of this module into the operator's command."""
    app.command()(status)
    app.command()(logs)
    app.command()(doctor)
    app.command()(cost)
    app.command()(redrive)


def status(stage: StageName, as_json: AsJson = False) -> None:
    """What is deployed, how it fared in the last hour, what waits, and the last orders."""
    # here, as in all commands: boto3 takes longer to import than most commands take to run
    from barrow.operating import status as reading
    from barrow.operating import status_view

    with _at(stage) as job:
        capabilities = job.tree.capabilities()
        found = reading.read(job.account, job.stage, capabilities, datetime.now(UTC))
    if as_json:
        typer.echo(found.model_dump_json(indent=2))
        return
    for part in status_view.parts(found):
        out.print(part)


def logs(  # noqa: PLR0913 — a command's options
    stage: StageName,
    capability: Annotated[
        str | None, typer.Option("--capability", help="Of one app, such as checkout.")
    ] = None,
    function: Annotated[
        str | None, typer.Option("--function", help="Of one function, such as relay.")
    ] = None,
    since: Annotated[
        str, typer.Option("--since", help="How far back: 90s, 10m, 3h or 2d.")
    ] = "10m",
    follow: Annotated[bool, typer.Option("--follow", help="Go on until Ctrl-C.")] = False,
    errors: Annotated[bool, typer.Option("--errors", help="Only what went wrong.")] = False,
) -> None:
    """What the functions wrote, all in one order of time. Ctrl-C ends it."""
    from barrow.operating import log_lines, standing
    from barrow.operating import logs as reading

    begin = datetime.now(UTC) - passed(since)
    wanted = reading.Wanted(capability, function, errors)
    with _at(stage) as job, suppress(KeyboardInterrupt):
        functions = wanted.of(standing.functions(job.account, job.stage))
        entries = (
            reading.follow(
                job.account, functions, wanted, begin, lambda: datetime.now(UTC), time.sleep
            )
            if follow
            else reading.read(job.account, functions, wanted, begin)
        )
        for entry in entries:
            style = "red" if log_lines.is_bad(entry.text) else None
            line = log_lines.shown(entry.at, entry.function, entry.text)
            out.print(line, style=style, markup=False, soft_wrap=True)


def doctor(stage: StageName, as_json: AsJson = False) -> None:
    """Examine this machine, the account, mails, Stripe and domain; exits with 1 on a problem."""
    from barrow.deploying.account import NotSignedIn, signed_in
    from barrow.deploying.stage import read
    from barrow.deploying.tree import Tree
    from barrow.operating import checks_here, doctor_view, outside
    from barrow.operating import doctor as examining
    from barrow.operating.findings import Finding, Place, problem

    found: list[Finding] = []

    def told(findings: Iterable[Finding]) -> None:
        for finding in findings:
            found.append(finding)
            if not as_json:
                out.print(doctor_view.line(finding), soft_wrap=True)

    described = read(stage, Tree.here().stages)
    told([checks_here.python(), *checks_here.packages()])
    try:
        account = signed_in(described.region)
    except NotSignedIn as refused:
        told([problem("credentials", str(refused), "sign in, then run barrow doctor again")])
    else:
        told(examining.examine(Place(account, described, outside.resolve, outside.Stripe)))
    if as_json:
        typer.echo(json.dumps([asdict(finding) for finding in found], indent=2))
    else:
        out.print(doctor_view.summary(found))
    if examining.has_problems(found):
        raise typer.Exit(1)


def cost(  # noqa: PLR0913 — a command's options
    stage: Annotated[
        str | None, typer.Option("--stage", help="Of a deployed shop, by its last thirty days.")
    ] = None,
    local: Annotated[
        bool, typer.Option("--local", help="Of the code here, by the calls that it makes.")
    ] = False,
    orders: Annotated[
        int, typer.Option(min=1, max=10_000, help="How many to count over, with --local.")
    ] = 100,
    region: Annotated[
        str, typer.Option("--region", help="Whose prices, with --local.")
    ] = "us-east-1",
    memory: Annotated[
        int | None, typer.Option(min=128, max=10_240, help="MB of each function, with --local.")
    ] = None,
    duration: Annotated[
        float | None, typer.Option(min=1, help="Billed ms of each call, with --local.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """What a page view, a cart, an order and an idle month cost, or what the last month did."""
    if (stage is None) == (not local):
        raise typer.BadParameter("give either --stage S or --local")
    from barrow.deploying.tree import Tree
    from barrow.operating import cost as estimating
    from barrow.operating.costs import prices, view
    from barrow.operating.costs.invocation import Billing
    from barrow.progress import bar

    tree, listed = Tree.here(), prices.newest()
    if stage is None:
        with bar(Console(stderr=True)) as watcher:
            billing = Billing(memory_mb=memory, duration_ms=duration)
            found = estimating.local(tree.root, orders, billing, listed, region, watcher)
    else:
        with _at(stage) as job:
            infra, now = tree.root / "infra", datetime.now(UTC)
            found = estimating.of_stage(job.account, job.stage, infra, listed, now)
    if as_json:
        typer.echo(json.dumps(view.document(found), indent=2))
        return
    out.print(view.table(found, listed))
    for note in view.notes(found):
        out.print(note)


def redrive(
    queue: Annotated[str, typer.Argument(help="The queue, such as inventory.")],
    stage: StageName,
) -> None:
    """Try the dead letters of a queue again. Mend first what made them fail."""
    from barrow.operating import redrive as redriving

    with _at(stage) as job:
        moved = redriving.start(job.account, job.stage, queue)
    out.print(f"about {moved} messages are on their way back" if moved else "no dead letters")


@contextmanager
def _at(stage: str) -> Iterator["Job"]:
    """The stage and its account; what AWS refuses in the block is a Failure."""
    from barrow.deploying.account import failures

    job = job_of(stage)
    with failures():
        yield job


def passed(text: str) -> timedelta:
    """The time that `text` names. Raises Failure."""
    match = _SINCE.fullmatch(text.strip())
    if match is None:
        raise Failure(f"--since {text}: write 90s, 10m, 3h or 2d")
    return timedelta(**{_UNITS[match[2]]: int(match[1])})
