"""CloudFront, and what CloudFormation makes beside it.

- CloudFront reaches an API at its own address. MiniStack dials no address of AWS, though it answers
  for this one itself.
- A CloudFront function can ask for its rawQueryString, as AWS's runtime 2.0 lets it.
- CloudFormation takes a budget, which does nothing here. MiniStack does not know the type, not even
  where a condition of the template leaves it out.
"""

import os
from typing import Any

from ministack.services import cloudfront
from ministack.services.cloudformation import provisioners

_forward = cloudfront._forward_to_origin
_code = cloudfront.live_function_code

_RAW_QUERY = """
{
  const own = handler;
  handler = (event) => {
    const named = Object.entries(event.request.querystring);
    const parts = named.flatMap(([name, { value, multiValue }]) =>
      (multiValue || [{ value }]).map((one) => `${name}=${one.value}`));
    event.request.rawQueryString = () => (parts.length ? parts.join('&') : undefined);
    return own(event);
  };
}
"""


def mend() -> None:
    cloudfront._forward_to_origin = _forward_to_api
    cloudfront.live_function_code = _code_that_can_ask
    provisioners._RESOURCE_HANDLERS["AWS::Budgets::Budget"] = {
        "create": lambda name, _properties, stack: (f"{stack}-{name}", {}),
        "update": lambda physical, *_: (physical, {}),
        "delete": lambda *_: None,
    }


def _forward_to_api(origin: dict[str, Any], method: str, uri: str, *rest: Any, **more: Any) -> Any:
    api, is_api, _ = origin["domain_name"].partition(".execute-api.")
    if is_api:
        own = {"domain_name": "127.0.0.1", "http_port": int(os.environ["GATEWAY_PORT"])}
        origin = {**origin, **own, "protocol_policy": "http-only"}
        uri = f"/_aws/execute-api/{api}{uri}"
    return _forward(origin, method, uri, *rest, **more)


def _code_that_can_ask(arn: str) -> bytes | None:
    code: bytes | None = _code(arn)
    return code and code + _RAW_QUERY.encode()
