"""When a person was erased: their carts, what points at them, their wishlists and links.

What is gone already is passed over, so the fact may come any number of times. A guest's cart names
nobody and ends by itself.
"""

from shopkit import carts, table
from shopkit.events import PersonErased

from cart import carts_table, wishlists_table


def forget(fact: PersonErased) -> None:
    if fact.account_id is None:
        return
    for cart_id in carts_table.list_of_account(fact.account_id):
        carts_table.forget_lines(cart_id)
        carts_table.forget(cart_id)
    name, pk = carts.cart_table(), wishlists_table.pk(fact.account_id)
    items = table.query_all(name, pk, consistent=True)
    links = [
        {"pk": f"SHARED#{item['share_hash']}", "sk": "SHARED"}
        for item in items
        if item.get("share_hash")
    ]
    keys = [{"pk": item["pk"], "sk": item["sk"]} for item in items]
    # links first: without the list nobody would know them
    for some in (links, keys):
        for first in range(0, len(some), table.MAX_ACTIONS):
            batch = some[first : first + table.MAX_ACTIONS]
            table.transact([table.delete(name, key) for key in batch])
