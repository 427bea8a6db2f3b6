"""A letter as HTML and as plain text, from the two templates of its kind in mails/.

<kind>.mjml.j2   Jinja2 with escaping → MJML → HTML that mail programs lay out alike
<kind>.txt.j2    Jinja2, the same content for readers without HTML
"""

from functools import lru_cache
from pathlib import Path
from typing import Any

from marketing.letters import Letter

TEMPLATES = Path(__file__).parent / "mails"


def render(letter: Letter) -> tuple[str, str]:
    """(html, text) of the letter."""
    from mjml import mjml2html

    mjml = _templates(escaped=True).get_template(f"{letter.kind}.mjml.j2")
    text = _templates(escaped=False).get_template(f"{letter.kind}.txt.j2")
    words = dict(letter.words) | {"subject": letter.subject}
    html: str = mjml2html(mjml.render(words), fonts={})
    return html, text.render(words).strip() + "\n"


@lru_cache(maxsize=2)
def _templates(*, escaped: bool) -> Any:
    # imported with the first letter: the door's other functions never render one
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        # said outright: Jinja2 would guess from the name, and .mjml.j2 is none it knows
        autoescape=escaped,  # noqa: S701 — plain text has nothing to escape
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
