"""What of a package stays behind, and which of AWS's services travel."""

import gc
import gzip
import json
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from barrow.deploying.cutting import UnknownService, services_asked_for, slimmed, travels


def code(functions: Path, text: str, name: str = "cart/cart/store.py") -> Path:
    place = functions / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8")
    return place


#: A threshold of the collector, which is never the usual one.
_OFTEN = 50


class Litter:
    """Found by the collector alone; what is done then lets another thread in, and leaves more."""

    def __init__(self) -> None:
        self.itself = self

    def __del__(self) -> None:
        if gc.get_threshold()[0] == _OFTEN:
            sum(range(50))
            Litter()


@pytest.fixture
def collecting() -> Iterator[None]:
    """Garbage is collected all the time, and threads take turns as often as they can."""
    thresholds, interval = gc.get_threshold(), sys.getswitchinterval()
    gc.set_threshold(_OFTEN)
    sys.setswitchinterval(1e-6)
    for _ in range(50):
        Litter()
    yield
    gc.set_threshold(*thresholds)
    sys.setswitchinterval(interval)


@pytest.mark.usefixtures("collecting")
def test_many_threads_may_ask_at_once(tmp_path: Path) -> None:
    for number in range(3):
        nested = "".join(f"{' ' * n}if {n}:\n" for n in range(20)) + " " * 20 + "pass\n"
        code(tmp_path, nested * 40 + "aws.client('sqs')\n", f"cart/cart/part_{number}.py")

    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(services_asked_for, tmp_path) for _ in range(12)]
        found = [one.exception() or one.result() for one in asked]

    assert found == [frozenset({"sqs"})] * 12


def test_services_are_those_that_the_code_names(tmp_path: Path) -> None:
    code(tmp_path, "from shopkit import aws\naws.client('sqs').send_message()\n")
    code(tmp_path, "queue = lambda: aws.client('events', endpoint)\n", "shopkit/outbox.py")
    code(tmp_path, "aws.client('ec2')\n", "cart/vendor/shopkit/outbox.py")

    assert services_asked_for(tmp_path) == {"sqs", "events"}


def test_a_service_that_is_not_named_in_place_is_refused_with_its_line(tmp_path: Path) -> None:
    code(tmp_path, "from shopkit import aws\n\n\ndef ask(name): return aws.client(name)\n")

    with pytest.raises(UnknownService, match=r"cart/cart/store\.py:4 asks for an AWS client"):
        services_asked_for(tmp_path)


@pytest.mark.parametrize(
    "name",
    [
        "pydantic/main.py", "certifi/cacert.pem", "botocore/data/sqs/2012-11-05/service-2.json.gz",
        "botocore/data/endpoints.json", "botocore/docs/utils.py", "jinja2/tests.py", "PIL/_avif.so",
        "pillow.libs/libavif-0b1c2ae7.so.16.4.1", "aws_lambda_powertools/metrics/__init__.py",
    ],
)  # fmt: skip
def test_what_functions_read_travels(name: str) -> None:
    assert travels(name, {"sqs"})


@pytest.mark.parametrize(
    "name",
    [
        "pydantic-2.0.dist-info/METADATA", "pydantic/py.typed", "markupsafe/_speedups.pyi",
        "certifi/tests/test_certify.py", "botocore/data/ec2/2016-11-15/service-2.json.gz",
        "botocore/data/sqs/2012-11-05/examples-1.json", "boto3/data/ec2/resources-1.json",
        "PIL/_imagingtk.cpython-311-x86_64-linux-gnu.so",
    ],
)  # fmt: skip
def test_what_no_function_reads_stays_behind(name: str) -> None:
    assert not travels(name, {"sqs"})


def model(folder: Path, name: str, content: dict[str, Any]) -> Path:
    place = folder / "botocore" / "data" / name
    place.parent.mkdir(parents=True, exist_ok=True)
    written = json.dumps(content).encode()
    place.write_bytes(gzip.compress(written) if name.endswith(".gz") else written)
    return place


def endpoints(folder: Path, **services: dict[str, Any]) -> Path:
    return model(folder, "endpoints.json", {"partitions": [{"services": services}]})


def read(path: Path) -> Any:
    return json.loads(path.read_bytes())


def test_a_service_is_unpacked_without_its_documentation(tmp_path: Path) -> None:
    endpoints(tmp_path)
    shapes = {"Name": {"type": "string", "documentation": "<p>A name.</p>"}}
    packed = model(tmp_path, "sqs/1/service-2.json.gz", {"shapes": shapes, "documentation": "SQS"})

    slimmed(tmp_path, {"sqs"})

    assert not packed.exists()
    assert read(packed.with_suffix("")) == {"shapes": {"Name": {"type": "string"}}}


def test_a_member_that_is_called_documentation_stays(tmp_path: Path) -> None:
    endpoints(tmp_path)
    members = {"documentation": {"shape": "Name", "documentation": "What it says."}}
    place = model(tmp_path, "sqs/1/service-2.json", {"shapes": {"Note": {"members": members}}})

    slimmed(tmp_path, {"sqs"})

    assert read(place)["shapes"]["Note"]["members"] == {"documentation": {"shape": "Name"}}


def test_documentation_that_botocore_reads_at_work_stays(tmp_path: Path) -> None:
    endpoints(tmp_path)
    parameters = {"Accelerate": {"type": "boolean", "documentation": "Faster."}}
    place = model(tmp_path, "s3/1/service-2.json", {"clientContextParams": parameters})

    slimmed(tmp_path, {"s3"})

    assert read(place) == {"clientContextParams": parameters}


def test_addresses_are_kept_of_the_services_asked_for_by_either_name(tmp_path: Path) -> None:
    place = endpoints(tmp_path, email={"a": 1}, sqs={"b": 2}, ec2={"c": 3})
    model(tmp_path, "sqs/1/service-2.json", {})
    model(tmp_path, "sesv2/1/service-2.json", {"metadata": {"endpointPrefix": "email"}})

    slimmed(tmp_path, {"sqs", "sesv2"})

    assert read(place)["partitions"] == [{"services": {"email": {"a": 1}, "sqs": {"b": 2}}}]


def test_a_service_that_botocore_does_not_know_is_refused(tmp_path: Path) -> None:
    endpoints(tmp_path)

    with pytest.raises(UnknownService, match="AWS's carrier-pigeons"):
        slimmed(tmp_path, {"carrier-pigeons"})


def test_other_packages_are_left_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "notes.json").write_text('{"documentation": "stays"}', encoding="utf-8")

    slimmed(tmp_path, {"sqs"})

    assert read(tmp_path / "notes.json") == {"documentation": "stays"}
