from typing import Any

import pytest
from barrow.stripe_stand_in.errors import ApiError
from barrow.stripe_stand_in.forms import decode
from barrow.stripe_stand_in.parameters import (
    Required,
    Specification,
    boolean,
    integer,
    list_of,
    metadata,
    nested,
    one_of,
    read,
    string,
)

SPECIFICATION: Specification = {
    "name": string(10),
    "count": integer(1, 9),
    "mode": one_of(("payment", "setup")),
    "flag": boolean,
    "tags": list_of(string(), 2),
    "items": list_of(nested({"size": Required(integer())}), 3),
    "metadata": metadata,
}


def test_a_form_is_read_into_typed_values() -> None:
    form = decode(
        "name=Ada+L&count=3&mode=setup&flag=true&tags[]=a&tags[]=b"
        "&items[1][size]=-2&items[0][size]=1&metadata[7]=seven&metadata[a+b]=%E2%98%80"
    )

    values = read(SPECIFICATION, form)

    assert values == {
        "name": "Ada L",
        "count": 3,
        "mode": "setup",
        "flag": True,
        "tags": ["a", "b"],
        "items": [{"size": 1}, {"size": -2}],
        "metadata": {"7": "seven", "a b": "☀"},
    }


@pytest.mark.parametrize(
    ("form", "code", "param"),
    [
        ("colour=red", "parameter_unknown", "colour"),
        ("items[0][colour]=red&items[0][size]=1", "parameter_unknown", "items[0][colour]"),
        ("items[0]=1", None, "items[0]"),
        ("items[a][size]=1", None, "items"),
        ("items[0][size]=", "parameter_invalid_empty", "items[0][size]"),
        ("items[0][size]=1.0", "parameter_invalid_integer", "items[0][size]"),
        ("items[0][size]=%D9%A3", "parameter_invalid_integer", "items[0][size]"),
        ("name=", "parameter_invalid_empty", "name"),
        ("name[x]=1", None, "name"),
        ("name=elevenchars", None, "name"),
        ("count=0", "parameter_invalid_integer", "count"),
        ("count=10", "parameter_invalid_integer", "count"),
        ("count=" + "9" * 400, None, "count"),
        ("mode=subscription", None, "mode"),
        ("flag=yes", None, "flag"),
        ("tags[]=a&tags[]=b&tags[]=c", None, "tags"),
        ("metadata=x", None, "metadata"),
        ("metadata[" + "k" * 41 + "]=x", None, "metadata"),
        ("metadata[k]=" + "v" * 501, None, "metadata[k]"),
        ("&".join(f"metadata[k{n}]=v" for n in range(51)), None, "metadata"),
        ("name=a&name[b]=c", None, "name[b]"),
        ("name[b]=c&name=a", None, "name"),
        ("[name]=c", None, "[name]"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(form: str, code: str | None, param: str) -> None:
    with pytest.raises(ApiError) as refused:
        read(SPECIFICATION, decode(form))

    assert (refused.value.status, refused.value.code, refused.value.param) == (400, code, param)
    assert refused.value.executed is False


def test_what_is_required_is_missed_by_its_full_name() -> None:
    with pytest.raises(ApiError) as refused:
        read({"order": Required(nested({"id": Required(string())}))}, decode("order[x]=1"))
    assert refused.value.code == "parameter_unknown"

    with pytest.raises(ApiError) as refused:
        read({"order": nested({"id": Required(string()), "x": string()})}, decode("order[x]=1"))
    assert (refused.value.code, refused.value.param) == ("parameter_missing", "order[id]")


@pytest.mark.parametrize("form", ["name=%FF", "&".join(f"a{n}=1" for n in range(5001))])
def test_an_unreadable_form_is_refused(form: str) -> None:
    with pytest.raises(ApiError) as refused:
        decode(form)

    assert refused.value.status == 400


def test_an_empty_metadata_value_unsets_its_name() -> None:
    values: dict[str, Any] = read(SPECIFICATION, decode("metadata[a]=&metadata[b]=1"))

    assert values["metadata"] == {"b": "1"}
    assert read(SPECIFICATION, decode("metadata=")) == {"metadata": {}}
