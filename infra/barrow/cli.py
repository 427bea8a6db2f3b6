"""The operator's command. Each command parses, calls one module, and says what came of it."""

import os
import signal
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from barrow.deploying import commands as deploying_commands
from barrow.failures import Failure
from barrow.loading import carriage, pictures, sample, sample_pictures
from barrow.loading.load import Loaded, load
from barrow.operating import commands as operating_commands
from barrow.order_log import account_table, articles, lines, planning
from barrow.progress import bar
from barrow.publishing import publish as publishing
from barrow.replay import outcome_table, replaying
from barrow.shop_client import ShopClient, staff_key_of
from barrow.staffing import commands as staffing_commands

app = typer.Typer(
    help="Barrow, a serverless shop: run it here, fill it, take it to AWS, and keep it well there.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
loading = typer.Typer(help="Load a catalogue into a shop.", no_args_is_help=True)
app.add_typer(loading, name="load")
pictures_app = typer.Typer(help="Pictures of products.", no_args_is_help=True)
app.add_typer(pictures_app, name="pictures")
deploying_commands.register(app)
operating_commands.register(app)
staffing_commands.register(app)
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
Pictures = Annotated[
    bool, typer.Option("--pictures/--no-pictures", help="Draw the sample's pictures as well.")
]
DEFAULT_STATE = Path(".barrow")
_SAMPLE_IS_IN = "the sample is in the shop"
_SAMPLE_IS_NOT = "the sample is not whole: the next start goes on with it"
DEFAULT_URL = "http://localhost:8000"


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
def run(  # noqa: PLR0913 — a command's options
    port: Annotated[
        int, typer.Option(envvar="PORT", min=0, max=65535, help="0 takes a free one.")
    ] = 8000,
    state: State = DEFAULT_STATE,
    clock: Annotated[
        datetime | None,
        typer.Option(help="Where the clock of a new shop starts, in UTC; it may be long ago."),
    ] = None,
    with_sample: Annotated[
        bool, typer.Option("--sample/--no-sample", help="Fill a new shop with the sample.")
    ] = True,
    with_pictures: Pictures = True,
    with_site: Annotated[
        bool, typer.Option("--site/--no-site", help="Publish the storefront, or the APIs alone.")
    ] = True,
) -> None:
    """Open the shop on this machine; Ctrl-C closes it. What happened in it is kept in --state.

    A new shop is open at once, and filled meanwhile; what is broken off goes on at the next start.
    """
    # imported here: the local cloud takes a second to import, and the other commands need none of
    # it
    from barrow import errands
    from barrow import run as running

    begin = clock.replace(tzinfo=UTC) if clock else None
    is_new = running.Place(state).is_new
    errands.note(state, is_new=is_new, sample=with_sample, site=with_site)
    opened = running.opened(state, port, begin, storefront=with_site)
    with suppress(KeyboardInterrupt), opened as shop:
        out.print(f"[bold]{shop.site_url}[/bold]      the shop")
        out.print(f"{shop.site_url}/dev  its clock, mails, queues and facts")
        out.print(f"staff key: {shop.staff_key}")
        out.print(f"kept in {state}; Ctrl-C closes the shop")
        if elsewhere := os.environ.get("AWS_ENDPOINT_URL"):
            out.print(f"it has its own engine: barrow deploy is what goes to {elsewhere}")
        if with_site and not errands.publish(shop, state):
            out.print("the pages are not published: the next start tries again")
        if with_sample and errands.wants_sample(state):
            is_whole = errands.load_sample(shop, state, pictures=with_pictures and with_site)
            out.print(_SAMPLE_IS_IN if is_whole else _SAMPLE_IS_NOT)
        running.wait()


@loading.command("sample")
def load_sample(
    with_pictures: Pictures = True,
    url: Url = DEFAULT_URL,
    state: State = DEFAULT_STATE,
    staff_key: StaffKey = None,
) -> None:
    """The sample catalogue. What the shop has already is left as it is."""
    with ShopClient(url, staff_key or staff_key_of(state)) as client, bar(out) as watcher:
        _say(load(client, sample.read(), watcher))
        if with_pictures:
            _say_pictures(sample_pictures.load(client, watcher))


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
    with ShopClient(url, staff_key or staff_key_of(state)) as client, bar(out) as watcher:
        loaded = load(client, articles.catalogue(made), watcher)
        # last, since a replay takes it for the sign that all is there
        carriage.set_only(client)
    out.print(account_table.table(made.account))
    _say(loaded)


@pictures_app.command("put")
def put_picture(  # noqa: PLR0913 — a command's options
    file: Annotated[
        Path,
        typer.Argument(
            help="A JPEG, PNG, WebP, AVIF or GIF.", exists=True, dir_okay=False, readable=True
        ),
    ],
    key: Annotated[str, typer.Option("--key", help="What products name the picture by.")],
    alt: Annotated[str, typer.Option("--alt", help="What it shows, in words.")] = "",
    url: Url = DEFAULT_URL,
    state: State = DEFAULT_STATE,
    staff_key: StaffKey = None,
) -> None:
    """Send a picture and wait until the shop has rendered it. Exits with 1 when it is refused."""
    with ShopClient(url, staff_key or staff_key_of(state)) as client, bar(out) as watcher:
        watcher.expect(file.name, 1)
        outcome = pictures.put(client, key, file.name, file.read_bytes(), alt)
        watcher.step()
    if outcome.status == "refused":
        out.print(f"{key} is refused: {outcome.detail}", soft_wrap=True)
        raise typer.Exit(1)
    out.print(f"{key} is a picture already" if outcome.status == "there" else f"{key} is ready")


@app.command()
def publish(
    everything: Annotated[
        bool, typer.Option("--all", help="Also when the storefront is what this code publishes.")
    ] = False,
    url: Url = DEFAULT_URL,
    state: State = DEFAULT_STATE,
    staff_key: StaffKey = None,
) -> None:
    """Publish the whole storefront after another design or other settings.

    What stands as it should is not written again; what is gone is removed.
    """
    with ShopClient(url, staff_key or staff_key_of(state)) as client:
        if not everything and publishing.is_current(client):
            out.print("the storefront is current; --all publishes it all the same")
            return
        with bar(out) as watcher:
            done = publishing.publish_all(client, watcher)
    out.print(f"wrote {done.written} files, removed {done.removed}")


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


def _say_pictures(uploaded: pictures.Uploaded) -> None:
    if uploaded.ready:
        out.print(f"drawn {uploaded.ready} pictures")
    for one in uploaded.refused:
        out.print(f"the picture {one.key} is refused: {one.detail}", soft_wrap=True)


if __name__ == "__main__":
    main()
