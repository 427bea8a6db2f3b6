"""What inventory tells: how much of a SKU there is."""

from shopkit.events.fact import Fact


class StockLevelChanged(Fact):
    """A SKU's availability is another: in_stock, low_stock, out_of_stock."""

    source = "inventory"
    sku: str
    level: str
    available: int


class StockRanLow(Fact):
    """What can be sold of a SKU fell to its reorder point or below."""

    source = "inventory"
    sku: str
    available: int
    reorder_point: int
    supplier: str = ""


class StockAdjusted(Fact):
    """Somebody counted, received or wrote off units; `delta` on hand, with the reason given."""

    source = "inventory"
    sku: str
    delta: int
    reason: str
    on_hand: int
