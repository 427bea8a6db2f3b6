"""What a browser does with a passkey: adds it to its account, signs in by it."""

from typing import Any

from tests.authenticator import Authenticator
from tests.signing_in import Browser


def add(browser: Browser, authenticator: Authenticator, name: str = "My telephone") -> Any:
    given = browser.post("/accounts/security/passkeys/options").json
    credential = authenticator.create(given["options"])
    sent = {"id": given["id"], "credential": credential, "name": name}
    return browser.post("/accounts/security/passkeys", sent)


def sign_in(browser: Browser, authenticator: Authenticator, **options: Any) -> Any:
    given = browser.post("/accounts/sign-in/passkey/options").json
    credential = authenticator.get(given["options"], **options)
    return browser.post("/accounts/sign-in/passkey", {"id": given["id"], "credential": credential})
