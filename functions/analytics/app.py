"""Analytics' door: what visitors who agreed to it were seen to do."""

import os

os.environ.setdefault("POWERTOOLS_SERVICE_NAME", "analytics")

from analytics import collecting, refusing
from analytics.answers import Received
from analytics.requests import MAX_BYTES, Batch
from chalice import Chalice
from shopkit.errors import NotAllowed
from shopkit.http import Api, Call

STAGE = os.environ.get("BARROW_STAGE", "local")

app = Chalice(app_name=f"barrow-analytics-{STAGE}", configure_logs=False)
api = Api(app, "analytics")


@api.post("/events", status=202, media=("application/json", "text/plain"), max_body=MAX_BYTES,
          account="optional", errors=(NotAllowed,))  # fmt: skip
def collect_events(call: Call, body: Batch) -> Received:
    """Up to fifty events of one window, and the consent under which they were counted.

    As `navigator.sendBeacon` sends them: JSON, also under the content type text/plain. Nothing is
    stored for who refuses it: by Global Privacy Control (Sec-GPC), or in their account.
    """
    if refusing.refuses(call.headers, call.account):
        return Received(stored=0)
    return Received(stored=collecting.collect(body, call.header("Origin"), call.now))
