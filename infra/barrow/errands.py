"""What a local shop has done for it once it is open: publishing, and loading the sample.

Each is the operator's own command, in a process of its own: drawing some hundred pictures takes
minutes and memory, and the shop has better use for both. What is broken off leaves a mark in the
state folder, and the next start goes on with it.
"""

import os
import subprocess
import sys
from pathlib import Path

from barrow.cloud import allocator
from barrow.cloud.local import LocalCloud
from barrow.shop_client import ShopClient

_SAMPLE = "sample-is-loading"
_BEHIND = "site-is-behind"


def note(state: Path, *, is_new: bool, sample: bool, site: bool) -> None:
    """Before the shop opens: mark what is to be done, so that not even a power cut forgets it."""
    state.mkdir(parents=True, exist_ok=True)
    if is_new and sample:
        (state / _SAMPLE).touch()
    elif is_new:
        (state / _SAMPLE).unlink(missing_ok=True)
    if not site:
        # what changes in this run, the pages do not know
        (state / _BEHIND).touch()


def wants_sample(state: Path) -> bool:
    """Whether the shop is still to be filled: new, or interrupted while it was."""
    return (state / _SAMPLE).exists()


def load_sample(cloud: LocalCloud, state: Path, *, pictures: bool) -> bool:
    """The catalogue and, where asked for, its pictures; False when it was broken off."""
    drawn = "--pictures" if pictures else "--no-pictures"
    if not _done(cloud, state, "load", "sample", drawn):
        return False
    # the journal first: a crash right now must not find a shop without its catalogue and mark
    cloud.checkpoint()
    (state / _SAMPLE).unlink()
    return True


def publish(cloud: LocalCloud, state: Path) -> bool:
    """Every page, unless the published ones are of this code and of this catalogue."""
    from barrow.publishing.publish import is_current

    mark = state / _BEHIND
    with ShopClient(cloud.site_url, cloud.staff_key) as client:
        if not mark.exists() and is_current(client):
            return True
    if not _done(cloud, state, "publish", "--all"):
        return False
    cloud.checkpoint()
    mark.unlink(missing_ok=True)
    return True


def _done(cloud: LocalCloud, state: Path, *command: str) -> bool:
    """Run the command to its end; it writes to this terminal. KeyboardInterrupt ends both."""
    place = ("--url", cloud.site_url, "--state", str(state))
    environment = {**os.environ, "BARROW_STAFF_KEY": cloud.staff_key}
    arguments = [sys.executable, "-m", "barrow.cli", *command, *place]
    with subprocess.Popen(arguments, env=environment) as process:
        try:
            went_well = process.wait() == 0
        except BaseException:
            process.terminate()
            raise
    allocator.give_back()
    return went_well
