"""Where the parts of the repository are that a deployment reads."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from barrow.failures import Failure


@dataclass(frozen=True)
class Tree:
    """A checkout of the shop: `functions/`, `infra/`, and a cache that can be thrown away."""

    root: Path

    @classmethod
    def here(cls) -> Self:
        """The checkout that this command was installed from. Raises Failure."""
        root = Path(__file__).resolve().parents[3]
        if not (root / "functions").is_dir():
            raise Failure(
                "run barrow from its repository: pip install -e . there, then barrow deploy"
            )
        return cls(root)

    @property
    def functions(self) -> Path:
        return self.root / "functions"

    @property
    def stages(self) -> Path:
        return self.root / "infra" / "stages"

    @property
    def bundles(self) -> Path:
        """What is sent to Lambda, laid out; made anew by each deployment."""
        return self.root / ".cache" / "bundles"

    def app(self, capability: str) -> Path:
        return self.functions / capability

    def capabilities(self) -> tuple[str, ...]:
        """Every folder of functions/ with a door."""
        return tuple(sorted(door.parent.name for door in self.functions.glob("*/app.py")))

    def template(self, name: str) -> str:
        return (self.root / "infra" / f"{name}.yaml").read_text(encoding="utf-8")
