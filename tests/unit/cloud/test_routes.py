"""The routes of an app, found by path."""

from barrow.cloud.routes import RouteTable

GET = {"GET": object()}


def table(*patterns: str) -> RouteTable:
    return RouteTable(dict.fromkeys(patterns, GET))


def test_a_plain_route_has_no_parameters() -> None:
    found = table("/cart/carts").match("/cart/carts")

    assert found is not None
    assert (found.pattern, found.parameters) == ("/cart/carts", None)


def test_parameters_come_by_name_as_they_were_sent() -> None:
    found = table("/cart/carts/{cart_id}/lines/{line_id}").match("/cart/carts/a%2Fb/lines/7")

    assert found is not None
    assert found.parameters == {"cart_id": "a%2Fb", "line_id": "7"}


def test_a_fixed_segment_goes_before_a_parameter() -> None:
    routes = table("/catalog/products/{id}", "/catalog/products/featured")

    found = routes.match("/catalog/products/featured")

    assert found is not None
    assert found.pattern == "/catalog/products/featured"


def test_a_fixed_segment_that_leads_nowhere_gives_way_to_a_parameter() -> None:
    routes = table("/catalog/{kind}/all", "/catalog/products/{id}/pictures")

    found = routes.match("/catalog/products/all")

    assert found is not None
    assert (found.pattern, found.parameters) == ("/catalog/{kind}/all", {"kind": "products"})


def test_one_slash_at_the_end_does_not_matter() -> None:
    found = table("/cart/carts/{cart_id}").match("/cart/carts/crt_1/")

    assert found is not None
    assert found.parameters == {"cart_id": "crt_1"}


def test_an_empty_segment_is_no_parameter() -> None:
    routes = table("/cart/carts/{cart_id}/lines")

    assert routes.match("/cart/carts//lines") is None


def test_a_path_that_is_longer_or_shorter_is_unknown() -> None:
    routes = table("/cart/carts/{cart_id}")

    assert routes.match("/cart/carts") is None
    assert routes.match("/cart/carts/crt_1/lines") is None


def test_a_route_knows_its_methods() -> None:
    routes = RouteTable({"/cart/carts": {"GET": object(), "POST": object()}})

    found = routes.match("/cart/carts")

    assert found is not None
    assert found.methods == {"GET", "POST"}
