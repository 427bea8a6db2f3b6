"""TOTP and recovery codes: what is right, when, and how often."""

from datetime import UTC, datetime, timedelta

import pytest
from accounts.signing_in import recovery_codes, totp
from hypothesis import given
from hypothesis import strategies as st

from tests.shop import SITE

assert SITE

#: RFC 6238, appendix B: the ASCII secret "12345678901234567890", SHA-1, in base 32.
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_the_rfcs_own_codes_are_right_at_their_moment(seconds: int, code: str) -> None:
    at = datetime.fromtimestamp(seconds, UTC)

    assert totp.step_of(SECRET, code, at, after=0) == seconds // 30


@pytest.mark.parametrize(
    ("late", "is_right"), [(-31, False), (-1, True), (0, True), (30, True), (59, True), (60, False)]
)
def test_a_code_is_good_for_its_half_minute_and_the_ones_beside_it(
    late: int, is_right: bool
) -> None:
    shown_at = 1234567890 // 30 * 30
    at = datetime.fromtimestamp(shown_at + late, UTC)

    assert (totp.step_of(SECRET, "005924", at, after=0) is not None) == is_right


def test_no_code_is_good_twice_and_none_before_the_last_one() -> None:
    at = datetime.fromtimestamp(1234567890, UTC)
    step = totp.step_of(SECRET, "005924", at, after=0)
    assert step is not None

    assert totp.step_of(SECRET, "005924", at, after=step) is None
    assert totp.step_of(SECRET, "005924", at, after=step + 1) is None


@pytest.mark.parametrize("code", ["005925", "", "5924", "00592４", "005924 0"])
def test_another_code_is_wrong(code: str) -> None:
    at = datetime.fromtimestamp(1234567890, UTC)

    assert totp.step_of(SECRET, code, at, after=0) is None


def test_a_code_may_be_typed_in_two_groups() -> None:
    at = datetime.fromtimestamp(1234567890, UTC)

    assert totp.step_of(SECRET, "005 924", at, after=0) is not None


def test_the_qr_codes_path_draws_the_modules_and_a_quiet_zone() -> None:
    given_ = totp.enrolment(SECRET, "ada@example.com")

    bars = [bar for bar in given_.path.split("z") if bar]
    places = [bar.removeprefix("M").split("h")[0].split() for bar in bars]
    assert given_.uri == (f"otpauth://totp/Barrow:ada%40example.com?secret={SECRET}&issuer=Barrow")
    assert all(4 <= int(x) < given_.size - 4 and 4 <= int(y) < given_.size - 4 for x, y in places)
    assert bars[0] == "M4 4h7v1h-7"
    assert set(given_.path) <= set("Mhvz- 0123456789")


def test_a_new_secret_is_160_bits_and_never_the_same() -> None:
    secrets = {totp.new_secret() for _ in range(100)}

    assert len(secrets) == 100
    assert all(len(secret) == 32 for secret in secrets)


def test_ten_recovery_codes_are_ten() -> None:
    codes = recovery_codes.new_codes()

    assert len(set(codes)) == 10
    assert all(len(code) == 19 and code.count("-") == 3 for code in codes)


@given(st.data())
def test_a_recovery_code_is_known_however_it_is_typed(data: st.DataObject) -> None:
    code = recovery_codes.new_codes()[0]
    typed = "".join(
        data.draw(st.sampled_from([letter, letter.lower()])) for letter in code
    ).replace("-", data.draw(st.sampled_from(["-", " ", ""])))
    misread = typed.replace("0", "o").replace("1", "l")

    assert recovery_codes.kept("acc_1", misread) == recovery_codes.kept("acc_1", code)
    assert recovery_codes.kept("acc_2", code) != recovery_codes.kept("acc_1", code)


def test_what_is_kept_of_a_code_is_not_the_code() -> None:
    code = recovery_codes.new_codes()[0]

    kept = recovery_codes.kept("acc_1", code)

    assert code.replace("-", "").lower() not in kept
    assert len(kept) == 64


def test_a_ceremony_is_for_its_purpose_and_its_five_minutes() -> None:
    from accounts.signing_in import ceremonies
    from accounts.signing_in.challenges import ChallengeOver

    now = datetime(2026, 3, 2, 9, tzinfo=UTC)
    challenge = ceremonies.issue("sign_in", now)

    ceremonies.require("sign_in", challenge, now + timedelta(minutes=5))
    for purpose, at in [
        ("add:ses_1", now),
        ("sign_in", now + timedelta(minutes=5, seconds=1)),
        ("sign_in", now - timedelta(seconds=1)),
    ]:
        with pytest.raises(ChallengeOver):
            ceremonies.require(purpose, challenge, at)
    with pytest.raises(ChallengeOver):
        ceremonies.require(
            "sign_in", challenge[:15] + bytes([challenge[15] ^ 1]) + challenge[16:], now
        )
