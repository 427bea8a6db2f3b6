"""Titles and descriptions as search engines show them, and texts in paragraphs."""

import re

#: Google cuts a description after about so many characters.
_DESCRIPTION = 155


def title(name: str, shop_name: str) -> str:
    return f"{name} · {shop_name}"


def paragraphs(text: str) -> tuple[str, ...]:
    """Parted by empty lines; line breaks inside one are spaces."""
    parts = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text))
    return tuple(part for part in parts if part)


def description(text: str, otherwise: str) -> str:
    """The beginning of `text` in whole words, or `otherwise` where there is none."""
    line = " ".join(text.split())
    if not line:
        return otherwise
    if len(line) <= _DESCRIPTION:
        return line
    cut = line[: _DESCRIPTION - 1]
    # a language without spaces, or one endless word, is cut where it must be
    whole = cut.rsplit(" ", 1)[0] if " " in cut[_DESCRIPTION // 2 :] else cut
    return f"{whole.rstrip(' ,;:.-–')}…"
