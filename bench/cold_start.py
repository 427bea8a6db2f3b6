"""How long a fresh process takes to import each app, beside what is usual.

Each app gets a folder with what its Lambda zip holds: app.py, its room, the kit, Chalice's runtime
and the packages that its requirements.txt names, as installed here; sources alone, since Chalice
packs no bytecode and Lambda's file system keeps none. A process finds that folder and the standard
library, nothing else. All apps take turns, and processor time counts, so that a busy machine slows
them alike.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path
from shutil import copyfile
from statistics import median
from tempfile import TemporaryDirectory

from rich.progress import Progress
from rich.table import Table

FUNCTIONS = Path(__file__).parent.parent / "functions"
USUAL = "the usual"
TARGETS = {
    "analytics": 0.55, "cart": 0.55, "catalog": 0.55, "inventory": 0.55, "checkout": 0.7,
}  # fmt: skip

#: What the usual combination imports, and what that imports in turn.
USUAL_PACKAGES = (
    "chalice", "boto3", "botocore", "s3transfer", "jmespath", "python-dateutil", "six", "urllib3",
    "aws-lambda-powertools", "aws-xray-sdk", "wrapt", "typing-extensions", "pydantic",
    "pydantic-core", "annotated-types", "typing-inspection", "stripe", "requests", "certifi",
    "charset-normalizer", "idna",
)  # fmt: skip

USUAL_APP = """\
import boto3
import stripe
from aws_lambda_powertools import Logger, Metrics, Tracer
from chalice import Chalice
from pydantic import BaseModel

app = Chalice(app_name="usual")
logger = Logger(service="usual")
metrics = Metrics(namespace="usual", service="usual")
tracer = Tracer(service="usual")
table = boto3.resource("dynamodb").Table("usual")


class Line(BaseModel):
    sku: str
    quantity: int


@app.route("/lines", methods=["POST"])
def add_line():
    return Line.model_validate(app.current_request.json_body).model_dump()
"""

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


def measure(rounds: int, progress: Progress) -> dict[str, Start]:
    names = sorted(door.parent.name for door in FUNCTIONS.glob("*/app.py"))
    with TemporaryDirectory() as place:
        packages = Path(place) / "packages"
        folders = {name: _unpacked(name, Path(place) / name, packages) for name in names}
        folders[USUAL] = _usual(Path(place) / "usual", packages)
        taken: dict[str, list[list[float]]] = {name: [] for name in folders}
        # the first round warms the file system's cache, and does not count
        for turn in progress.track(range(rounds + 1), description="cold starts"):
            for name, folder in folders.items():
                times = _start(name, folder)
                if turn:
                    taken[name].append(times)
    return {
        name: Start(*(median(column) for column in zip(*rows, strict=True)))
        for name, rows in taken.items()
    }


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


def _unpacked(capability: str, folder: Path, packages: Path) -> Path:
    source = FUNCTIONS / capability
    folder.mkdir()
    copyfile(source / "app.py", folder / "app.py")
    _copy_sources(source / capability, folder / capability)
    _copy_sources(FUNCTIONS / "shopkit", folder / "shopkit")
    lines = (source / "requirements.txt").read_text(encoding="utf-8").splitlines()
    wanted = [line.partition("==")[0] for line in lines if line and not line.startswith("#")]
    _put_in(folder, ["chalice", *wanted], packages)
    return folder


def _usual(folder: Path, packages: Path) -> Path:
    folder.mkdir()
    (folder / "app.py").write_text(USUAL_APP, encoding="utf-8")
    _put_in(folder, USUAL_PACKAGES, packages)
    return folder


def _copy_sources(source: Path, target: Path) -> None:
    for path in source.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            place = target / path.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            copyfile(path, place)


def _put_in(folder: Path, names: Iterable[str], packages: Path) -> None:
    """Links to each package's files at the top of `folder`; a package is copied once for all."""
    for name in names:
        copy = packages / name
        if not copy.exists():
            _copy_installed(name, copy)
        for entry in copy.iterdir():
            (folder / entry.name).symlink_to(entry)


def _copy_installed(name: str, target: Path) -> None:
    installed = distribution(name)
    for path in installed.files or ():
        if ".." in path.parts or "__pycache__" in path.parts:
            continue
        place = target / path
        place.parent.mkdir(parents=True, exist_ok=True)
        copyfile(str(installed.locate_file(path)), place)


def table(starts: Mapping[str, Start]) -> Table:
    made = Table(title="Cold starts", caption=CAPTION, caption_justify="left")
    made.add_column("app")
    columns = ("import ms", "ratio", "with a client ms", "ratio", "with all put off ms", "ratio")
    for name in columns:
        made.add_column(name, justify="right")
    usual = starts[USUAL].imported
    for name, start in starts.items():
        cells = []
        for seconds in (start.imported, start.ready, start.everything):
            cells += [f"{seconds * 1000:.0f}", f"{seconds / usual:.2f}"]
        if name in TARGETS:
            cells[1] += f" (≤ {TARGETS[name]})"
        made.add_row(name, *cells)
    return made


CAPTION = (
    "Processor time, medians of fresh processes, sources without bytecode as in a Lambda zip. The"
    " usual: Chalice, boto3's DynamoDB resource, Powertools' Logger, Metrics and Tracer, pydantic,"
    " Stripe's SDK; a ratio is to that. A client is DynamoDB's, made on first use; put off are what"
    " an Idempotency-Key needs, Stripe, and what renders mails and pages."
)
