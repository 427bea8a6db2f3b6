"""The Nu HTML checker (npm vnu-jar) over many pages in one process: starting Java is what costs."""

import json
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.browser.equipment import MODULES

_JAR = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
#: Safari takes a list that is styled without bullets for none, unless it is told its role.
_ROLE_OF_A_LIST = re.compile("The “list” role is unnecessary for element “[ou]l”")


def complaints(pages: Mapping[str, str], java: Path, folder: Path) -> list[str]:
    """Errors and warnings in `pages`, HTML by address, each as `address: line: text`.

    `folder` is an empty one that is written to.
    """
    addresses = {}
    for number, (address, html) in enumerate(pages.items()):
        file = folder / f"{number:05}.html"
        file.write_text(html, encoding="utf-8")
        addresses[file.name] = address
    checked = subprocess.run(
        [str(java), "-Xss8m", "-jar", str(_JAR), "--format", "json", "--exit-zero-always",
         str(folder)],
        capture_output=True, text=True, timeout=300, check=True,
    )  # fmt: skip
    return [
        f"{addresses[Path(one['url']).name]}: {one.get('lastLine', 0)}: {one['message']}"
        for one in json.loads(checked.stderr)["messages"]
        # `info` without a subtype is advice, such as on slashes in void elements
        if (one["type"] == "error" or one.get("subType") == "warning")
        and not _ROLE_OF_A_LIST.search(one["message"])
    ]
