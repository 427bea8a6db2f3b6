"""The HTML of /dev: plain, without any other file, usable without its script.

Every value is escaped where it is put in; a mail's HTML is shown in a frame that may do nothing.
"""

import json
from base64 import b64encode
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from html import escape
from typing import Any
from urllib.parse import quote

from barrow.cloud.dead_letters import QueueView
from barrow.cloud.dev_page_style import REFRESH, STYLE
from barrow.cloud.fact_log import FactLog
from barrow.cloud.http_messages import Answer
from barrow.cloud.mailbox import ReadMail

_STEPS = [(60, "A minute later"), (3_600, "An hour later"), (86_400, "A day later")]


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


#: Nothing from elsewhere, no script but ours. Styles inside a mail's frame come with the mail, and
#: the frame inherits this policy.
_POLICY = (
    f"default-src 'none'; style-src 'unsafe-inline'; script-src {_hash(REFRESH)}; "
    "connect-src 'self'; img-src data: 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)


def _page(title: str, body: str, script: bool = False) -> Answer:
    live = f"<script>{REFRESH}</script>" if script else ""
    text = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head>"
        f"<body><main>{body}</main>{live}</body></html>"
    )
    headers = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Cache-Control", "no-store"),
        ("Content-Security-Policy", _POLICY),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
    ]
    return Answer(200, headers, text.encode("utf-8", "replace"))


def overview(  # noqa: PLR0913 — the parts of the page
    *,
    now: datetime,
    offset: timedelta,
    queues: Sequence[QueueView],
    facts: FactLog,
    mails: Sequence[ReadMail],
    switches: Any,
    sessions: Sequence[dict[str, Any]],
    health: dict[str, bool],
    schedules: Sequence[tuple[str, datetime | None]],
) -> Answer:
    sections = [
        _section("clock", "The shop’s clock", _clock(now, offset), _steps()),
        _section("health", "Apps", _health(health)),
        _section("queues", "Queues", _queues(queues), _button("/dev/settle", "Settle everything")),
        _section("facts", "Latest facts", _facts(facts)),
        _section("mails", "Mails", _mails(mails), '<a href="/dev/mail/">All mails</a>'),
        _section("sessions", "Stripe, latest sessions", _sessions(sessions), _switches(switches)),
        _section("schedules", "Schedules", _schedules(schedules)),
    ]
    head = '<header><h1>Behind the counter</h1><p><a href="/">To the shop</a></p></header>'
    return _page("Behind the counter", head + "".join(sections), script=True)


def mail_list(mails: Sequence[ReadMail]) -> Answer:
    return _page("Mails", f"{_home()}<h1>Mails</h1>{_mails(mails)}")


def one_mail(mail: ReadMail) -> Answer:
    frame = (
        f'<h2>As HTML</h2><iframe sandbox title="The mail as HTML" srcdoc="{escape(mail.html)}">'
        "</iframe>"
        if mail.html
        else ""
    )
    body = (
        f"{_home()}<h1>{escape(mail.subject or 'No subject')}</h1>"
        f"<p>{escape(mail.sender)} → {escape(mail.to)}, {escape(mail.at)}</p>"
        f"{frame}<h2>As text</h2><pre>{escape(mail.text)}</pre>"
    )
    return _page(mail.subject or "Mail", body)


def dead_letters(queue: str, letters: Iterable[dict[str, Any]]) -> Answer:
    shown = [
        f"<h2>{escape(letter['id'])}</h2><p>Received {letter['received']} times</p>"
        f"<pre>{escape(json.dumps(letter['body'], indent=2, ensure_ascii=False))}</pre>"
        for letter in letters
    ]
    redrive = _button(f"/dev/queues/{quote(queue, safe='')}/redrive", "Send all back")
    body = "".join(shown) or "<p>It is empty.</p>"
    return _page(queue, f"{_home()}<h1>{escape(queue)}</h1>{redrive}{body}")


def _home() -> str:
    return '<p><a href="/dev">Behind the counter</a></p>'


def _section(name: str, title: str, live: str, fixed: str = "") -> str:
    return (
        f'<section aria-labelledby="{name}-title"><h2 id="{name}-title">{title}</h2>'
        f'<div class="actions">{fixed}</div><div id="{name}" data-live>{live}</div></section>'
    )


def _link(address: str, label: str) -> str:
    """`label` is HTML."""
    return f'<a href="{escape(address)}">{label}</a>'


def _button(action: str, label: str, fields: str = "") -> str:
    return f'<form method="post" action="{escape(action)}">{fields}<button>{label}</button></form>'


def _steps() -> str:
    field = '<input type="hidden" name="advance_seconds" value="{}">'
    return "".join(_button("/dev/clock", label, field.format(n)) for n, label in _STEPS)


def _clock(now: datetime, offset: timedelta) -> str:
    ahead = timedelta(seconds=round(offset.total_seconds()))
    note = f"{ahead} ahead of this machine" if ahead else "as on this machine"
    return f'<p class="time"><time>{now:%A %d %B %Y, %H:%M:%S}</time> UTC, {note}</p>'


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]], none: str) -> str:
    """`rows` hold HTML."""
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    if not lines:
        return f"<p>{none}</p>"
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>"
    return f'<div class="wide">{table}</div>'


def _health(health: dict[str, bool]) -> str:
    said = {True: "well", False: "ill"}
    items = "".join(
        f'<li class="{said[well]}">{escape(name)} is {said[well]}</li>'
        for name, well in health.items()
    )
    return f'<ul class="row">{items}</ul>'


def _queues(queues: Iterable[QueueView]) -> str:
    def dead(queue: QueueView) -> str:
        if not queue.dead_letter_queue:
            return "–"
        link = f"/dev/queues/{quote(queue.dead_letter_queue, safe='')}"
        mark = ' class="ill"' if queue.dead else ""
        return f'<a href="{escape(link)}"{mark}>{queue.dead}</a>'

    rows = ((escape(q.name), str(q.visible), str(q.in_flight), dead(q)) for q in queues)
    return _table(("Queue", "Waiting", "In flight", "Dead letters"), rows, "No queues.")


def _facts(facts: FactLog) -> str:
    counts = "".join(
        f'<li><a href="/dev/facts?type={quote(name)}">{escape(name)}</a> {count}</li>'
        for name, count in facts.counts().items()
    )
    rows = (
        (escape(fact["at"]), escape(fact["type"]), f"<code>{escape(fact['subject'])}</code>")
        for fact in facts.latest()[:-16:-1]
    )
    table = _table(("At", "Fact", "About"), rows, "Nothing has happened since the start.")
    return f'<ul class="row">{counts}</ul>{table}'


def _mails(mails: Iterable[ReadMail]) -> str:
    rows = (
        (
            escape(mail.at),
            escape(mail.to),
            _link(f"/dev/mail/{quote(mail.id, safe='')}", escape(mail.subject or "No subject")),
        )
        for mail in mails
    )
    return _table(("At", "To", "Subject"), rows, "No mail was sent.")


def _switches(switches: Any) -> str:
    def box(name: str, label: str) -> str:
        ticked = " checked" if getattr(switches, name) else ""
        value = f'type="checkbox" name="{name}" value="true"{ticked}'
        return f"<label><input {value}> {label}</label>"

    late = f'<input type="number" name="late" min="0" value="{switches.late:g}">'
    boxes = box("duplicate", "twice") + box("reordered", "in disorder")
    fields = f"{boxes}<label>{late} seconds late</label>"
    return _button("/dev/stripe/switches", "Deliver webhooks so", fields)


def _sessions(sessions: Iterable[dict[str, Any]]) -> str:
    rows = (
        (
            _link(f"/dev/stripe/pay/{quote(s['id'])}", f"<code>{escape(s['id'][:24])}…</code>"),
            f"{s.get('amount_total') or 0} {escape(str(s.get('currency', '')).upper())}",
            escape(str(s.get("status", ""))),
            escape(str(s.get("payment_status", ""))),
        )
        for s in sessions
    )
    return _table(("Session", "Minor units", "Status", "Payment"), rows, "Nobody came to pay yet.")


def _schedules(schedules: Iterable[tuple[str, datetime | None]]) -> str:
    rows = (
        (escape(name), f"{due:%Y-%m-%d %H:%M} UTC" if due else "never again")
        for name, due in schedules
    )
    return _table(("Schedule", "Next"), rows, "No schedules.")
