"""Secrets that no variable holds come from Parameter Store, by the stage's name, once."""

from collections.abc import Iterator

import pytest
from shopkit import aws, settings
from shopkit.settings import secret

from tests.shop import Shop


@pytest.fixture(autouse=True)
def no_variable(monkeypatch: pytest.MonkeyPatch, shop: Shop) -> Iterator[None]:
    monkeypatch.delenv("CURSOR_KEY")
    settings.forget()
    yield
    monkeypatch.undo()
    settings.forget()


def keep(value: str) -> None:
    aws.client("ssm").put_parameter(
        Name="/barrow/local/CURSOR_KEY", Value=value, Type="SecureString", Overwrite=True
    )


def test_a_secret_is_read_in_the_clear_and_once() -> None:
    keep("first")
    read = secret("CURSOR_KEY")
    keep("second")

    assert (read, secret("CURSOR_KEY")) == ("first", "first")


def test_a_secret_that_is_nowhere_says_where_to_set_it() -> None:
    with pytest.raises(KeyError, match="/barrow/local/CURSOR_KEY"):
        secret("CURSOR_KEY")
