"""A device that keeps passkeys, as Chromium plays one (CDP's WebAuthn domain)."""

from dataclasses import dataclass
from typing import Any, Self

from playwright.sync_api import CDPSession, Page


@dataclass(frozen=True)
class Authenticator:
    """Built in, with a finger on it: it keeps its passkeys and verifies its user without a word."""

    session: CDPSession
    id: str

    @classmethod
    def of(cls, page: Page) -> Self:
        """Plugged into this window from now on."""
        session = page.context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        return cls(session, made["authenticatorId"])

    @property
    def passkeys(self) -> list[dict[str, Any]]:
        found = self.session.send("WebAuthn.getCredentials", {"authenticatorId": self.id})
        return list(found["credentials"])

    def moved_to(self, page: Page) -> "Authenticator":
        """The same passkeys on a device in another window, as a password manager carries them."""
        other = Authenticator.of(page)
        for one in self.passkeys:
            sent = {"authenticatorId": other.id, "credential": one}
            other.session.send("WebAuthn.addCredential", sent)
        return other

    def refuse(self) -> None:
        """From now on it does not know the finger."""
        sent = {"authenticatorId": self.id, "isUserVerified": False}
        self.session.send("WebAuthn.setUserVerified", sent)
