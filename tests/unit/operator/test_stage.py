"""What a stage's file may say, and what its names come to."""

from dataclasses import asdict
from pathlib import Path

import pytest
from barrow.deploying.stage import Stage, StageError, read
from shopkit.retention import Periods

from tests.unit.operator.aws_fakes import stage

CERTIFICATE = "arn:aws:acm:us-east-1:123456789012:certificate/8ad0"


def described(folder: Path, text: str, name: str = "trial") -> Stage:
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return read(name, folder)


def test_an_address_for_mails_is_enough(tmp_path: Path) -> None:
    found = described(tmp_path, 'sender = "shop@tea.example"')

    assert (found.name, found.sender) == ("trial", "shop@tea.example")
    assert (found.currency, found.country, found.log_days) == ("GBP", "GB", 30)
    assert (found.firewall, found.domain, found.monthly_budget) == (False, None, 0)


@pytest.mark.parametrize(
    ("name", "text", "is_protected"),
    [
        ("trial", "", False),
        ("prod", "", True),
        ("prodeu", "", True),
        ("prod", "protected = false", False),
        ("trial", "protected = true", True),
    ],
)
def test_stages_named_prod_are_protected_unless_told(
    tmp_path: Path, name: str, text: str, is_protected: bool
) -> None:
    found = described(tmp_path, f'sender = "shop@tea.example"\n{text}', name)

    assert found.protected is is_protected


def test_a_stage_without_a_file_is_told_what_to_write(tmp_path: Path) -> None:
    with pytest.raises(StageError, match=r'infra/stages/trial\.toml with at least sender = "shop@'):
        read("trial", tmp_path)


@pytest.mark.parametrize("name", ["a-b", "Prod", "x", "1st", "a" * 21, "local", "example", "../x"])
def test_names_that_would_mix_with_others_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(StageError, match="cannot be a stage"):
        read(name, tmp_path)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "sender: Field required"),
        ('sender = "shop"', "sender: "),
        # Stripe's key would travel in clear
        ('sender = "a@b.example"\nstripe_api_base = "http://b.example"', "stripe_api_base: "),
        # it becomes part of a policy, where a star is everybody's address
        ('sender = "*@b.example"', "sender: "),
        ('sender = "${aws:username}@b.example"', "sender: "),
        ('sender = "<a@b.example>"', "sender: "),
        ('sender = "a@B.example"', "sender: "),
        ('sender = "a@b.example"\nsendr = "x"', "sendr: there is no such key"),
        ('sender = "a@b.example"\ncurrency = "gbp"', "currency: "),
        ('sender = "a@b.example"\nlog_days = 31', "log_days: logs can be kept for one of 1, 3"),
        ('sender = "a@b.example"\ndomain = "tea.example"', "domain and certificate_arn belong"),
        ('sender = "a@b.example"\nother_domain = "www.tea.example"', "other_domain leads to"),
        ('sender = "a@b.example"\nmonthly_budget = 10', "monthly_budget is told to alarm_email"),
        ('sender = "a@b.example"\n[keep]\nmail = 1', "keep: mail is none of address_keys, "),
        ('sender = "a@b.example"\n[keep]\nexports = 8', "keep: BARROW_KEEP_EXPORTS is 1 to 7"),
        ("sender =", "is no TOML"),
    ],
)
def test_a_mistake_is_told_by_its_key(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(StageError) as refused:
        described(tmp_path, text)

    assert "infra/stages/trial.toml" in str(refused.value)
    assert told in str(refused.value)


def test_a_certificate_of_another_region_is_refused(tmp_path: Path) -> None:
    elsewhere = CERTIFICATE.replace("us-east-1", "eu-west-2")

    with pytest.raises(StageError, match="certificate_arn"):
        described(
            tmp_path,
            f'sender = "a@b.example"\ndomain = "b.example"\ncertificate_arn = "{elsewhere}"',
        )


def test_no_name_of_a_stage_begins_anothers() -> None:
    one, longer = stage(name="eu"), stage(name="eu2")

    starts = [one.function("cart", "x")[:-1], one.table(""), one.parameter("")]

    others = [longer.function("cart", "x"), longer.table("cart"), longer.parameter("CURSOR_KEY")]
    assert [name.startswith(start) for name, start in zip(others, starts, strict=True)] == [
        False,
        False,
        False,
    ]


def test_the_example_describes_every_key_and_can_be_copied(tmp_path: Path) -> None:
    example = Path("infra/stages/example.toml").read_text(encoding="utf-8")
    of_stage, of_keep = (_told(part) for part in example.split("# [keep]"))

    copied = described(tmp_path, example)

    assert {key for key, _ in of_stage} == set(Stage.model_fields) - {"name", "keep"}
    assert {key: int(days) for key, days in of_keep} == asdict(Periods())
    assert copied.sender == "shop@example.com"


def _told(text: str) -> list[tuple[str, str]]:
    lines = [line.lstrip("# ") for line in text.splitlines() if " = " in line]
    return [(line.partition(" = ")[0], line.partition(" = ")[2]) for line in lines]


def test_periods_stand_in_a_table_of_their_own(tmp_path: Path) -> None:
    found = described(tmp_path, 'sender = "a@b.example"\n[keep]\nmails = 30\npaid_orders = 3650')

    assert found.keep == {"mails": 30, "paid_orders": 3650}
