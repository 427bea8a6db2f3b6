"""The catalogue's door: products, prices and categories, for shoppers and for staff."""

import os

os.environ.setdefault("POWERTOOLS_SERVICE_NAME", "catalog")

from typing import Any
from urllib.parse import unquote

from catalog import (
    announcements,
    back_office,
    category_edits,
    category_models,
    levels_table,
    prices,
    product_edits,
    projections,
    redirects,
    relisting,
    storefront,
)
from catalog.category_models import (
    CategoryEdit,
    CategoryIn,
    CategoryNode,
    CategoryPatch,
    CategoryView,
    StaffCategoryView,
)
from catalog.pictures import showing, uploads
from catalog.pictures.models import NewPictureIn, NewPictureView, PictureView
from catalog.product_answers import AvailabilityView, MovedView, ProductView
from catalog.product_queries import (
    AvailabilityQuery,
    InCurrency,
    ProductsQuery,
    StaffProductsQuery,
)
from catalog.product_requests import PricesIn, ProductIn, ProductPatch
from catalog.site.publication_models import PublicationIn, PublicationPartView, PublicationView
from catalog.staff_answers import FactView, PriceSetView, StaffProductView
from chalice import Chalice
from shopkit import clock, consumers, outbox
from shopkit.events import (
    CategoryChanged,
    CategoryMoved,
    PictureReady,
    ProductAvailabilityChanged,
    ProductChanged,
    SitePartPublished,
    SlugReleased,
    StockLevelChanged,
)
from shopkit.http import Api, Call, Reply
from shopkit.models import Listing, ListQuery
from shopkit.observability import watched

STAGE = os.environ.get("BARROW_STAGE", "local")
STREAM = os.environ.get(
    "STREAM_ARN", f"arn:aws:dynamodb:local:000000000000:table/barrow-{STAGE}-catalog/stream/local"
)
READ, WRITE = "catalog:read", "catalog:write"

#: Seconds that a price or a description may be old; what an order comes to is computed anew.
SHARED = 10

app = Chalice(app_name=f"barrow-catalog-{STAGE}", configure_logs=False)
api = Api(app, "catalog")


# ── shoppers ─────────────────────────────────────────────────────────────────────────────────
@api.get("/products", shared_for=SHARED)
def list_products(call: Call, query: ProductsQuery) -> Listing[ProductView]:
    """Products on sale, of all categories or of one and those below it."""
    return storefront.products(query)


@api.get("/products/{id_or_slug}", shared_for=SHARED)
def read_product(call: Call, id_or_slug: str, query: InCurrency) -> ProductView:
    """A product on sale; 308 with the Location of its page when the slug is one that it left."""
    found = storefront.product(id_or_slug, query.currency)
    if isinstance(found, MovedView):
        # beside the answer that openapi.json declares, which has one model a route
        return Reply(found, status=308, headers={"Location": found.location})
    return found


@api.get("/categories", shared_for=SHARED)
def read_category_tree(call: Call) -> Listing[CategoryNode]:
    return category_models.whole_tree()


@api.get("/categories/{slug}", shared_for=SHARED)
def read_category(call: Call, slug: str) -> CategoryView:
    return category_models.one(slug)


@api.get("/availability")
def read_availability(call: Call, query: AvailabilityQuery) -> Listing[AvailabilityView]:
    """What is left right now of up to 50 SKUs."""
    return storefront.availability(query)


# ── staff: products ──────────────────────────────────────────────────────────────────────────
@api.post("/admin/products", status=201, permission=WRITE, idempotent=True)
def create_product(call: Call, body: ProductIn) -> StaffProductView:
    return StaffProductView.of(product_edits.create(body.fields(), call.now))


@api.get("/admin/products", permission=READ)
def list_all_products(call: Call, query: StaffProductsQuery) -> Listing[StaffProductView]:
    """Products of any status, newest first; by name where `q` says how it begins."""
    return back_office.products(query)


@api.get("/admin/products/{product_id}", permission=READ)
def read_whole_product(call: Call, product_id: str) -> StaffProductView:
    return back_office.product(product_id)


@api.put("/admin/products/{product_id}", permission=WRITE, edits=True)
def replace_product(call: Call, product_id: str, body: ProductIn) -> StaffProductView:
    edited = product_edits.edit(product_id, call.version, body.fields(), call.now)
    return StaffProductView.of(edited)


@api.patch("/admin/products/{product_id}", permission=WRITE, edits=True)
def edit_product(call: Call, product_id: str, body: ProductPatch) -> StaffProductView:
    edited = product_edits.edit(product_id, call.version, body.fields(), call.now)
    return StaffProductView.of(edited)


@api.delete("/admin/products/{product_id}", permission=WRITE, edits=True)
def archive_product(call: Call, product_id: str) -> None:
    """Takes it off sale for good; a draft that never was on sale is removed."""
    product_edits.remove(product_id, call.version, call.now)


@api.get("/admin/products/{product_id}/history", permission=READ)
def read_product_history(call: Call, product_id: str, query: ListQuery) -> Listing[FactView]:
    return back_office.history(product_id, query)


@api.put("/admin/prices", permission=WRITE)
def set_prices(call: Call, body: PricesIn) -> Listing[PriceSetView]:
    """Prices of up to 50 SKUs, all or none; answers those that are other than before."""
    done = prices.set_prices([price.new_price() for price in body.prices], call.now)
    return Listing[PriceSetView].of([PriceSetView.of(change) for change in done], None)


@api.delete("/admin/slugs/{slug}", permission=WRITE)
def release_slug(call: Call, slug: str) -> None:
    """Ends the redirect of a slug that a product left, so that another product may take it."""
    redirects.release(slug, call.now)


# ── staff: categories ────────────────────────────────────────────────────────────────────────
@api.post("/admin/categories", status=201, permission=WRITE, idempotent=True)
def create_category(call: Call, body: CategoryIn) -> StaffCategoryView:
    return StaffCategoryView.of(category_edits.create(body.fields(), call.now))


@api.get("/admin/categories", permission=READ)
def list_categories(call: Call) -> Listing[StaffCategoryView]:
    return category_models.staff_list()


@api.get("/admin/categories/{slug}", permission=READ)
def read_whole_category(call: Call, slug: str) -> StaffCategoryView:
    return category_models.staff_one(slug)


@api.put("/admin/categories/{slug}", permission=WRITE, edits=True)
def replace_category(call: Call, slug: str, body: CategoryEdit) -> StaffCategoryView:
    """Another parent moves it with all below; its products follow into the new lists."""
    edited = category_edits.edit(slug, call.version, body.fields(), call.now)
    return StaffCategoryView.of(edited)


@api.patch("/admin/categories/{slug}", permission=WRITE, edits=True)
def edit_category(call: Call, slug: str, body: CategoryPatch) -> StaffCategoryView:
    edited = category_edits.edit(slug, call.version, body.fields(), call.now)
    return StaffCategoryView.of(edited)


@api.delete("/admin/categories/{slug}", permission=WRITE, edits=True)
def remove_category(call: Call, slug: str) -> None:
    category_edits.remove(slug, call.version, call.now)


# ── staff: pictures ──────────────────────────────────────────────────────────────────────────
@api.post("/admin/pictures", status=201, permission=WRITE, idempotent=True)
def begin_picture(call: Call, body: NewPictureIn) -> NewPictureView:
    """Where a picture's file is to be sent; what comes of it, the picture then tells."""
    return NewPictureView.begun(*uploads.begin(body.wanted(), call.now))


@api.get("/admin/pictures/{key}", permission=READ)
def read_picture(call: Call, key: str) -> PictureView:
    """A key with a slash in it is named with %2F."""
    return PictureView.of(uploads.read(unquote(key)))


# ── staff: the site ──────────────────────────────────────────────────────────────────────────
@api.post("/admin/site/publications", permission=WRITE)
def publish_site_part(call: Call, body: PublicationIn) -> PublicationPartView:
    """Publishes a part of everything, a few seconds of work; sent again with `cursor`, the next."""
    # here, as in all that draws pages: an answer to a shopper must not wait for what it never uses
    from catalog.site import publications

    return publications.publish_part(body)


@api.get("/admin/site/publications", permission=READ)
def read_publication(call: Call) -> PublicationView:
    """Whether what stands was published by this very code, templates and settings."""
    from catalog.site import publications

    return publications.read()


# ── facts ────────────────────────────────────────────────────────────────────────────────────
@app.on_dynamodb_record(
    # from the oldest record there is: what was told before the trigger stood is told as well
    stream_arn=STREAM,
    batch_size=100,
    starting_position="TRIM_HORIZON",
    name="relay",
)
@watched
def relay(event: Any) -> None:
    """Facts go out first: what follows may fail and bring the batch again, but holds none back."""
    records = event.to_dict()["Records"]
    outbox.relay(records)
    announcements.tell(records)
    projections.follow(records)
    showing.follow(records)


@app.on_sqs_message(queue=f"barrow-{STAGE}-catalog", batch_size=10, name="consume")
@watched
def consume(event: Any) -> None:
    handlers = {
        StockLevelChanged: levels_table.keep,
        CategoryMoved: relisting.list_anew,
        PictureReady: showing.tell,
    }
    consumers.consume(event.to_dict()["Records"], handlers)


# ── pictures ─────────────────────────────────────────────────────────────────────────────────
@app.on_sqs_message(
    queue=f"barrow-{STAGE}-pictures",
    batch_size=1,
    name="make_pictures",
)
@watched
def make_pictures(event: Any) -> None:
    """One picture at a time: it takes a processor for a second and much of the memory."""
    # here, because an answer to a shopper draws nothing
    from catalog.pictures import making

    for record in event:
        making.make(record.body, clock.now())


# ── the site ─────────────────────────────────────────────────────────────────────────────────
@app.on_sqs_message(
    queue=f"barrow-{STAGE}-site",
    batch_size=200,
    maximum_batching_window_in_seconds=1,
    # each publication ends by writing one and the same object: more would only wait for each other
    maximum_concurrency=2,
    name="publish",
)
@watched
def publish(event: Any) -> None:
    """A second's facts together: a page is drawn once, however many of them touch it."""
    from catalog.site import heard

    kinds = {
        CategoryChanged,
        PictureReady,
        ProductAvailabilityChanged,
        ProductChanged,
        SitePartPublished,
        SlugReleased,
    }
    consumers.consume_together(event.to_dict()["Records"], kinds, heard.publish_changes)
