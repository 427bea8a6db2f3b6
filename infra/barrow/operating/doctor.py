"""Examines a stage and everything that it leans on, one check after another.

A check that AWS does not let this operator make is a warning and no reason to stop: whoever may
deploy need not be allowed to read budgets.

    checks_here.py         this machine: Python, packages, the endpoint
    checks_account.py      who is signed in, what they may, what the account allows
    checks_data.py         tables: recovery, protection; secrets; alarms' mails
    checks_people.py       the key over people's data keys, and that these have no copies
    checks_mail.py         SES
    checks_stripe.py       keys and webhook
    checks_domain.py       certificate, distribution, DNS
"""

from collections.abc import Iterable, Iterator

from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError
from botocore.parsers import ResponseParserError

from barrow.operating import (
    checks_account,
    checks_data,
    checks_domain,
    checks_here,
    checks_mail,
    checks_people,
    checks_stripe,
)
from barrow.operating.findings import Check, Finding, Place, Verdict, problem, warning

CHECKS: tuple[Check, ...] = (
    checks_here.endpoint,
    checks_account.who,
    checks_account.permissions,
    checks_account.lambda_quotas,
    checks_account.api_throttle,
    checks_account.budget,
    checks_data.secrets_there,
    checks_data.tables,
    checks_data.alarm_mails,
    checks_people.data_key,
    checks_people.erasures,
    checks_mail.sending,
    checks_mail.sender,
    checks_stripe.stripe,
    checks_domain.certificate,
    checks_domain.distribution,
    checks_domain.dns,
)
_REFUSED = frozenset(
    {
        "AccessDenied",
        "AccessDeniedException",
        "UnauthorizedOperation",
        "AuthorizationErrorException",
    }
)


def examine(place: Place, checks: Iterable[Check] = CHECKS) -> Iterator[Finding]:
    """Every finding, in the order of the checks; a check that breaks is a finding too."""
    for check in checks:
        name = check.__name__.replace("_", " ")
        try:
            yield from check(place)
        except ClientError as error:
            told, asked = error.response["Error"], error.operation_name
            if told.get("Code") in _REFUSED:
                do = f"allow it, or let somebody look who may (the call is {asked})"
                yield warning(name, "you may not look", do)
            else:
                reason = told.get("Message") or told.get("Code")
                yield problem(name, f"AWS refused {asked}: {reason}", "try again later")
        except (BotoCoreError, HTTPClientError, ResponseParserError) as error:
            yield problem(
                name, f"AWS could not be asked: {error}", "look at the network, try again"
            )


def has_problems(found: Iterable[Finding]) -> bool:
    return any(finding.verdict is Verdict.PROBLEM for finding in found)
