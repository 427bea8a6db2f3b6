"""The pictures' compositions: a folder for each category, a module for each product."""

import pkgutil
from importlib import import_module


def load() -> None:
    """Hang every picture in the gallery."""
    for found in pkgutil.walk_packages(__path__, f"{__name__}."):
        import_module(found.name)
