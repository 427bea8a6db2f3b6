"""What infra/edge.yaml asks CloudFormation for and moto cannot make: stood in for by names alone.

Each is known by an id that its stack and place in the template make, so that a stack that is made
again from the same template has the same ids, as a test that compares two accounts needs.
`install()` adds them to moto's models; it must run before moto has made a stack.
"""

import hashlib
from typing import Any

from moto.core.common_models import CloudFormationModel


class _Standing:
    """One resource of a stack that nothing is done with."""

    def __init__(self, logical_id: str, stack_id: str) -> None:
        stack_name = stack_id.split("/")[1]
        named = hashlib.sha256(f"{stack_name} {logical_id}".encode()).hexdigest()
        self.physical_resource_id = f"E{named[:13].upper()}"
        self._attributes = {
            "Id": self.physical_resource_id,
            "DomainName": f"d{named[:13]}.cloudfront.net",
            "FunctionARN": f"arn:aws:cloudfront::123456789012:function/{named[:13]}",
        }

    def get_cfn_attribute(self, name: str) -> str:
        return self._attributes[name]

    def is_created(self) -> bool:
        return True

    @staticmethod
    def cloudformation_name_type() -> str:
        return ""

    @classmethod
    def has_cfn_attr(cls, attr: str) -> bool:
        return attr in ("Id", "DomainName", "FunctionARN")

    @classmethod
    def create_from_cloudformation_json(cls, *_given: Any, **kwargs: Any) -> Any:
        return cls(kwargs["LogicalId"], kwargs["StackId"])

    @classmethod
    def update_from_cloudformation_json(cls, original_resource: Any, **_given: Any) -> Any:
        return original_resource

    @classmethod
    def delete_from_cloudformation_json(cls, *_given: Any) -> None:
        """Nothing else knows of it."""


_KINDS = (
    "CloudFront::CachePolicy",
    "CloudFront::Distribution",
    "CloudFront::Function",
    "CloudFront::OriginAccessControl",
    "CloudFront::ResponseHeadersPolicy",
    "WAFv2::WebACL",
)


_models: list[type] = []


def install() -> None:
    """moto knows its models by CloudFormationModel's subclasses, once it looked for them."""
    for kind in _KINDS:
        _models.append(_model(f"AWS::{kind}"))


def _model(kind: str) -> type:
    class Model(_Standing, CloudFormationModel):  # type: ignore[misc]
        @staticmethod
        def cloudformation_type() -> str:
            return kind

    return Model
