"""Which function draws which picture."""

from collections.abc import Callable

Scene = Callable[[], str]
PICTURES: dict[str, Scene] = {}


def picture(key: str) -> Callable[[Scene], Scene]:
    """The decorated function answers the parts of the picture `key`."""

    def hang(scene: Scene) -> Scene:
        if key in PICTURES:
            raise ValueError(f"two drawings for {key}")
        PICTURES[key] = scene
        return scene

    return hang
