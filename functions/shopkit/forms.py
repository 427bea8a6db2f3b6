"""What an HTML form sends, as a model: a page that says what is wrong keeps all that was typed.

    class AddLine(Form):
        sku: Sku
        quantity: Quantity = 1

    @api.form("/forms/lines")
    def add_line(call: Call, form: Sent[AddLine]) -> Html | Redirect: ...

A name that the model does not know is ignored, since a browser's extension or a button may add its
own; of a name that stands twice the last counts. A POST brings its fields in the body, a GET in the
query string. Field errors are sentences for people: the view shows each beside its field.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Generic, TypeVar
from urllib.parse import parse_qsl

from pydantic import BaseModel, ConfigDict, ValidationError

from shopkit import errors

FORM_TYPE = "application/x-www-form-urlencoded"
#: More than a checkout with every field filled, and a bound to what a page shows again.
MAX_FORM = 64_000
MAX_FIELDS = 1_500


class Form(BaseModel):
    """Texts that are read as each field's type. `SAYS` is what to tell of a field that is wrong."""

    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)
    SAYS: ClassVar[Mapping[str, str]] = {}


M = TypeVar("M", bound=Form)


@dataclass(frozen=True)
class Sent(Generic[M]):
    """`values` as they were typed; `model` when all is well, else `wrong`: a sentence by field."""

    values: Mapping[str, str]
    model: M | None
    wrong: Mapping[str, str] = field(default_factory=dict)


def of_body(raw: bytes, content_type: str, model: type[M]) -> Sent[M]:
    """The body as `model`. Raises NotAForm, TooLarge or Malformed."""
    if content_type.split(";", maxsplit=1)[0].strip().lower() != FORM_TYPE:
        raise errors.NotAForm(f"The body must be {FORM_TYPE}")
    if len(raw) > MAX_FORM:
        raise errors.TooLarge(f"At most {MAX_FORM:,} bytes")
    try:
        pairs = parse_qsl(
            raw.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MAX_FIELDS
        )
    except ValueError as error:
        raise errors.Malformed("The form cannot be read") from error
    return of_pairs(pairs, model)


def of_pairs(pairs: Iterable[tuple[str, str]], model: type[M]) -> Sent[M]:
    values = dict(pairs)
    try:
        return Sent(values, model.model_validate(values))
    except ValidationError as error:
        return Sent(values, None, _sentences(error, values, model))


def _sentences(
    error: ValidationError, values: Mapping[str, str], model: type[Form]
) -> dict[str, str]:
    told: dict[str, str] = {}
    for item in error.errors(include_url=False, include_input=False):
        name = str(item["loc"][0]) if item["loc"] else ""
        told.setdefault(name, _sentence(item, values.get(name), model.SAYS.get(name)))
    return told


def _sentence(item: Any, value: str | None, own: str | None) -> str:
    """`value` is None for what was not sent at all, such as a box that was not ticked."""
    if own:
        return own
    if value is None or not value.strip():
        return "Fill this in"
    told = _TOLD.get(item["type"], "This is not as it should be")
    return told.format(**item.get("ctx", {}))


_TOLD = {
    "string_too_long": "Use at most {max_length} characters",
    "greater_than_equal": "This is at least {ge}",
    "less_than_equal": "This is at most {le}",
    "int_parsing": "Write a whole number",
    "int_parsing_size": "Write a whole number",
    "value_error": "This has characters that cannot be used here",
}
