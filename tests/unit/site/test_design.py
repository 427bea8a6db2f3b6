"""The look of the shop: readable in both colour schemes, light, and allowed by its own policy."""

import gzip
import re
from pathlib import Path

import pytest
from shopkit import pages

TEMPLATES = sorted(pages.folder("templates").rglob("*.html"))
STYLESHEET = pages.folder("assets") / "shop.css"

#: What is written on what; WCAG 2.2 §1.4.3 asks for 4.5 of text.
TEXT = [
    ("ink", "paper"),
    ("ink", "card"),
    ("ink", "sunk"),
    ("ink", "tint"),
    ("ink", "warn-tint"),
    ("ink", "bad-tint"),
    ("soft", "paper"),
    ("soft", "card"),
    ("soft", "sunk"),
    ("soft", "tint"),
    ("accent", "paper"),
    ("accent", "card"),
    ("accent", "sunk"),
    ("accent", "tint"),
    ("accent-strong", "tint"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("on-band", "band"),
    ("band-soft", "band"),
    ("band", "on-band"),
    ("bad", "paper"),
    ("bad", "card"),
    ("bad", "sunk"),
    ("bad", "bad-tint"),
    ("warn", "paper"),
    ("warn", "warn-tint"),
]
#: Edges of fields, and the ring of focus: §1.4.11 asks for 3.
SHAPES = [("edge", "paper"), ("edge", "card"), ("edge", "sunk"), ("focus", "paper")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back"), TEXT)
def test_text_stands_out_from_what_it_is_on(scheme: str, front: str, back: str) -> None:
    colours = colours_of(scheme)

    assert contrast(colours[front], colours[back]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back"), SHAPES)
def test_edges_and_focus_can_be_seen(scheme: str, front: str, back: str) -> None:
    colours = colours_of(scheme)

    assert contrast(colours[front], colours[back]) >= 3


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.name)
def test_a_template_has_no_style_and_no_script_of_its_own(template: Path) -> None:
    text = template.read_text()

    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", text)
    scripts = re.findall(r"<script[^>]*>", text)
    assert all("src=" in one or 'type="application/ld+json"' in one for one in scripts)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.name)
def test_a_template_names_assets_that_are_there(template: Path) -> None:
    named = re.findall(r"""asset\(['"]([^'"]+)['"]\)""", template.read_text())

    assert set(named) <= set(pages.assets())


def test_the_stylesheet_names_files_that_are_there() -> None:
    named = re.findall(r'url\("([^"]+)"\)', STYLESHEET.read_text())

    assert named
    assert set(named) <= set(pages.assets())


def test_each_colour_that_is_used_is_defined() -> None:
    text = STYLESHEET.read_text()

    used = set(re.findall(r"var\(--([\w-]+)\)", text))
    assert used <= set(re.findall(r"--([\w-]+):", text))


def test_the_look_costs_a_product_page_at_most_seventeen_kilobytes() -> None:
    font = (pages.folder("assets") / "display.woff2").stat().st_size

    assert len(gzip.compress(STYLESHEET.read_bytes())) + font <= 17_000


def colours_of(scheme: str) -> dict[str, str]:
    """Names and #rrggbb of a colour scheme; the dark one redefines each of them."""
    light, dark = re.findall(r":root \{(.*?)\n *\}", STYLESHEET.read_text(), re.DOTALL)[:2]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", light if scheme == "light" else dark))


def contrast(one: str, other: str) -> float:
    """WCAG's ratio, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance of #rgb or #rrggbb, as WCAG 2.2 defines it."""
    digits = colour[1:] if len(colour) == 7 else "".join(one * 2 for one in colour[1:])
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
