"""The operator's command. Each command parses, calls one module, and says what came of it."""

import signal
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from barrow.failures import Failure
from barrow.loading import carriage, sample
from barrow.loading.load import Loaded, load
from barrow.order_log import account_table, articles, lines, planning
from barrow.progress import bar
from barrow.replay import outcome_table, replaying
from barrow.shop_client import ShopClient, staff_key_of

app = typer.Typer(
    help="Barrow, a serverless shop: run it here, fill it, and prove that its books are right.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
loading = typer.Typer(help="Load a catalogue into a shop.", no_args_is_help=True)
app.add_typer(loading, name="load")
out = Console(highlight=False)
err = Console(stderr=True, highlight=False)

State = Annotated[
    Path, typer.Option("--state", metavar="DIR", help="The folder that keeps the local shop.")
]
Url = Annotated[str, typer.Option("--url", help="The shop's address.")]
StaffKey = Annotated[
    str | None,
    typer.Option(
        envvar="BARROW_STAFF_KEY", help="A staff key; the local shop's own is read from --state."
    ),
]
LogFile = Annotated[Path, typer.Argument(help="The order log, .csv or .csv.gz.")]
First = Annotated[
    datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="The first day.")
]
Last = Annotated[datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="The last day.")]
Limit = Annotated[int | None, typer.Option(min=1, help="Only so many invoices.")]
DEFAULT_STATE = Path(".barrow")
DEFAULT_URL = "http://127.0.0.1:8000"


def main() -> None:
    """Run the command; failures that have a name are one line, and exit with 1."""
    # a container stops with SIGTERM what a person stops with Ctrl-C; a shell's background job
    # begins with SIGINT ignored
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    try:
        app()
    except Failure as failure:
        err.print(f"[red]barrow:[/red] {failure}", soft_wrap=True)
        raise SystemExit(1) from None


@app.command()
def run(
    port: Annotated[int, typer.Option(envvar="PORT", help="0 takes a free one.")] = 8000,
    state: State = DEFAULT_STATE,
    clock: Annotated[
        datetime | None,
        typer.Option(help="Where the clock of a new shop starts, in UTC; it may be long ago."),
    ] = None,
    with_sample: Annotated[
        bool, typer.Option("--sample/--no-sample", help="Fill a new shop with the sample.")
    ] = True,
) -> None:
    """Open the shop on this machine; Ctrl-C closes it. What happened in it is kept in --state."""
    # imported here: the local cloud takes a second to import, and the other commands need none of
    # it
    from barrow import run as running

    begin = clock.replace(tzinfo=UTC) if clock else None
    to_fill = with_sample and running.wants_sample(state)
    with suppress(KeyboardInterrupt), running.opened(state, port, begin) as shop:
        if to_fill:
            with bar(out) as watcher:
                _say(running.fill(shop, state, watcher))
        out.print(f"[bold]{shop.site_url}[/bold]      the shop")
        out.print(f"{shop.site_url}/dev  its clock, mails, queues and facts")
        out.print(f"staff key: {shop.staff_key}")
        out.print(f"kept in {state}; Ctrl-C closes the shop")
        running.wait()


@loading.command("sample")
def load_sample(
    url: Url = DEFAULT_URL, state: State = DEFAULT_STATE, staff_key: StaffKey = None
) -> None:
    """The sample catalogue. What the shop has already is left as it is."""
    with ShopClient(url, staff_key or staff_key_of(state)) as client, bar(out) as watcher:
        loaded = load(client, sample.read(), watcher)
    _say(loaded)


@loading.command("online-retail")
def load_online_retail(  # noqa: PLR0913 — a command's options
    file: LogFile,
    first: First = None,
    last: Last = None,
    limit: Limit = None,
    url: Url = DEFAULT_URL,
    state: State = DEFAULT_STATE,
    staff_key: StaffKey = None,
) -> None:
    """A catalogue made from an order log: every article it sells, with all the units it sells.

    Tells every oddity of the log, and what is done about it.
    """
    made = planning.plan(lines.read(file, _day(first), _day(last)), limit)
    with ShopClient(url, staff_key or staff_key_of(state)) as client:
        carriage.set_only(client)
        with bar(out) as watcher:
            loaded = load(client, articles.catalogue(made), watcher)
    out.print(account_table.table(made.account))
    _say(loaded)


@app.command()
def replay(  # noqa: PLR0913 — a command's options
    file: LogFile,
    first: First = None,
    last: Last = None,
    limit: Limit = None,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Orders side by side.")] = 4,
    url: Url = DEFAULT_URL,
    state: State = DEFAULT_STATE,
    staff_key: StaffKey = None,
) -> None:
    """Buy every invoice of an order log again, refund every cancellation, and reconcile the books.

    Goes on where it was broken off. Exits with 1 when a penny or a unit differs.
    """
    made = planning.plan(lines.read(file, _day(first), _day(last)), limit)
    out.print(account_table.table(made.account))
    slice_ = {"log": file.name, "from": str(_day(first) or "")}
    with ShopClient(url, staff_key or staff_key_of(state)) as client, bar(out) as watcher:
        try:
            outcome = replaying.replay(
                client, made, slice_, state, watcher, workers=workers, say=out.print
            )
        except KeyboardInterrupt:
            out.print("broken off; the same command goes on from here")
            raise typer.Exit(130) from None
    out.print(outcome_table.table(outcome.found))
    for sentence in outcome_table.sentences(outcome):
        out.print(sentence, soft_wrap=True)
    if not outcome.found.agrees:
        raise typer.Exit(1)


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _say(loaded: Loaded) -> None:
    if loaded:
        out.print(
            f"loaded {loaded.categories} categories, {loaded.products} products,"
            f" {loaded.stock} stock items"
        )
    else:
        out.print("everything is there already")


if __name__ == "__main__":
    main()
