"""Publishes the storefront of a stage, unless what stands is what this code publishes."""

from barrow.deploying import secrets
from barrow.deploying.invoking import InvokedShop
from barrow.deploying.job import Job
from barrow.deploying.steps import Step
from barrow.publishing import publish as publishing


def publish(job: Job) -> None:
    """Raises Failure; what was published until then stays."""
    with job.watch.step("pages") as step:
        key = secrets.operator_key(job.account, job.stage)
        with InvokedShop(job.account, job.stage, key) as shop:
            if publishing.is_current(shop):
                step.end("current")
                return
            done = publishing.publish_all(shop, _Told(step))
        step.end(f"{done.written} files written, {done.removed} removed")


class _Told:
    """A Watcher whose count stands beside the step."""

    def __init__(self, step: Step) -> None:
        self._step = step
        self._done = self._total = 0

    def expect(self, what: str, total: int) -> None:
        self._done, self._total = 0, total
        self._step.note(f"{total} {what}")

    def step(self, count: int = 1, note: str = "") -> None:
        self._done += count
        self._step.note(note or f"{self._done} of {self._total} pages")
