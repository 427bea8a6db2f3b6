"""Analytics' door: what visitors who agreed to it were seen to do."""

import os

os.environ.setdefault("POWERTOOLS_SERVICE_NAME", "analytics")

from analytics import collecting
from analytics.answers import Received
from analytics.requests import MAX_BYTES, Batch
from chalice import Chalice
from shopkit.errors import NotAllowed
from shopkit.http import Api, Call

STAGE = os.environ.get("BARROW_STAGE", "local")

app = Chalice(app_name=f"barrow-analytics-{STAGE}", configure_logs=False)
api = Api(app, "analytics")


@api.post("/events", status=202, media=("application/json", "text/plain"), max_body=MAX_BYTES,
          errors=(NotAllowed,))  # fmt: skip
def collect_events(call: Call, body: Batch) -> Received:
    """Up to fifty events of one window, and the consent under which they were counted.

    As `navigator.sendBeacon` sends them: JSON, also under the content type text/plain.
    """
    return Received(stored=collecting.collect(body, call.header("Origin"), call.now))
