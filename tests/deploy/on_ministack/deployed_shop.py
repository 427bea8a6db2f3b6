"""A shop that `barrow deploy` put on MiniStack, and what tests do with it.

Its doors are those of a real one: the CDN, which finds page or API as edge.yaml tells, and Lambda,
for whom IAM lets in. Nothing is moved by the tests: mappings, rules and schedules are MiniStack's
own, made by the deployment, and every call of a function is held against its role's policy.
"""

import http.client
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from barrow.deploying import chalice_standing, invoking, secrets, stacks
from barrow.deploying.account import Account
from barrow.deploying.stage import Stage, read
from barrow.deploying.tree import Tree
from barrow.deploying.wheels import usual_folder

from tests.deploy.on_ministack.server import ACCOUNT, REGION, ROOT, MiniStack, wait_for
from tests.deploy.on_ministack.stripe_at_http import StripeAtHttp
from tests.shop import Response

T = TypeVar("T")
STAGE = "one"
SENDER = "shop@thyme.example"
_LEFT_OUT = shutil.ignore_patterns("__pycache__", "deployed", "deployments", "policy-*.json")


def copy_of_the_tree(target: Path, stripe_address: str) -> Tree:
    """What a deployment reads, where it may write beside it, and a stage of the tests'."""
    for name in ("functions", "infra", "static_site"):
        shutil.copytree(ROOT / name, target / name, symlinks=True, ignore=_LEFT_OUT)
    shutil.copy(ROOT / "requirements.txt", target)
    cut = ROOT / ".cache" / "packages"
    cut.mkdir(parents=True, exist_ok=True)
    (target / ".cache").mkdir()
    (target / ".cache" / "packages").symlink_to(cut)
    described = f'sender = "{SENDER}"\nstripe_api_base = "{stripe_address}"\n'
    (target / "infra" / "stages" / f"{STAGE}.toml").write_text(described, encoding="utf-8")
    return Tree(target)


@dataclass(frozen=True)
class Mail:
    to: tuple[str, ...]
    subject: str
    text: str


class DeployedShop:
    """`request`, `get` and `post` are those of tests.shop.Shop, for its factories to buy with."""

    def __init__(self, cloud: MiniStack, tree: Tree, stripe: StripeAtHttp) -> None:
        self.cloud, self.tree, self.stripe = cloud, tree, stripe
        self.account = Account(cloud, REGION)
        self.stage: Stage = read(STAGE, tree.stages)

    def barrow(self, *arguments: str) -> str:
        """Run the operator's command; answers what it printed. Fails when it did."""
        done = subprocess.run(
            [sys.executable, "-m", "barrow.cli", *arguments],
            cwd=self.tree.root,
            env=self._operators_shell(),
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, f"{done.stdout}\n{done.stderr}\n{self.cloud.errors()}"
        return done.stdout

    def _operators_shell(self) -> dict[str, str]:
        # this copy's barrow, whatever is installed
        ours = [self.tree.root / "infra", self.tree.functions]
        return {
            **{name: os.environ[name] for name in ("PATH", "HOME")},
            **self.cloud.environment,
            "PYTHONPATH": os.pathsep.join(map(str, ours)),
            "PYTHONDONTWRITEBYTECODE": "1",
            "COLUMNS": "100",
            "BARROW_WHEELS": str(usual_folder()),
        }

    # ── its doors ──────────────────────────────────────────────────────────────────────────
    def invoked(self) -> invoking.InvokedShop:
        """Its API through Lambda, for the operator."""
        key = secrets.operator_key(self.account, self.stage)
        return invoking.invoked(self.account, self.stage, key)

    def visit(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
        viewer: str = "127.0.0.1",
    ) -> Response:
        """One request to the CDN, which MiniStack knows by the name of its host."""
        name = stacks.outputs(self.account, self.stage.stack("edge"))["SiteDomain"]
        sent = {**(headers or {}), "Host": name, "X-Forwarded-Proto": "https"}
        return self._sent(method, path, body, sent, viewer)

    def past_the_edge(
        self, method: str, path: str, body: bytes, headers: dict[str, str], viewer: str
    ) -> Response:
        """One request to the API itself, at the address that it has of its own."""
        capability = path.split("/")[2]
        api = chalice_standing.rest_api_id(capability, self.stage, self.account)
        return self._sent(method, f"/_aws/execute-api/{api}{path}", body, headers, viewer)

    def _sent(
        self, method: str, path: str, body: bytes | None, sent: dict[str, str], viewer: str
    ) -> Response:
        """`viewer` is an address of this machine's own, 127.0.0.0/8."""
        connection = http.client.HTTPConnection(
            urlsplit(self.cloud.endpoint).netloc, timeout=60, source_address=(viewer, 0)
        )
        try:
            connection.request(method, path, body, sent)
            answer = connection.getresponse()
            found = {name.title(): value for name, value in answer.getheaders()}
            return Response(answer.status, found, answer.read().decode())
        finally:
            connection.close()

    def request(
        self,
        method: str,
        path: str,
        *,
        json: Any = None,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
        staff: bool = False,
    ) -> Response:
        """One request to `/api<path>` of the site."""
        sent = dict(headers or {})
        if json is not None:
            body = _dumped(json)
            sent.setdefault("Content-Type", "application/json")
        if staff:
            key = secrets.operator_key(self.account, self.stage)
            sent["Authorization"] = f"Bearer {key}"
        return self.visit(method, f"/api{path}", body, sent)

    def get(self, path: str, **options: Any) -> Response:
        return self.request("GET", path, **options)

    def post(self, path: str, **options: Any) -> Response:
        return self.request("POST", path, **options)

    def pay(self, session_id: str, card: str = "4242424242424242") -> None:
        """Pay, and let Stripe tell the shop of it, over the CDN."""
        self.stripe.pay(session_id, card)
        secret = secrets.read(self.account, self.stage, secrets.WEBHOOK_SECRET)
        assert secret is not None
        self.stripe.deliver(lambda *sent: self.visit("POST", *sent).status, secret)

    # ── what came of it ────────────────────────────────────────────────────────────────────
    def wait_for(self, found: Callable[[], T | None], what: str, within: float = 60) -> T:
        return wait_for(found, what, within=within, told=self.cloud.errors)

    def mails(self, to: str) -> list[Mail]:
        """What SES was given for `to`."""
        sent = self.cloud.seen("ses/messages")["messages"].get(ACCOUNT, [])
        return [
            Mail(tuple(one["To"]), one["Subject"], one["BodyText"])
            for one in sent
            if to in one["To"]
        ]

    def logged(self, capability: str, handler: str, pattern: str) -> list[str]:
        """What a function logged that has `pattern` in it."""
        found = self.account.client("logs").filter_log_events(
            logGroupName=f"/aws/lambda/{self.stage.function(capability, handler)}",
            filterPattern=f'"{pattern}"',
        )
        return [event["message"] for event in found["events"]]

    def waiting_in(self, queue: str) -> list[str]:
        """The bodies of all messages in a queue, seen without receiving them."""
        seen = self.cloud.seen("sqs/messages")["messages"].get(ACCOUNT, {})
        return [
            message["Body"]
            for queues in seen.values()
            for url, messages in queues.items()
            if url.endswith(f"/barrow-{self.stage.name}-{queue}")
            for message in messages
        ]


def _dumped(value: Any) -> bytes:
    return json.dumps(value).encode()
