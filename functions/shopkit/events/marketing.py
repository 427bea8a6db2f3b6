"""What marketing tells."""

from shopkit.events.fact import Fact


class MailSent(Fact):
    """A mail was handed to SES: what it was about, never to whom or what it said."""

    source = "marketing"
    mail_id: str
    kind: str
    about: str
