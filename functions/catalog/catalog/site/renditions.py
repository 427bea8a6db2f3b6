"""Pictures as pages name them: each width that the picture pipeline made, smallest first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from catalog.pictures.pictures_table import Rendered
from catalog.products import Picture as Named
from catalog.site.addresses import rendition
from catalog.site.views import Picture

_SHOWN, _LARGE = 640, 1280


@dataclass(frozen=True)
class Still:
    """A picture that is ready; sizes in pixels."""

    key: str
    alt: str
    width: int
    height: int
    widths: tuple[int, ...]

    @classmethod
    def of(cls, row: Sequence[Any]) -> "Still":
        key, alt, width, height, widths = row
        return cls(key, alt, width, height, tuple(widths))

    def picture(self, blur: str = "") -> Picture:
        return Picture(
            key=self.key,
            alt=self.alt,
            width=self.width,
            height=self.height,
            avif=self._srcset("avif"),
            jpeg=self._srcset("jpg"),
            src=self._jpeg(_SHOWN),
            large=self._jpeg(_LARGE),
            blur=blur,
        )

    def _srcset(self, kind: Any) -> str:
        return ", ".join(f"{rendition(self.key, width, kind)} {width}w" for width in self.widths)

    def _jpeg(self, wanted: int) -> str:
        """The widest that is not wider than `wanted`, or else the smallest."""
        fitting = [width for width in self.widths if width <= wanted]
        return rendition(self.key, max(fitting, default=min(self.widths)), "jpg")


def still(rendered: Rendered, alt: str) -> Still:
    widths = tuple(sorted(rendered.widths))
    return Still(rendered.key, alt, rendered.width, rendered.height, widths)


def pictures(named: Sequence[Named], ready: Mapping[str, Rendered]) -> tuple[Picture, ...]:
    """Those of a product that are ready, in its order, with what stands in while they load."""
    return tuple(
        still(ready[one.key], one.alt).picture(ready[one.key].blur)
        for one in named
        if one.key in ready
    )


def decoration(key: str, alt: str, ready: Mapping[str, Rendered]) -> Picture | None:
    """A picture that no product names, such as a category's."""
    found = ready.get(key)
    return still(found, alt).picture(found.blur) if found else None
