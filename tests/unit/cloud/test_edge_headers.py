"""The one list of headers, as CloudFront puts it on answers."""

import re
from pathlib import Path
from typing import Any

import pytest
from barrow.cloud.apps import capabilities
from barrow.cloud.edge_forwarding import HEADER
from barrow.cloud.edge_headers import EdgeHeaders, read_template
from barrow.cloud.environment import EDGE_KEY
from barrow.cloud.http_messages import Answer
from barrow.deploying import secrets
from ministack.services import cloudfront
from shopkit import edge
from shopkit.ids import fingerprint

from tests.shop import apps

ROOT = Path(__file__).parents[3]
EDGE = ROOT / "infra" / "edge.yaml"
PAY = "https://pay.example"


def behaviours() -> list[dict[str, Any]]:
    config = read_template(EDGE)["Resources"]["Distribution"]["Properties"]["DistributionConfig"]
    return [config["DefaultCacheBehavior"], *config["CacheBehaviors"]]


def dressed(
    *own: tuple[str, str], path: str = "/products/tea/", secure: bool = True
) -> list[tuple[str, str]]:
    headers = EdgeHeaders(EDGE, PAY, secure=secure)
    return headers.dress(path, Answer(200, list(own), b"x")).headers


def test_nothing_inline_and_nothing_from_elsewhere_but_the_payment_page() -> None:
    policy = dict(dressed())["Content-Security-Policy"]

    rules = {rule.split()[0]: rule.split()[1:] for rule in policy.split("; ")}
    assert rules == {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "font-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'", PAY],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }


@pytest.mark.parametrize("path", ["/", "/api/docs/", "/api/cart/page", "/404.html"])
def test_every_header_of_the_policy_is_on_pages_and_apis(path: str) -> None:
    headers = dict(dressed(path=path))

    del headers["Content-Security-Policy"]
    assert headers == {
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
        "Strict-Transport-Security": "max-age=31536000",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Cross-Origin-Opener-Policy": "same-origin",
    }


@pytest.mark.parametrize("path", ["/assets/1f/shop.css", "/media/pot/320.avif"])
def test_files_of_a_page_carry_what_concerns_them(path: str) -> None:
    assert dict(dressed(path=path)) == {
        "X-Content-Type-Options": "nosniff",
        "Strict-Transport-Security": "max-age=31536000",
    }
    assert dict(dressed(path=path, secure=False)) == {"X-Content-Type-Options": "nosniff"}


def test_plain_http_promises_no_https() -> None:
    assert "Strict-Transport-Security" not in dict(dressed(secure=False))


def test_an_answer_cannot_loosen_the_policy() -> None:
    headers = dressed(("content-security-policy", "default-src *"), ("X-Own", "1"))

    policies = [value for name, value in headers if name.lower() == "content-security-policy"]
    assert len(policies) == 1
    assert policies[0].startswith("default-src 'none'")
    assert ("X-Own", "1") in headers


def test_an_answer_may_send_a_stricter_referrer_policy() -> None:
    headers = dressed(("Referrer-Policy", "no-referrer"))

    assert [value for name, value in headers if name == "Referrer-Policy"] == ["no-referrer"]


@pytest.mark.parametrize("behaviour", behaviours(), ids=lambda b: b.get("PathPattern", "default"))
def test_every_path_carries_a_policy_and_comes_by_https(behaviour: dict[str, Any]) -> None:
    files = behaviour.get("PathPattern") in {"/assets/*", "/media/*"}

    assert behaviour["ResponseHeadersPolicyId"] == ("FileHeaders" if files else "PageHeaders")
    assert behaviour["ViewerProtocolPolicy"] in {"https-only", "redirect-to-https"}
    assert behaviour.get("PathPattern", "*").endswith("*")


def test_every_capability_has_its_path() -> None:
    targets = {one.get("PathPattern"): one["TargetOriginId"] for one in behaviours()}

    for capability in capabilities(ROOT / "functions"):
        assert targets[f"/api/{capability}/*"] == capability
    assert targets["/api/docs*"] == "site"
    assert targets["/media/*"] == "media"


def is_kept(path: str) -> bool:
    """Whether CloudFront may keep the answers below a path: the first pattern that fits decides."""
    first = next(
        one for one in behaviours()[1:] if path.startswith(one["PathPattern"].removesuffix("*"))
    )
    return bool(first["CachePolicyId"] == "ApiReads")


def test_every_api_is_shown_the_key_and_no_bucket_is() -> None:
    config = read_template(EDGE)["Resources"]["Distribution"]["Properties"]["DistributionConfig"]

    shown = {
        one["Id"]: [(h["HeaderName"], h["HeaderValue"]) for h in one["OriginCustomHeaders"]]
        for one in config["Origins"]
        if "OriginCustomHeaders" in one
    }

    assert shown == {one: [(HEADER, "EdgeKey")] for one in capabilities(ROOT / "functions")}
    assert HEADER.lower() == edge.HEADER


def test_a_header_of_the_edges_is_one_that_cloudfront_adds() -> None:
    """CloudFront guide, "Custom headers that CloudFront can't add to origin requests"."""
    not_added = {
        "cache-control", "connection", "content-length", "cookie", "expect", "host", "if-match",
        "if-modified-since", "if-none-match", "if-range", "if-unmodified-since", "max-forwards",
        "pragma", "proxy-authenticate", "proxy-authorization", "proxy-connection", "range",
        "request-range", "te", "trailer", "transfer-encoding", "upgrade", "via", "x-real-ip",
    }  # fmt: skip

    assert edge.HEADER not in not_added
    assert not edge.HEADER.startswith(("x-amz-", "x-edge-"))


def test_cloudformation_tells_nobody_what_the_edge_shows() -> None:
    template = read_template(EDGE)

    parameters = template["Parameters"]
    assert [name for name, one in parameters.items() if one.get("NoEcho")] == ["EdgeKey"]
    assert "Default" not in parameters["EdgeKey"]
    assert re.fullmatch(parameters["EdgeKey"]["AllowedPattern"], secrets.draw())
    assert re.fullmatch(parameters["EdgeKey"]["AllowedPattern"], EDGE_KEY)
    assert re.fullmatch(parameters["EdgeFingerprint"]["AllowedPattern"], fingerprint(EDGE_KEY))
    assert "EdgeKey" not in str(template["Outputs"])


def test_what_says_that_it_may_be_shared_is_kept() -> None:
    """And a path whose requests come without cookies and Authorization serves nobody's own."""
    routes = {
        (f"/api{route.path}", route.method): route
        for loaded in apps().values()
        for route in loaded.module.api.routes
    }

    shared = {key for key, route in routes.items() if route.shared_for}
    kept = {key for key in routes if is_kept(key[0])}

    assert kept == shared
    assert len(shared) == 4
    assert {routes[key].permission for key in kept} == {None}
    assert {method for _, method in kept} == {"GET"}


def test_answers_are_kept_by_path_and_query_no_longer_than_they_say() -> None:
    policy = read_template(EDGE)["Resources"]["ApiReads"]["Properties"]["CachePolicyConfig"]
    key = policy["ParametersInCacheKeyAndForwardedToOrigin"]

    assert (policy["MinTTL"], policy["DefaultTTL"]) == (0, 0)
    assert key["QueryStringsConfig"] == {"QueryStringBehavior": "all"}
    assert key["CookiesConfig"] == {"CookieBehavior": "none"}
    assert key["HeadersConfig"] == {"HeaderBehavior": "none"}
    assert [one["PathPattern"] for one in behaviours()[1:] if is_kept(one["PathPattern"])
            and "OriginRequestPolicyId" in one] == []  # fmt: skip


def test_policies_of_awss_own_are_named_by_ids_that_it_has() -> None:
    """CloudFormation knows them by id alone, and the linter knows none: MiniStack lists them."""
    known = {
        key: one["Config"]["Name"]
        for table in (
            cloudfront._MANAGED_CACHE_POLICIES,
            cloudfront._MANAGED_ORIGIN_REQUEST_POLICIES,
        )
        for key, one in table.items()
    }

    used = {
        (key, known.get(one[key], one[key]))
        for one in behaviours()
        for key in ("CachePolicyId", "OriginRequestPolicyId")
        if key in one
    }

    assert used == {
        ("CachePolicyId", "ApiReads"),
        ("CachePolicyId", "Managed-CachingDisabled"),
        ("CachePolicyId", "Managed-CachingOptimized"),
        ("OriginRequestPolicyId", "Managed-AllViewerExceptHostHeader"),
    }


def test_the_description_of_the_apis_is_found_before_any_api() -> None:
    patterns = [one["PathPattern"] for one in behaviours()[1:]]

    apis = [at for at, pattern in enumerate(patterns) if pattern.startswith("/api/")]
    assert patterns[apis[0]] == "/api/docs*"


def test_an_error_that_one_was_told_is_not_told_to_the_next() -> None:
    """Without a time of its own CloudFront keeps each for ten seconds, behind whatever policy."""
    config = read_template(EDGE)["Resources"]["Distribution"]["Properties"]["DistributionConfig"]
    errors = config["CustomErrorResponses"]

    kept = {one["ErrorCode"]: one["ErrorCachingMinTTL"] for one in errors}
    pages = {one["ErrorCode"] for one in errors if "ResponsePagePath" in one}

    assert kept == dict.fromkeys((403, 404, 414, 500, 501, 502, 503, 504), 0)
    assert pages == {403}


def test_nobody_reads_the_notes_of_publishing() -> None:
    policy = read_template(EDGE)["Resources"]["SiteAccess"]["Properties"]["PolicyDocument"]
    refused = [one for one in policy["Statement"] if one["Effect"] == "Deny" and "Sid" not in one]

    assert [(one["Action"], one["Resource"].endswith("/.barrow/*")) for one in refused] == [
        ("s3:GetObject", True)
    ]
