"""What browsers tell of visits, as tests send it."""

import uuid
from datetime import datetime
from typing import Any


def event(at: datetime, kind: str = "page_view", **fields: Any) -> dict[str, Any]:
    known = {
        "id": str(uuid.uuid4()),
        "type": kind,
        "at": at.isoformat(),
        "path": "/products/tea/",
        "visit": "a-window-of-1",
    }
    return known | fields


def batch(now: datetime, *events: dict[str, Any], **consent: Any) -> dict[str, Any]:
    given = {"at": now.isoformat(), "text_version": "1"} | consent
    return {"events": list(events), "consent": given}
