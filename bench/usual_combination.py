"""What a function is often made of: Chalice, boto3's resource, Powertools with its tracer,
pydantic and Stripe's SDK. Cold starts are compared with it.

Its folder holds the sources of those packages as they are installed here, and what they import.
"""

from importlib.metadata import distribution
from pathlib import Path
from shutil import copyfile

PACKAGES = (
    "chalice", "boto3", "botocore", "s3transfer", "jmespath", "python-dateutil", "six", "urllib3",
    "aws-lambda-powertools", "aws-xray-sdk", "wrapt", "typing-extensions", "pydantic",
    "pydantic-core", "annotated-types", "typing-inspection", "stripe", "requests", "certifi",
    "charset-normalizer", "idna",
)  # fmt: skip

APP = """\
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


def lay_out(folder: Path) -> Path:
    """The folder that such a function's zip would be unpacked into."""
    folder.mkdir()
    (folder / "app.py").write_text(APP, encoding="utf-8")
    for name in PACKAGES:
        _copy_installed(name, folder)
    return folder


def _copy_installed(name: str, target: Path) -> None:
    installed = distribution(name)
    for path in installed.files or ():
        if ".." in path.parts or "__pycache__" in path.parts:
            continue
        place = target / path
        place.parent.mkdir(parents=True, exist_ok=True)
        copyfile(str(installed.locate_file(path)), place)
