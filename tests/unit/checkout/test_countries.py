"""The countries that an address can name."""

from checkout.countries import countries
from checkout.shipping import EU


def test_there_is_every_country_once_by_two_letters() -> None:
    names = countries()

    # ISO 3166-1 has 249 codes; no post goes to six: AQ, BV, GS, HM, TF, UM
    assert len(names) == 249 - 6
    assert all(len(code) == 2 and code.isupper() for code in names)
    assert len(set(names.values())) == len(names)
    assert set(EU) <= set(names)


def test_they_stand_as_people_look_for_them() -> None:
    names = list(countries().values())

    assert names[:3] == ["Afghanistan", "Åland Islands", "Albania"]
    assert names.index("Côte d’Ivoire") < names.index("Croatia")
    assert names[-1] == "Zimbabwe"
