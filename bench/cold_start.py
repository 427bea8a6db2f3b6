"""How long a fresh process takes to import each app, from the zip that `barrow deploy` sends.

Beside it stands the zip that Chalice makes by itself, of sources alone: Lambda's file system keeps
nothing that is compiled, so each cold start compiles them. Both are unpacked; a process finds that
folder and the standard library, nothing else, and writes nothing. All take turns, and processor
time counts, so that a busy machine slows them alike.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from rich.progress import Progress
from rich.table import Table

from bench import usual_combination
from tests.packaging import CAPABILITIES, bundled_packages, plain_packages

USUAL = "the usual"
#: Of the bundle's import to the plain zip's.
TARGET = 0.5

MEASURING = """
import json, sys, time
folder, client, later = sys.argv[1:]
sys.path.insert(0, folder)
started = time.process_time()
import app
imported = time.process_time() - started
exec(client)
ready = time.process_time() - started
exec(later)
print(json.dumps([imported, ready, time.process_time() - started]))
"""
CLIENT = "from shopkit import aws; aws.client('dynamodb')"
KEYED = "import aws_lambda_powertools.utilities.idempotency"
LATER = {
    "cart": f"{KEYED}, jinja2",
    "catalog": f"{KEYED}, jinja2, PIL.Image",
    "checkout": f"{KEYED}, jinja2, stripe",
    "marketing": "import jinja2, mjml",
    USUAL: "",
}


@dataclass(frozen=True)
class Start:
    """Median seconds: the import, then with a client of DynamoDB, then with all that is put off."""

    imported: float
    ready: float
    everything: float


@dataclass(frozen=True)
class Starts:
    """By capability, the plain ones with USUAL among them; and the zips' sizes in bytes."""

    plain: Mapping[str, Start]
    bundled: Mapping[str, Start]
    sizes: Mapping[str, tuple[int, int]]


def measure(rounds: int, progress: Progress) -> Starts:
    with TemporaryDirectory() as place:
        steps = progress.add_task("packaging", total=2 * len(CAPABILITIES))
        paths = [Path(place) / kind for kind in ("plain", "bundled")]
        for path in paths:
            path.mkdir()
        plain = plain_packages(paths[0], lambda: progress.advance(steps))
        bundled = bundled_packages(paths[1], lambda: progress.advance(steps))
        progress.remove_task(steps)
        folders = {("plain", name): made.unpacked for name, made in plain.items()}
        folders |= {("bundled", name): made.unpacked for name, made in bundled.items()}
        folders["plain", USUAL] = usual_combination.lay_out(Path(place) / "usual")
        taken: dict[tuple[str, str], list[list[float]]] = {which: [] for which in folders}
        # the first round warms the file system's cache, and does not count
        for turn in progress.track(range(rounds + 1), description="cold starts"):
            for which, folder in folders.items():
                times = _start(which[1], folder)
                if turn:
                    taken[which].append(times)
        sizes = {name: (plain[name].bytes_unpacked, bundled[name].bytes_unpacked) for name in plain}
    starts = {
        which: Start(*(median(column) for column in zip(*rows, strict=True)))
        for which, rows in taken.items()
    }
    of = {kind: {n: start for (k, n), start in starts.items() if k == kind} for kind, _ in starts}
    return Starts(of["plain"], of["bundled"], sizes)


def _start(name: str, folder: Path) -> list[float]:
    """One fresh process; the three times of Start."""
    client = "" if name == USUAL else CLIENT
    command = [sys.executable, "-I", "-S", "-B", "-c", MEASURING, str(folder)]
    done = subprocess.run(
        [*command, client, LATER.get(name, KEYED)],
        env={
            "AWS_DEFAULT_REGION": "eu-west-2",
            "AWS_ACCESS_KEY_ID": "none",
            "AWS_SECRET_ACCESS_KEY": "none",
            # Powertools' tracer stays idle elsewhere than in Lambda
            "LAMBDA_TASK_ROOT": str(folder),
            "AWS_LAMBDA_FUNCTION_NAME": name,
            "PATH": os.environ["PATH"],
        },
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    times: list[float] = json.loads(done.stdout.splitlines()[-1])
    return times


def table(starts: Starts) -> Table:
    made = Table(title="Cold starts", caption=CAPTION, caption_justify="left")
    made.add_column("app")
    columns = (
        "import ms", f"to plain (≤ {TARGET})", "with a client ms", "to plain",
        "with all put off ms", "to plain", "to the usual", "MB", "plain MB",
    )  # fmt: skip
    for name in columns:
        made.add_column(name, justify="right")
    usual = starts.plain[USUAL].imported
    for name, start in starts.bundled.items():
        plain, cells = starts.plain[name], []
        for field in ("imported", "ready", "everything"):
            seconds = getattr(start, field)
            cells += [f"{seconds * 1000:.0f}", f"{seconds / getattr(plain, field):.2f}"]
        sizes = [f"{size / 2**20:.0f}" for size in reversed(starts.sizes[name])]
        made.add_row(name, *cells, f"{start.imported / usual:.2f}", *sizes)
    made.add_row(f"{USUAL}, plain", f"{usual * 1000:.0f}", *[""] * 5, "1.00", "", "")
    return made


CAPTION = (
    "Processor time, medians of fresh processes. Plain: what `chalice package` makes of the"
    " capability's own folder, sources alone. The usual: Chalice, boto3's DynamoDB resource,"
    " Powertools' Logger, Metrics and Tracer, pydantic, Stripe's SDK, as sources too. A client is"
    " DynamoDB's, made on first use; put off are what an Idempotency-Key needs, Stripe, pictures,"
    " and what renders mails and pages. MB are unzipped."
)
