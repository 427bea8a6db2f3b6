"""Who asks, as far as a request shows before anybody is signed in."""

from dataclasses import dataclass

from shopkit import sessions
from shopkit.personal import Personal
from shopkit.routes import Call

from accounts.signing_in import cookies, devices, limits


@dataclass(frozen=True)
class Asker:
    """`browser` binds challenges, `device` is the cookie of a browser that was signed in before,
    `session` the token of a session it still has, `network` where it is on the internet, `label`
    what people call it.
    """

    network: Personal[str]
    label: str
    browser: str | None = None
    device: Personal[str | None] = None
    session: str | None = None

    def is_known_to(self, subject: str) -> bool:
        return devices.known(self.device, subject) is not None


def of(call: Call) -> Asker:
    return Asker(
        network=limits.network(call.viewer),
        label=devices.label(call.header("User-Agent")),
        browser=cookies.browser_of(call.headers),
        device=cookies.device_of(call.headers),
        session=sessions.token_of(call.headers),
    )
