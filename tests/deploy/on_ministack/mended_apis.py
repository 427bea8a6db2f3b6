"""ImportRestApi and PutRestApi, by which Chalice makes its APIs; and where a request comes from.

- MiniStack reads neither document, and makes an empty API without a name.
- API Gateway appends whoever asks it to X-Forwarded-For, and tells their address as sourceIp.
  MiniStack appends nobody, and takes for sourceIp what the request claims.
"""

import json
from typing import Any

from ministack.core.responses import get_request_client_ip
from ministack.services import apigateway_v1 as gateway

_answer = gateway.handle_request
_event = gateway._build_lambda_event_v1
Resource = dict[str, Any]


def mend() -> None:
    gateway.handle_request = _answer_documents_too
    gateway._build_lambda_event_v1 = _event_with_who_asks


def _event_with_who_asks(*given: Any, **more: Any) -> dict[str, Any]:
    event: dict[str, Any] = _event(*given, **more)
    peer = get_request_client_ip()
    event["requestContext"]["identity"]["sourceIp"] = peer
    name = next((n for n in event["headers"] if n.lower() == "x-forwarded-for"), "X-Forwarded-For")
    hops = ", ".join(filter(None, [event["headers"].get(name), peer]))
    event["headers"][name] = hops
    event["multiValueHeaders"][name] = [hops]
    return event


async def _answer_documents_too(
    method: str, path: str, headers: Any, body: bytes, query: dict[str, Any]
) -> Any:
    parts = path.strip("/").split("/")
    if method == "POST" and parts == ["restapis"] and _value(query, "mode") == "import":
        document = json.loads(body)
        kind = _value(query, "endpointConfigurationTypes") or "EDGE"
        made = {"name": document["info"]["title"], "endpointConfiguration": {"types": [kind]}}
        answer = gateway._create_rest_api(made)
        _lay_paths(json.loads(answer[2])["id"], document)
        return answer
    if method == "PUT" and parts[0] == "restapis" and len(parts) == 2:
        document = json.loads(body)
        if parts[1] in gateway._rest_apis:
            gateway._rest_apis[parts[1]]["name"] = document["info"]["title"]
            _lay_paths(parts[1], document)
        return gateway._get_rest_api(parts[1])
    return await _answer(method, path, headers, body, query)


def _value(query: dict[str, Any], name: str) -> str:
    found = query.get(name, "")
    return found if isinstance(found, str) else str(found[0])


def _lay_paths(api: str, document: dict[str, Any]) -> None:
    """The document's paths in the place of those that the API has."""
    root = next(one for one in gateway._resources[api].values() if one["path"] == "/")
    laid: dict[str, Resource] = {"/": root}
    for path, methods in document["paths"].items():
        resource = _resource_at(laid, path)
        for name, method in methods.items():
            verb = "ANY" if name == "x-amazon-apigateway-any-method" else name.upper()
            resource["resourceMethods"][verb] = _method(verb, method)
    gateway._resources[api] = {one["id"]: one for one in laid.values()}
    kinds = document.get("x-amazon-apigateway-binary-media-types", [])
    gateway._rest_apis[api]["binaryMediaTypes"] = kinds


def _resource_at(laid: dict[str, Resource], path: str) -> Resource:
    """The resource of `path`; those above it are made with it."""
    if path not in laid:
        above, _, part = path.rpartition("/")
        laid[path] = {
            "id": gateway._new_id()[:8],
            "parentId": _resource_at(laid, above or "/")["id"],
            "pathPart": part,
            "path": path,
            "resourceMethods": {},
        }
    return laid[path]


def _method(verb: str, method: dict[str, Any]) -> dict[str, Any]:
    integration = method["x-amazon-apigateway-integration"]
    return {
        "httpMethod": verb,
        "authorizationType": "NONE",
        "apiKeyRequired": False,
        "requestParameters": {},
        "methodResponses": {},
        "methodIntegration": {
            "type": integration["type"].upper(),
            "httpMethod": integration.get("httpMethod", "POST"),
            "uri": integration.get("uri", ""),
            "passthroughBehavior": "WHEN_NO_MATCH",
            "contentHandling": integration.get("contentHandling"),
            "requestTemplates": {},
            "integrationResponses": {},
        },
    }
