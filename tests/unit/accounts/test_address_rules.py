"""What addresses need by their country, held to what checkout's form asks for."""

import json
import shutil
import subprocess
from typing import Any

import pytest
from accounts.profile import address_rules
from checkout.countries import countries
from shopkit import pages
from shopkit.buyers import Address
from shopkit.errors import Invalid


def make_address(country: str, **parts: str) -> Address:
    given = {"name": "A", "line1": "1 Street", "city": "Town", "postcode": ""} | parts
    return Address(country=country, **given)


def refusals(address: Address) -> set[tuple[str, str]]:
    try:
        address_rules.checked(address)
    except Invalid as invalid:
        return {(error.pointer, error.code) for error in invalid.errors}
    return set()


WRITTEN = [
    ("GB", "sw1a1aa", "SW1A 1AA"), ("GB", " m2   5bq ", "M2 5BQ"), ("GB", "bfpo 61", "BFPO 61"),
    ("NL", "1234ab", "1234 AB"), ("SE", "SE-114 55", "114 55"), ("LV", "LV1073", "LV-1073"),
    ("PL", "00950", "00-950"), ("DE", "26133", "26133"), ("IE", "a65f4e2", "A65 F4E2"),
    ("FI", "FI-00550", "00550"), ("HK", "0000", ""), ("CZ", "10000", "100 00"),
]  # fmt: skip


@pytest.mark.parametrize(("country", "typed", "kept"), WRITTEN)
def test_a_postcode_is_kept_as_it_is_written_there(country: str, typed: str, kept: str) -> None:
    region = {"HK": "Kowloon"}.get(country, "")

    address = address_rules.checked(make_address(country, postcode=typed, region=region))

    assert address.postcode == kept


NOT_THERE = [
    ("GB", "12345"),
    ("US", "SW1A 1AA"),
    ("DE", "1234"),
    ("CA", "D1A 1A1"),
    ("JE", "M2 5BQ"),
]


@pytest.mark.parametrize(("country", "typed"), NOT_THERE)
def test_a_postcode_that_cannot_be_of_the_country_is_told(country: str, typed: str) -> None:
    region = {"US": "CA", "CA": "ON"}.get(country, "")

    assert refusals(make_address(country, postcode=typed, region=region)) == {
        ("/postcode", "invalid")
    }


REGIONS = [
    ("US", "california", "CA", "90001"), ("US", "CA", "CA", "90001"),
    ("IT", "milano", "MI", "20121"), ("JP", "東京都", "Tokyo", "154-0023"),
    ("JP", "tokyo", "Tokyo", "1540023"),
    ("CA", "Québec", "QC", "H3Z 2Y7"), ("HK", "九龍", "Kowloon", ""),
]  # fmt: skip


@pytest.mark.parametrize(("country", "typed", "kept", "postcode"), REGIONS)
def test_a_region_is_known_by_any_of_its_names(
    country: str, typed: str, kept: str, postcode: str
) -> None:
    address = address_rules.checked(make_address(country, region=typed, postcode=postcode))

    assert address.region == kept


def test_towns_and_names_stay_as_they_were_typed() -> None:
    address = address_rules.checked(
        make_address("GB", name="Zoë", city="Leeds", postcode="LS1 4AP")
    )

    assert (address.name, address.city) == ("Zoë", "Leeds")


def test_every_country_of_checkout_has_rules_that_can_be_met() -> None:
    unmet = {}
    for country in countries():
        rules = address_rules.rules_of(country)
        region = rules.regions[0].value if rules.regions else "Region"
        postcode = rules.postcode_examples[0] if rules.postcode_examples else "1"
        wrong = refusals(make_address(country, region=region, postcode=postcode))
        if wrong:
            unmet[country] = wrong

    assert unmet == {}


def test_what_is_kept_is_kept_the_same_when_it_is_sent_again() -> None:
    changed = {}
    for country in countries():
        rules = address_rules.rules_of(country)
        region = rules.regions[-1].label if rules.regions else "Region"
        for postcode in rules.postcode_examples[:3] or ("",):
            once = address_rules.checked(make_address(country, region=region, postcode=postcode))
            again = address_rules.checked(once)
            if once != again:
                changed[country, postcode] = (once, again)

    assert changed == {}


@pytest.fixture(scope="module")
def checkouts_form() -> dict[str, Any]:
    """What address-needs.js asks for, by country, and what it says of postcodes."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("needs Node.js")
    module = (pages.folder("assets") / "address-needs.js").as_uri()
    asked = {
        country: list(address_rules.rules_of(country).postcode_examples[:3])
        for country in countries()
    }
    script = f"""
        const {{ needsOf, wrongIn }} = await import("{module}");
        const asked = {json.dumps(asked)};
        const told = Object.entries(asked).map(([country, examples]) => [country, {{
          needs: needsOf(country).needs,
          wrong: examples.filter((one) => wrongIn("postcode", one, country)),
        }}]);
        console.log(JSON.stringify(Object.fromEntries(told)));
    """
    ran = subprocess.run(
        [node, "--input-type=module", "-e", script],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def test_whatever_checkouts_form_needs_an_address_book_asks_for(
    checkouts_form: dict[str, Any],
) -> None:
    missing = {
        country: lacking
        for country, told in checkouts_form.items()
        if (lacking := set(told["needs"]) - address_rules.rules_of(country).needs)
    }

    assert missing == {}


def test_checkouts_form_takes_every_postcode_that_an_address_book_keeps(
    checkouts_form: dict[str, Any],
) -> None:
    refused = {country: told["wrong"] for country, told in checkouts_form.items() if told["wrong"]}

    assert refused == {}
