"""What an edit means for those who sell by the catalogue's offers: pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from shopkit.events import Fact, OfferWithdrawn, PriceChanged
from shopkit.offers import Offer

from catalog.products import ACTIVE, Product, Variant


@dataclass(frozen=True)
class OfferChanges:
    """Offers to write and SKUs to give up, of one edit."""

    written: tuple[Offer, ...]
    removed: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.written) + len(self.removed)


def media_path(key: str) -> str:
    """Where the storefront's one origin serves a picture: a JPEG of at most 640 pixels."""
    return f"/media/{key}"


def offers_of(product: Product) -> dict[str, Offer]:
    """The product's offers by SKU; those of a product that is not active hold the SKU, unsold."""
    first = product.pictures[0] if product.pictures else None
    picture = media_path(first.key) if first and first.rendered else None
    return {
        variant.sku: Offer(
            sku=variant.sku,
            variant_id=variant.id,
            product_id=product.id,
            slug=product.slug,
            title=product.name,
            choice=_choice(product, variant),
            picture=picture,
            prices=dict(variant.prices),
            tax_class=variant.tax_class,
            weight_grams=variant.weight_grams,
            max_quantity=variant.max_quantity,
            active=product.status == ACTIVE,
        )
        for variant in product.variants
    }


def _choice(product: Product, variant: Variant) -> str:
    return ", ".join(
        variant.options[option.name] for option in product.options if option.name in variant.options
    )


def changes(before: Mapping[str, Offer], after: Mapping[str, Offer]) -> OfferChanges:
    return OfferChanges(
        written=tuple(offer for sku, offer in after.items() if before.get(sku) != offer),
        removed=tuple(sku for sku in before if sku not in after),
    )


def price_facts(
    before: Mapping[str, Offer], after: Mapping[str, Offer], product_id: str, now: datetime
) -> list[Fact]:
    """OfferWithdrawn for each SKU that is sold no more, PriceChanged for each other price."""
    return list(_price_facts(before, after, product_id, now))


def _price_facts(
    before: Mapping[str, Offer], after: Mapping[str, Offer], product_id: str, now: datetime
) -> Iterator[Fact]:
    for sku in dict.fromkeys([*before, *after]):
        were, are = _sold_at(before.get(sku)), _sold_at(after.get(sku))
        if were and not are:
            yield OfferWithdrawn.of(now, sku=sku, product_id=product_id)
            continue
        for currency in sorted(were.keys() | are.keys()):
            previous, amount = were.get(currency), are.get(currency)
            if previous != amount:
                yield PriceChanged.of(
                    now, sku=sku, product_id=product_id, currency=currency,
                    amount=amount, previous=previous,
                )  # fmt: skip


def _sold_at(offer: Offer | None) -> Mapping[str, int]:
    return offer.prices if offer is not None and offer.active else {}
