"""AES-256-GCM: it opens under its key, for its place, as it was sealed, and in no other case."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shopkit import cipher
from shopkit.cipher import Altered

SECRETS = st.binary(min_size=32, max_size=32)


@given(SECRETS, st.binary(max_size=300), st.binary(max_size=40))
def test_what_is_sealed_opens_again(secret: bytes, plain: bytes, about: bytes) -> None:
    assert cipher.open_(secret, cipher.seal(secret, plain, about), about) == plain


@given(SECRETS, st.binary(max_size=60), st.data())
def test_no_bit_of_it_can_be_changed_unseen(
    secret: bytes, plain: bytes, data: st.DataObject
) -> None:
    sealed = cipher.seal(secret, plain, b"here")
    bit = data.draw(st.integers(0, len(sealed) * 8 - 1))
    other = bytearray(sealed)
    other[bit // 8] ^= 1 << bit % 8

    with pytest.raises(Altered):
        cipher.open_(secret, bytes(other), b"here")


@given(SECRETS, st.data())
def test_it_does_not_open_cut_short(secret: bytes, data: st.DataObject) -> None:
    sealed = cipher.seal(secret, b"Ada", b"here")
    left = data.draw(st.integers(0, len(sealed) - 1))

    with pytest.raises(Altered):
        cipher.open_(secret, sealed[:left], b"here")


def test_it_opens_under_no_other_key_and_in_no_other_place() -> None:
    sealed = cipher.seal(b"1" * 32, b"Ada", b"here")

    for secret, about in ((b"2" * 32, b"here"), (b"1" * 32, b"there"), (b"1" * 32, b"")):
        with pytest.raises(Altered):
            cipher.open_(secret, sealed, about)


def test_the_same_is_sealed_another_way_each_time() -> None:
    assert len({cipher.seal(b"1" * 32, b"Ada", b"") for _ in range(100)}) == 100
