"""A capability's zip, run in a process that has nothing else."""

import subprocess
import sys

from tests.packaging import Package

ONLY_THE_ZIP = (
    "import sys; sys.path[:] = [sys.argv[1], *(p for p in sys.path if 'site-' not in p)]\n"
)
CREDENTIALS = {
    "AWS_DEFAULT_REGION": "eu-west-2",
    "AWS_ACCESS_KEY_ID": "none",
    "AWS_SECRET_ACCESS_KEY": "none",
}


def run(package: Package, script: str, **variables: str) -> str:
    """What a fresh process prints that finds nothing but the zip and the standard library."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-W", "error", "-c", ONLY_THE_ZIP + script,
         str(package.unpacked)],
        env=CREDENTIALS | {"BARROW_STAGE": "dev", "CURSOR_KEY": "k" * 32} | variables,
        cwd=package.unpacked,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout
