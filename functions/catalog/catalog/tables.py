"""The capability's own table; each `*_table.py` says which items of it are its own."""

from shopkit.settings import settings


def catalog_table() -> str:
    return settings().table("catalog")
