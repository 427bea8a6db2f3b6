"""The last step of botocore, taken over and given back."""

import os
from collections.abc import Callable

import pytest
from barrow.cloud.engine import Engine
from barrow.cloud.engine_deploy import client
from barrow.cloud.ministack_engine import MiniStackEngine
from barrow.cloud.moto_engine import MotoEngine
from botocore.httpsession import URLLib3Session

engines = pytest.mark.parametrize("make", [MotoEngine, MiniStackEngine], ids=["moto", "ministack"])


@engines
def test_stopping_leaves_botocore_and_the_environment_as_they_were(
    make: Callable[[], Engine], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID", raising=False)
    send, environment = URLLib3Session.send, dict(os.environ)

    with make():
        client("sqs").create_queue(QueueName="letters")

    assert URLLib3Session.send is send
    assert dict(os.environ) == environment


@engines
def test_a_client_made_under_one_engine_reaches_the_next(make: Callable[[], Engine]) -> None:
    with make():
        sqs = client("sqs")
        sqs.create_queue(QueueName="letters")

    with MiniStackEngine() as second:
        sqs.create_queue(QueueName="orders")

        assert second.queue_depths() == {"orders": (0, 0)}
