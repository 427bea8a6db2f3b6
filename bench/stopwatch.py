"""The time that the work of others takes: of the emulated AWS, and of Stripe's stand-in.

It is processor time of this thread, as the shop's own is: both work in one process, one by one.

botocore's own share of a call (parameters, signature, parsing) is the shop's; what lies behind
`URLLib3Session.send` is not. Neither is measured here what a socket and TLS would cost.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from botocore.httpsession import URLLib3Session

from tests.shop import Shop


class Stopwatch:
    """`away` grows, in seconds, by every wait while `running` lasts."""

    def __init__(self) -> None:
        self.away = 0.0

    @contextmanager
    def running(self, shop: Shop) -> Iterator[None]:
        """Inside the engine's own run: it must have taken `send` over already."""
        send, stripe = URLLib3Session.send, shop.stripe_http.request
        URLLib3Session.send = self._waited_for(send)
        shop.stripe_http.request = self._waited_for(stripe)  # type: ignore[method-assign]
        try:
            yield
        finally:
            URLLib3Session.send = send
            shop.stripe_http.request = stripe  # type: ignore[method-assign]

    def _waited_for(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def waited(*args: Any, **options: Any) -> Any:
            started = time.thread_time()
            try:
                return call(*args, **options)
            finally:
                self.away += time.thread_time() - started

        return waited
