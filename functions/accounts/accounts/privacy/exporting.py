"""A copy of all that is held of a person: asked for, written in the background, fetched for a week.

The queue writes it within seconds of ExportAsked, and the schedule what the queue gave up (due.py).
Written twice, it is the same files; only once is it ready, and the letter with its link told. The
link's token is known to the table by its SHA-256 alone.
"""

import base64
from dataclasses import dataclass
from datetime import datetime, timedelta

from shopkit import clock, ids, people
from shopkit.errors import Conflict, NotFound, TooManyRequests
from shopkit.events import DataExported, ExportAsked
from shopkit.observability import count
from shopkit.retention import periods
from shopkit.settings import settings
from shopkit.table import Refused

from accounts.privacy import archive, exports_table, gathering
from accounts.privacy.exports_table import ASKED, READY, Export, File
from accounts.privacy.persons import Person

#: After a copy, another can be asked for.
AGAIN_AFTER = timedelta(days=1)
#: What the queue has for its tries, before the schedule goes on.
QUEUE_TRIES = timedelta(minutes=30)


class ExportUnderWay(Conflict):
    code = "export_under_way"
    title = "Your copy is being written"


@dataclass(frozen=True)
class Fetched:
    """One file of a copy: `content` is the archive in base64."""

    name: str
    content: str


def ask(person: Person, now: datetime) -> Export:
    """Begin; raises ExportUnderWay, and TooManyRequests where one was made a moment ago."""
    before = exports_table.read(person.subject)
    if before is not None:
        _refuse_too_soon(before, now)
    export_id = ids.new_id("exp", now)
    key = people.key_for(person.subject, now)
    reader = {"email": person.email, "name": person.name}
    private = people.seal(key, reader, f"export:{export_id}")
    export = Export(export_id, person.subject, person.account_id, ASKED, now, private)
    try:
        exports_table.put_asked(export, before, now + QUEUE_TRIES)
    except Refused as refused:
        raise ExportUnderWay() from refused
    if before is not None:
        exports_table.remove_files(before)
    count("ExportsAsked")
    return export


def make_asked(fact: ExportAsked, now: datetime) -> None:
    make(fact.subject, fact.export_id, now)


def make(subject: str, export_id: str, now: datetime) -> None:
    """Write the copy, and tell the person; nothing where that is done, or of no use any more."""
    export = exports_table.read(subject)
    if export is None or export.id != export_id or export.state != ASKED:
        return
    try:
        # never a new key: a copy that is written while its owner is erased is noise with the rest
        key = people.key_of(subject)
        reader = people.open_(export.private, export.about, {subject: key})
    except people.Erased:
        exports_table.remove(export)
        return
    files = []
    for number, content in enumerate(archive.volumes(gathering.of(export, now), now), start=1):
        name = f"{settings().stage}-{export.id}-{number}.zip"
        exports_table.keep_file(export, number, base64.b64encode(content).decode(), key)
        files.append(File(number, name, len(content)))
    until = now + periods().of("exports")
    token = ids.token()
    said = {**reader, "link": link(token), "until": clock.text(until)}
    private = people.seal(key, said, f"fact:{DataExported.__name__}")
    fact = DataExported.of(now, export_id=export.id, account_id=export.account_id, private=private)
    try:
        exports_table.put_ready(export, files, token, until, fact)
    except Refused:
        return
    count("ExportsMade")


def opened_by(token: str, now: datetime) -> Export:
    """The copy that the mail's link opens; raises NotFound."""
    found = exports_table.subject_of(token)
    export = exports_table.read(found[0]) if found else None
    if found is None or export is None or export.id != found[1] or not _is_there(export, now):
        raise NotFound("There is no such copy any more; ask for another")
    return export


def fetch(export: Export, number: str, now: datetime) -> Fetched:
    """One file of a copy that is ready; raises NotFound."""
    if _is_there(export, now):
        for file in export.files:
            if str(file.number) == number:
                return Fetched(file.name, exports_table.read_file(export, file.number))
    raise NotFound("There is no such file any more; ask for another copy")


def forget(subject: str) -> None:
    """A person is erased: their copy with it."""
    export = exports_table.read(subject)
    if export is not None:
        exports_table.remove(export)
    exports_table.forget_facts(subject)


def go_on(subject: str, export_id: str, now: datetime) -> None:
    """What is due of a copy: to be written, or to go."""
    export = exports_table.read(subject)
    if export is None or export.id != export_id:
        return
    if export.state == ASKED:
        count("ExportsWaiting")
        make(subject, export_id, now)
    elif not _is_there(export, now):
        exports_table.remove(export)
        exports_table.forget_facts(subject)


def link(token: str) -> str:
    """Behind `#`: it reaches no server, and no log."""
    return f"{settings().site_url}/account/privacy/#export={token}"


def _is_there(export: Export, now: datetime) -> bool:
    return export.state == READY and export.until is not None and now < export.until


def _refuse_too_soon(before: Export, now: datetime) -> None:
    if before.state == ASKED:
        raise ExportUnderWay("A letter comes as soon as it is there")
    again = before.asked_at + AGAIN_AFTER
    if now < again:
        raise TooManyRequests(
            "One copy a day; the last one can still be fetched",
            retry_after=int((again - now).total_seconds()) + 1,
        )
