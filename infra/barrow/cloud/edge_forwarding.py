"""A request on its way from CloudFront to an API: with who asked, and with what the edge shows.

CloudFront appends its viewer to X-Forwarded-For whatever the viewer claimed there, and puts the
header that infra/edge.yaml gives an API's origin over what a viewer sent under its name (CloudFront
guide, "Request and response behavior for custom origins", "Add custom headers to origin requests").
"""

from dataclasses import replace

from barrow.cloud.environment import EDGE_KEY
from barrow.cloud.http_messages import Answer, Answerer, Request

HEADER = "X-Barrow-Edge"
#: Where the local edge asks from.
ADDRESS = "127.0.0.1"


def behind_the_edge(api: Answerer) -> Answerer:
    """What the CDN asks `api`, in the place of its viewers."""

    def ask(request: Request) -> Answer:
        return api(forwarded(request))

    return ask


def forwarded(request: Request) -> Request:
    claimed = request.headers.get("X-Forwarded-For")
    hops = f"{claimed}, {request.remote}" if claimed else request.remote
    headers = {**request.headers, "X-Forwarded-For": hops, HEADER: EDGE_KEY}
    return replace(request, headers=headers, remote=ADDRESS)
