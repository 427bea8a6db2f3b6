"""Signing in by e-mail and password: the same reads, the same hash and the same answer, whether the
address has an account, and whether that has a password.
"""

from dataclasses import replace
from datetime import datetime

from shopkit import people
from shopkit.table import Write

from accounts import accounts_table
from accounts.signing_in import entering, guarding, passwords, security_table
from accounts.signing_in.asking import Asker
from accounts.signing_in.entering import Entered, Proof, SecondStep
from accounts.signing_in.passwords import WrongCredentials
from accounts.signing_in.security_table import Holder, Security

#: Nobody's: what is read for an address without account.
NOBODY = "acc_00000000000000000000000000"


def sign_in(email: str, password: str, asker: Asker, now: datetime) -> Entered | SecondStep:
    """Raises WrongCredentials or TooManyRequests."""
    subject = people.address_subject(email)
    tries = guarding.password_tried(subject, password, asker, now)
    account_id = accounts_table.of_address(subject) or NOBODY
    # no more than this is read before the password is judged: what an account has besides would
    # take its time
    stored = security_table.read(account_id).password
    if not passwords.is_right(stored, password) or stored is None:
        raise WrongCredentials("Look at both again, or have a code mailed instead")
    tries.give_back()
    holder = security_table.holder(account_id)
    if holder is None or holder.security.password != stored:
        raise WrongCredentials("The password was changed just now")
    if passwords.needs_rehash(stored):
        _rehash(holder, stored, password)
    return entering.proceed(holder, Proof("password"), asker, now)


def _rehash(holder: Holder, stored: str, password: str) -> None:
    """The same password by the shop's present parameters."""
    anew = passwords.hashed(password)

    def decide(security: Security) -> tuple[Security, list[Write], None]:
        if security.password != stored:
            return security, [], None
        return replace(security, password=anew), [], None

    security_table.change(holder.id, decide)
