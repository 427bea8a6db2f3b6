"""MiniStack's IAM, which others wrote, asked for its opinion of a policy."""

from collections.abc import Callable, Mapping
from typing import Any

from barrow.cloud.engine_transport import ACCOUNT, REGION
from ministack.core.iam_evaluator import EvalContext, evaluate, parse_policy_document

from tests.house.iam import Use

#: Keys with one value in a request; the others are lists, even of one.
_SINGLE = ("dynamodb:Select", "dynamodb:ReturnValues")


def judge(policy: Mapping[str, Any]) -> Callable[[Use], bool]:
    """Decides uses by `policy` alone."""
    parsed = [parse_policy_document(dict(policy))]

    def decides(use: Use) -> bool:
        keys = {
            name.lower(): next(iter(values)) if name in _SINGLE else sorted(values)
            for name, values in use.context.items()
        }
        context = EvalContext(
            principal_arn=f"arn:aws:sts::{ACCOUNT}:assumed-role/shop/function",
            principal_type="AssumedRole",
            principal_account=ACCOUNT,
            action=use.action,
            resource_arn=use.resource,
            region=REGION,
            service_context=keys,
        )
        decision: str = evaluate(context, parsed).decision
        return decision == "Allow"

    return decides
