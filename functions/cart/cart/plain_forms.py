"""What the forms of the cart's plain page send."""

from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field, StringConstraints
from shopkit.forms import Form
from shopkit.models import Quantity, ShortLine, Sku

LineId = Annotated[str, StringConstraints(pattern=r"^lin_[0-9A-Z]{26}$")]
ONE_OR_MORE = "Say how many, in figures: 1 or more"

#: As many SKUs as one press of a button may lower: more than checkout tells to be short of.
MAX_LOWERED = 500


class LineForm(Form):
    SAYS: ClassVar = {"quantity": ONE_OR_MORE, "sku": "Choose what to buy"}
    sku: Sku
    quantity: Quantity = 1


class EditForm(Form):
    SAYS: ClassVar = {"quantity": "Say how many, in figures; 0 takes it out"}
    line_id: LineId
    quantity: Annotated[int, Field(ge=0, le=1_000_000)]


class RemovalForm(Form):
    line_id: LineId


class CodeForm(Form):
    code: ShortLine


def _counted(text: object) -> object:
    """`TEA-1:2 POT-1:0`, which is what a button can carry, as counts by SKU."""
    return (
        dict(part.rpartition(":")[::2] for part in text.split()) if isinstance(text, str) else text
    )


class LeftForm(Form):
    """`left`: units that there are, by SKU."""

    left: Annotated[
        dict[Sku, Annotated[int, Field(ge=0, le=1_000_000)]],
        Field(max_length=MAX_LOWERED),
        BeforeValidator(_counted),
    ]
