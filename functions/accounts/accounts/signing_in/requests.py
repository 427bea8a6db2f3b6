"""What sign-in is sent."""

from typing import Annotated, Any

from pydantic import AfterValidator, Field, StringConstraints
from shopkit.models import Email, Query, Request, ShortLine, Text
from shopkit.personal import Personal


def _encodable(text: str) -> str:
    if any("\ud800" <= c <= "\udfff" for c in text):
        raise ValueError("has characters that are none")
    return text


Code = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[0-9][0-9 ]{4,9}[0-9]$")]
#: 16 letters and digits, with or without dashes and spaces.
RecoveryCode = Annotated[str, StringConstraints(strip_whitespace=True, max_length=40)]
#: As it was typed: spaces at its ends are part of a password. The bounds are for what is hashed.
Password = Annotated[
    str, StringConstraints(min_length=1, max_length=1_000), AfterValidator(_encodable)
]
ChallengeId = Annotated[str, StringConstraints(pattern=r"^[a-z]{3}_[0-9A-Za-z._-]{1,200}$")]
Language = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
LinkToken = Annotated[str, StringConstraints(max_length=200)]


class AskForCode(Request):
    email: Personal[Email]
    language: Personal[Language] = ""


class SignUp(Request):
    email: Personal[Email]
    name: Personal[Annotated[Text, StringConstraints(max_length=80)]] = ""
    language: Personal[Language] = ""


class AnswerCode(Request):
    code: Code


class AnswerSecondFactor(Request):
    id: ChallengeId
    code: Code


class AnswerRecoveryCode(Request):
    id: ChallengeId
    code: RecoveryCode


class SecondStepLost(Request):
    id: ChallengeId


class SignInByPassword(Request):
    email: Personal[Email]
    password: Personal[Password]


class AnswerPasskey(Request):
    """`credential` is what the browser's `credential.toJSON()` gives (Web Authentication §5.1)."""

    id: ChallengeId
    credential: dict[str, Any]


class NewPasskey(Request):
    id: ChallengeId
    credential: dict[str, Any]
    name: Personal[ShortLine]


class RenamePasskey(Request):
    name: Personal[ShortLine]


class NewPassword(Request):
    password: Personal[Password]


class Confirm(Request):
    """Exactly one way: a password; a mailed code with its challenge's id, a TOTP's without; a
    passkey's credential with the id of its options.
    """

    password: Personal[Password] | None = None
    id: ChallengeId | None = None
    code: Code | None = None
    credential: dict[str, Any] | None = None


class NewAddress(Request):
    email: Personal[Email]


class ConfirmAddress(Request):
    new_code: Code
    old_code: Code | None = None


class Stop(Request):
    token: LinkToken


class Nothing(Request):
    """An empty object: a request that says all by being sent."""


class EndSessions(Query):
    all: bool = Field(False)
