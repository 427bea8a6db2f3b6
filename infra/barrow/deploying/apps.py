"""The capabilities' apps: bundled, told of their stage, and deployed some at a time.

One that fails does not stop the others half-way; what failed is told together at the end.
"""

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from barrow.deploying import bundle, chalice_record, chalice_run, chalice_settings
from barrow.deploying.account import failures
from barrow.deploying.job import Job
from barrow.deploying.steps import Step
from barrow.failures import Failure

_SHOWN_DIGITS = 12


@dataclass(frozen=True)
class Setting:
    """What every app of the stage is told."""

    foundation: Mapping[str, str]
    site_url: str
    secrets: str
    edge: tuple[str, ...]


class AppsFailed(Failure):
    """`reasons` by capability."""

    def __init__(self, reasons: Mapping[str, str], well: tuple[str, ...]) -> None:
        self.reasons = dict(reasons)
        told = "".join(f"\n  {name}: {reason}" for name, reason in reasons.items())
        others = f" ({', '.join(well)} went well)" if well else ""
        super().__init__(f"not every app could be deployed{others}:{told}")


def deploy(job: Job, setting: Setting, again: str = "") -> dict[str, bool]:
    """Deploy the chosen capabilities; answers which were changed. Raises AppsFailed.

    `again` is told beside the names of a second pass.
    """
    changed: dict[str, bool] = {}
    failed: dict[str, str] = {}
    with ThreadPoolExecutor(job.choice.at_once) as pool:
        under_way: dict[str, Future[bool]] = {
            capability: pool.submit(_deploy, job, setting, capability, again)
            for capability in job.chosen()
        }
        try:
            for capability, future in under_way.items():
                error = future.exception()
                if isinstance(error, Failure):
                    failed[capability] = str(error)
                elif error is not None:
                    raise error
                else:
                    changed[capability] = future.result()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    if failed:
        raise AppsFailed(failed, tuple(changed))
    return changed


def prepared(job: Job, setting: Setting, capability: str, target: Path) -> bundle.Prepared:
    """The capability's bundle in `target`, with the stage's settings in its .chalice."""
    made = bundle.prepare(
        capability,
        job.stage.name,
        target,
        functions=job.tree.functions,
        wheels=job.choice.wheels,
    )
    _tell(job, setting, capability, made, made.folder)
    return made


def _deploy(job: Job, setting: Setting, capability: str, again: str) -> bool:
    with failures(), job.watch.step(f"{capability}{again}") as step:
        step.note("bundling")
        target = job.tree.bundles / job.stage.name / capability
        made = prepared(job, setting, capability, target)
        changed = _sent(job, capability, made, step)
        # so that a plain `chalice deploy --stage` in the capability's own folder goes on from here
        own = job.tree.app(capability)
        _tell(job, setting, capability, made, own)
        if changed:
            chalice_record.copy(job.stage, made.folder, own)
        else:
            chalice_record.write(capability, job.stage, job.account, folder=own)
        size = f"{made.unzipped_bytes / 1e6:.0f} MB"
        step.end(f"deployed, {size}" if changed else "unchanged")
        return changed


def _sent(job: Job, capability: str, made: bundle.Prepared, step: Step) -> bool:
    return chalice_run.deploy(
        capability,
        job.stage,
        job.account,
        folder=made.folder,
        digest=made.digest,
        force=job.choice.force,
        say=step.note,
    )


def _tell(job: Job, setting: Setting, capability: str, made: bundle.Prepared, folder: Path) -> None:
    chalice_settings.write(
        capability,
        job.stage,
        job.account,
        folder=folder,
        foundation=setting.foundation,
        site_url=setting.site_url,
        release=made.digest[:_SHOWN_DIGITS],
        secrets=setting.secrets,
        edge=setting.edge,
    )
