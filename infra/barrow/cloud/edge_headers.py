"""The headers that answers carry: CloudFront's ResponseHeadersPolicies in infra/edge.yaml.

They are listed there and nowhere else; each path's behaviour names its policy. A header with
`Override` replaces what the answer has of it; without, the answer's own stays (CloudFront guide,
"Understand response headers policies").
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from barrow import template_text
from barrow.cloud.http_messages import Answer

_HSTS = "Strict-Transport-Security"
#: Header → its section in SecurityHeadersConfig, and where its text stands there.
_WORDED = {
    "Content-Security-Policy": ("ContentSecurityPolicy", "ContentSecurityPolicy"),
    "Referrer-Policy": ("ReferrerPolicy", "ReferrerPolicy"),
    "X-Frame-Options": ("FrameOptions", "FrameOption"),
}


@dataclass(frozen=True, slots=True)
class Header:
    name: str
    value: str
    override: bool


class EdgeHeaders:
    """`secure` is whether the shop is reached by https: only then HSTS means anything."""

    def __init__(self, template: Path, payment_origin: str, *, secure: bool) -> None:
        content = read_template(template)
        parameters = {"PaymentOrigin": payment_origin}
        policies = {
            name: _Policy(
                [
                    header
                    for header in _listed(
                        resource["Properties"]["ResponseHeadersPolicyConfig"], parameters
                    )
                    if secure or header.name != _HSTS
                ]
            )
            for name, resource in content["Resources"].items()
            if resource["Type"] == "AWS::CloudFront::ResponseHeadersPolicy"
        }
        distribution = content["Resources"]["Distribution"]["Properties"]["DistributionConfig"]
        self._default = policies[distribution["DefaultCacheBehavior"]["ResponseHeadersPolicyId"]]
        # every pattern is a prefix and a star; the first that fits holds
        self._by_prefix = [
            (one["PathPattern"].removesuffix("*"), policies[one["ResponseHeadersPolicyId"]])
            for one in distribution["CacheBehaviors"]
        ]

    def dress(self, path: str, answer: Answer) -> Answer:
        """The answer with the headers that its path's policy puts on."""
        for prefix, policy in self._by_prefix:
            if path.startswith(prefix):
                return policy.dress(answer)
        return self._default.dress(answer)


class _Policy:
    def __init__(self, headers: list[Header]) -> None:
        self._pairs = [(one.name, one.value) for one in headers]
        self._overriding = {one.name.lower() for one in headers if one.override}
        self._yielding = {one.name.lower() for one in headers if not one.override}

    def dress(self, answer: Answer) -> Answer:
        own = {name.lower() for name, _ in answer.headers}
        kept = answer.headers
        if own & self._overriding:
            kept = [(name, value) for name, value in kept if name.lower() not in self._overriding]
        stays = own & self._yielding
        added = [pair for pair in self._pairs if pair[0].lower() not in stays]
        return Answer(answer.status, [*kept, *added], answer.body)


def _listed(policy: Mapping[str, Any], parameters: Mapping[str, str]) -> Iterator[Header]:
    """The policy's headers, as CloudFront words them."""
    security = policy["SecurityHeadersConfig"]
    for name, (section, field) in _WORDED.items():
        if section in security:
            text = _filled(security[section][field], parameters)
            yield Header(name, text, security[section]["Override"])
    yield Header("X-Content-Type-Options", "nosniff", security["ContentTypeOptions"]["Override"])
    lasting = security["StrictTransportSecurity"]
    subdomains = "; includeSubDomains" if lasting["IncludeSubdomains"] else ""
    seconds = f"max-age={lasting['AccessControlMaxAgeSec']}"
    yield Header(_HSTS, seconds + subdomains, lasting["Override"])
    for item in policy.get("CustomHeadersConfig", {}).get("Items", []):
        yield Header(item["Header"], item["Value"], item["Override"])


def _filled(text: str, parameters: Mapping[str, str]) -> str:
    for name, value in parameters.items():
        text = text.replace(f"${{{name}}}", value)
    return text


def read_template(template: Path) -> dict[str, Any]:
    """A template's content; `!Ref X` reads as the text X."""
    return template_text.read(template.read_text("utf-8"))
