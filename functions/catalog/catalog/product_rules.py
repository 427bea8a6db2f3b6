"""Which products make sense: a product in, every wrong field out."""

from collections.abc import Iterator, Mapping

from shopkit.errors import FieldError

from catalog.products import ACTIVE, Product, Variant

#: One transaction of 100 actions holds a product with an offer for each variant (product_edits.py),
#: and its listings hold a price order for each currency (listings.py).
MAX_VARIANTS = 60
MAX_OPTIONS = 5
MAX_OPTION_VALUES = 100
MAX_CURRENCIES = 6


def wrong_fields(product: Product) -> list[FieldError]:
    """Everything about `product` that makes no sense, at once."""
    return [*_wrong_options(product), *_wrong_variants(product), *_wrong_prices(product)]


def _wrong_options(product: Product) -> Iterator[FieldError]:
    names = [option.name for option in product.options]
    for i, option in enumerate(product.options):
        if option.name in names[:i]:
            yield FieldError(f"/options/{i}/name", "duplicate", "Another option has this name")
        for j, value in enumerate(option.values):
            if value in option.values[:j]:
                pointer = f"/options/{i}/values/{j}"
                yield FieldError(pointer, "duplicate", "This option has the value already")
    if sum(len(option.values) for option in product.options) > MAX_OPTION_VALUES:
        detail = f"At most {MAX_OPTION_VALUES} values over all options"
        yield FieldError("/options", "too_many_values", detail)


def _wrong_variants(product: Product) -> Iterator[FieldError]:
    values = {option.name: set(option.values) for option in product.options}
    skus, identities, choices = set(), set(), set()
    for i, variant in enumerate(product.variants):
        here = f"/variants/{i}"
        if variant.sku in skus:
            yield FieldError(f"{here}/sku", "duplicate", "Another variant has this SKU")
        if variant.id in identities:
            yield FieldError(f"{here}/id", "duplicate", "Another variant has this id")
        yield from _wrong_choice(variant, values, f"{here}/options")
        choice = tuple(sorted(variant.options.items()))
        if choice in choices:
            yield FieldError(f"{here}/options", "duplicate", "Another variant is the same choice")
        skus.add(variant.sku)
        identities.add(variant.id)
        choices.add(choice)
    if product.status == ACTIVE and not product.variants:
        yield FieldError("/variants", "required", "A product that is sold has a variant")


def _wrong_choice(
    variant: Variant, values: Mapping[str, set[str]], pointer: str
) -> Iterator[FieldError]:
    for name, value in variant.options.items():
        place = f"{pointer}/{_token(name)}"
        if name not in values:
            yield FieldError(place, "unknown_option", "The product has no such option")
        elif value not in values[name]:
            yield FieldError(place, "unknown_value", "The option has no such value")
    for name in values.keys() - variant.options.keys():
        yield FieldError(f"{pointer}/{_token(name)}", "required", "Name a value of this option")


def _wrong_prices(product: Product) -> Iterator[FieldError]:
    for i, variant in enumerate(product.variants):
        here = f"/variants/{i}"
        if product.status == ACTIVE and not variant.prices:
            yield FieldError(f"{here}/prices", "required", "A variant that is sold has a price")
        for currency, amount in variant.compare_at.items():
            if amount <= variant.prices.get(currency, amount):
                detail = "It is above a price in the same currency"
                yield FieldError(f"{here}/compare_at/{currency}", "not_above_price", detail)
    if len(product.currencies) > MAX_CURRENCIES:
        detail = f"At most {MAX_CURRENCIES} currencies over all variants"
        yield FieldError("/variants", "too_many_currencies", detail)


def _token(name: str) -> str:
    """A name inside a JSON pointer (RFC 6901 §3)."""
    return name.replace("~", "~0").replace("/", "~1")
