"""Items go to DynamoDB's types and come back as they were."""

import pytest
from botocore.session import get_session
from botocore.validate import ParamValidator
from hypothesis import given
from hypothesis import strategies as st
from shopkit import marshal

scalars = st.none() | st.booleans() | st.integers(-(10**37), 10**37) | st.text() | st.binary()
values = st.recursive(
    scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20
)
items = st.dictionaries(st.text(min_size=1), values, max_size=6)

PUT_ITEM = get_session().get_service_model("dynamodb").operation_model("PutItem").input_shape


@given(items)
def test_an_item_comes_back_as_it_was(item: marshal.Item) -> None:
    back = marshal.load(marshal.dump(item))

    assert back == item
    assert repr(back) == repr(item)  # True is not 1, nor 1 True


@given(items)
def test_what_is_dumped_is_what_botocore_takes(item: marshal.Item) -> None:
    request = {"TableName": "table", "Item": marshal.dump(item)}

    assert PUT_ITEM is not None
    report = ParamValidator().validate(request, PUT_ITEM)

    assert not report.has_errors(), report.generate_report()


def test_a_tuple_is_stored_as_a_list() -> None:
    assert marshal.load(marshal.dump({"a": (1, ("b",))})) == {"a": [1, ["b"]]}


@pytest.mark.parametrize("value", [1.5, float("nan"), {1}, object(), [0.1], {"a": {"b": 2.0}}])
def test_what_the_shop_does_not_store_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="is not stored"):
        marshal.dump({"value": value})


@pytest.mark.parametrize("typed", [{"SS": ["a"]}, {"NS": ["1"]}])
def test_types_that_others_wrote_are_not_guessed_at(typed: dict[str, object]) -> None:
    with pytest.raises(TypeError, match="not stored by the shop"):
        marshal.load({"value": typed})


def test_a_fraction_that_others_wrote_is_not_cut_to_an_integer() -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        marshal.load({"value": {"N": "1.5"}})
