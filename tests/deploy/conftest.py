"""One moto server for all tests of a worker, empty for each test that asks for it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from barrow.deploying.account import Account
from barrow.deploying.tree import Tree

from tests.deploy import moto_shop
from tests.deploy.moto_server import MotoServer, running

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="session")
def _server() -> Iterator[MotoServer]:
    with running() as server:
        yield server


@contextmanager
def led_to(server: MotoServer) -> Iterator[None]:
    """The server, emptied; the environment leads everything to it, and nothing to AWS."""
    with pytest.MonkeyPatch.context() as environment:
        for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_RETRY_MODE"):
            environment.delenv(name, raising=False)
        for name, value in moto_shop.ENVIRONMENT.items():
            environment.setenv(name, value)
        environment.setenv("AWS_ENDPOINT_URL", server.url)
        server.reset()
        yield


@pytest.fixture
def moto(_server: MotoServer) -> Iterator[MotoServer]:
    with led_to(_server):
        yield _server


@pytest.fixture
def account(moto: MotoServer) -> Account:
    return moto_shop.account()


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    """A copy of the shop that a test may change."""
    return moto_shop.copied(ROOT, tmp_path / "tree")


@pytest.fixture
def one_app(account: Account, tree: Tree, tmp_path: Path) -> Callable[..., moto_shop.OneApp]:
    """`one_app("cart", "one")`: a capability's Chalice half in a stage."""

    def made(capability: str, stage: str = "one") -> moto_shop.OneApp:
        folder = tmp_path / "bundles" / stage / capability
        return moto_shop.OneApp(capability, moto_shop.stage(stage), account, tree, folder)

    return made
