"""The one list of headers, as CloudFront puts it on answers."""

from pathlib import Path
from typing import Any

import pytest
from barrow.cloud.apps import capabilities
from barrow.cloud.edge_headers import EdgeHeaders, read_template
from barrow.cloud.http_messages import Answer

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
    refused = [one for one in policy["Statement"] if one["Effect"] == "Deny"]

    assert [(one["Action"], one["Resource"].endswith("/.barrow/*")) for one in refused] == [
        ("s3:GetObject", True)
    ]
