"""Personal data, sealed under a key of the person's own: who destroys the key, erases the person.

A *subject* is whose data it is: `acc_<ulid>`, an account, or `eml_<26 letters>`, whoever has an
address (guests). Each has one random data key. KMS's key wraps the wrapping keys (wrapping.py),
these wrap the data keys, and a data key seals what is the subject's, wherever that stands: tables,
facts, files, and the copies of them in streams, queues and backups. This table alone has no copies
(no point-in-time recovery, no stream): a destroyed key is destroyed everywhere
(docs/adr, "Personal data are sealed under a key per person").

| pattern | key | units |
|---|---|---|
| keys of subjects | pk = SUBJECT#<subject>, sk = KEY | 1 read each, one call |
| a subject's first key | the same, if there is none | 1 write, 2 in the caller's transaction |
| destroy | the same | 1 write |

An item holds `id`, `wrapped`, `under` (which wrapping key) and `created_at`, and an address's key
the day that it stands until (leases.py), which whoever seals under it moves on. A data key is read
each time and kept no longer than the request that asked: once destroyed, it is gone at once.

A sealed text is `p1.<subject>.<key id>.<base64url of nonce, ciphertext and tag>`. Its length tells
the length of what it holds, nothing else.
"""

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from shopkit import cipher, clock, leases, table, wrapping
from shopkit.cipher import Altered
from shopkit.errors import NotFound
from shopkit.ids import CROCKFORD
from shopkit.leases import KEY_STANDS, NO_LONGER
from shopkit.marshal import Item
from shopkit.settings import secret, settings
from shopkit.table import IS_NEW, Refused, Write

__all__ = [
    "KEY_STANDS",
    "Altered",
    "Erased",
    "Key",
]  # beside the functions, which are called as people.seal(…)

FORMAT = "p1"
KEY_IS_NEW = "key_is_new"
#: Conditions of `standing`: another made the key, moved its day, or destroyed it.
OVERTAKEN = frozenset({KEY_IS_NEW, KEY_STANDS})
#: What a read of keys answers with: no capability may read more of this table.
FIELDS = wrapping.FIELDS


class Erased(NotFound):
    """The key of what is sealed is gone, and with it the data."""

    code = "erased"
    title = "This was erased"


@dataclass(frozen=True)
class Key:
    """A subject's data key, open; `until` is the day that an address's stands until, else ""."""

    subject: str
    id: str
    secret: bytes = field(repr=False)
    until: str = ""


def address_subject(email: str) -> str:
    """Whoever has this address: the same in any case of its letters, told by nothing but the shop.

    Only A to Z are folded. Unicode's folding makes one of two addresses (the Kelvin sign becomes a
    k), and a code for one of them would go to the other's owner.
    """
    folded = email.strip().encode("utf-8", "surrogatepass").lower()
    mac = hmac.digest(secret("PEOPLE_KEY").encode(), b"address:" + folded, hashlib.sha256)
    number = int.from_bytes(mac[:17]) >> 6
    return "eml_" + "".join(CROCKFORD[(number >> shift) & 31] for shift in range(125, -1, -5))


def table_name() -> str:
    return settings().table("people")


def read_request(subjects: Iterable[str]) -> list[Item]:
    """Keys of this table, to ride in a `get_many` of the caller's own with FIELDS."""
    return [leases.place(subject) for subject in dict.fromkeys(subjects)]


def of_items(items: Iterable[Item]) -> dict[str, Key]:
    """The keys that a `read_request` found, by subject."""
    return {key.subject: key for key in map(_from_item, items)}


def keys_of(subjects: Iterable[str]) -> dict[str, Key]:
    """Their keys by subject, in one call; who has none is missing."""
    places = read_request(subjects)
    if not places:
        return {}
    name = table_name()
    return of_items(table.get_many({name: places}, fields={name: FIELDS})[name])


def key_of(subject: str) -> Key:
    """The subject's key, for whoever may make none; raises Erased when there is none."""
    found = keys_of([subject]).get(subject)
    if found is None:
        raise Erased("Its owner had it erased")
    return found


def new_key(subject: str, now: datetime, stands_for: timedelta = NO_LONGER) -> tuple[Key, Write]:
    """A first key, and the write that keeps it, for the caller's transaction.

    Refused as KEY_IS_NEW where another was faster: then read, and seal again under that one.
    """
    wrapping_key = wrapping.newest(now)
    until = leases.needed(now, stands_for) if leases.is_leased(subject) else ""
    key = Key(subject, secrets.token_urlsafe(8), cipher.new_secret(), until)
    item = leases.place(subject) | {
        "id": key.id,
        "wrapped": cipher.seal(wrapping_key.secret, key.secret, _of(key)),
        "under": wrapping_key.id,
        "created_at": clock.text(now),
        **leases.first(subject, until),
    }
    keep = table.put(table_name(), item, only_if=IS_NEW, condition=KEY_IS_NEW, tells=False)
    return key, keep


def standing(
    found: Key | None, subject: str, now: datetime, stands_for: timedelta = NO_LONGER
) -> tuple[Key, list[Write]]:
    """A key to seal under, and what keeps it, for the transaction that writes what is sealed.

    `found` is the subject's key as it was read, None where there was none. Refused as one of
    OVERTAKEN: read it again, and seal anew. `stands_for` as in leases.needed.
    """
    if found is None:
        key, keep = new_key(subject, now, stands_for)
        return key, [keep]
    until = leases.needed(now, stands_for) if leases.is_leased(subject) else ""
    if found.until >= until:
        return found, []
    return replace(found, until=until), [leases.moved(leases.place(subject), found.id, until)]


def key_for(subject: str, now: datetime, stands_for: timedelta = NO_LONGER) -> Key:
    """The subject's key, made or kept standing by a write of its own where that is needed."""
    while True:
        key, keep = standing(keys_of([subject]).get(subject), subject, now, stands_for)
        try:
            if keep:
                # an update by itself would be answered with the whole item, which none may read
                table.transact(keep, even_one=keep[0].kind == "Update")
        except Refused:
            # another was faster; or none is there again, if that one is destroyed already
            continue
        return key


def seal(key: Key, value: Any, about: str) -> str:
    """`value`, anything JSON has, as a text that opens with this key and this `about` alone.

    `about` is where it stands (`order:<id>`, `fact:<Type>`), and is not hidden.
    """
    plain = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    # JSON may hold half a surrogate pair, as a client may send it
    sealed = cipher.seal(
        key.secret, plain.encode("utf-8", "surrogatepass"), _of(key) + b"." + about.encode()
    )
    return f"{FORMAT}.{key.subject}.{key.id}.{_to_text(sealed)}"


def open_(sealed: str, about: str, keys: Mapping[str, Key] | None = None) -> Any:
    """What was sealed; reads the subject's key where `keys` are not given.

    Raises Erased when the key is gone, or another was made since, and Altered for a text that this
    key never sealed for this place.
    """
    subject, key_id, ciphertext = _take_apart(sealed)
    key = (keys_of([subject]) if keys is None else keys).get(subject)
    if key is None or key.id != key_id:
        raise Erased("Its owner had it erased")
    plain = cipher.open_(key.secret, ciphertext, _of(key) + b"." + about.encode())
    return json.loads(plain.decode("utf-8", "surrogatepass"))


def subject_of(sealed: str) -> str:
    return _take_apart(sealed)[0]


def sealed_under(sealed: str) -> tuple[str, str]:
    """The subject and the id of the key that opens it, if it is still there."""
    subject, key_id, _ = _take_apart(sealed)
    return subject, key_id


def still_under(subject: str, key_id: str) -> Write:
    """Condition KEY_STANDS of the caller's transaction: this very key is not destroyed."""
    return table.check(
        table_name(), leases.place(subject), "id = :id", KEY_STANDS, {":id": key_id}, tells=False
    )


def destroyed(subjects: Iterable[str]) -> list[Write]:
    """Their keys are gone, and what they sealed can no more be read, with the same transaction that
    says so: done again, it would take the key of whoever came back meanwhile.
    """
    return [table.delete(table_name(), place) for place in read_request(subjects)]


def _of(key: Key) -> bytes:
    return f"{FORMAT}.{key.subject}.{key.id}".encode()


def _from_item(item: Item) -> Key:
    subject = item["pk"].removeprefix("SUBJECT#")
    unopened = Key(subject, item["id"], b"")
    wrapping_key = wrapping.by_id(item["under"])
    return replace(
        unopened,
        secret=cipher.open_(wrapping_key.secret, item["wrapped"], _of(unopened)),
        until=leases.of_item(item),
    )


def _take_apart(sealed: str) -> tuple[str, str, bytes]:
    """Subject, key id and ciphertext; raises Altered for a text of another shape."""
    match sealed.split("."):
        case [kind, subject, key_id, text] if kind == FORMAT:
            return subject, key_id, _from_text(text)
    raise Altered("This is no sealed text")


def _to_text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def _from_text(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except ValueError as error:
        raise Altered("This is no sealed text") from error
