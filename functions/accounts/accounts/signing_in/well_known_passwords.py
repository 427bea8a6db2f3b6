"""Passwords that too many people take: a short list, and the rules by which people vary it.

The text file beside it has the words and key runs that lists of leaked passwords have had at their
top for years, written down for this shop from general knowledge and given to the public domain
(CC0). At twelve characters and more, what is common is made of them: a word with digits and signs
around it, with letters written as digits, twice, two of them in a row, a run along the keyboard, a
date. So a password is taken apart by these rules, and refused when nothing of its own is left.
"""

import re
from functools import lru_cache
from importlib.resources import files

#: Letters and the digits and signs that people write for them.
_LEET = str.maketrans("0134578@$!+€|", "oieastbasitei")
_EDGES = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_NO_LETTERS = re.compile(r"[\W\d_]+")
_SEPARATORS = re.compile(r"[\W_]+")

_RUNS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertzuiopasdfghjklyxcvbnm",
    "azertyuiopqsdfghjklmwxcvbn",
    "1q2w3e4r5t6y7u8i9o0p",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "qazwsxedcrfvtgbyhnujmikolp",
    "zaq1xsw2cde3vfr4bgt5nhy6mju7",
    "asdfghjkl",
    "zxcvbnm",
    "poiuytrewqlkjhgfdsamnbvcxz",
)
#: A shorter part says nothing, whoever's name it is.
_SHORTEST_KNOWN = 3


def is_common(password: str, *known: str) -> bool:
    """Whether it is made of common ones, of one run, of one character, or of what is `known`."""
    text = password.casefold()
    if _is_monotonous(text) or _is_digits_of_a_kind(text):
        return True
    own = _parts(known)
    return any(_is_made_of(form, own) for form in _forms(text))


def _forms(text: str) -> set[str]:
    """The text as its letters are, and as they are meant; whole, and without digits at its ends."""
    forms = set()
    for form in (text, text.translate(_LEET)):
        bare = _SEPARATORS.sub("", form)
        forms |= {bare, _EDGES.sub("", form), _SEPARATORS.sub("", _EDGES.sub("", form))}
        forms.add(_NO_LETTERS.sub("", form))
    # leet after the digits at its ends were taken away: "passw0rd2024" is "password"
    forms |= {_SEPARATORS.sub("", form.translate(_LEET)) for form in set(forms)}
    return {form for form in forms if form}


def _is_made_of(text: str, own: frozenset[str]) -> bool:
    """At most two common words or runs, or any number of one of them, and nothing else."""
    words = _words() | own
    if text in words or _is_run(text) or (own and _is_all(text, own)):
        return True
    for length in range(1, len(text) // 2 + 1):
        unit = text[:length]
        if len(text) % length == 0 and unit * (len(text) // length) == text:
            return length < 6 or unit in words or _is_run(unit)
    return any(
        _is_word(text[:cut], words) and _is_word(text[cut:], words)
        for cut in range(3, len(text) - 2)
    )


def _is_all(text: str, words: frozenset[str]) -> bool:
    """Words of these and nothing else, however many."""
    ends = {0}
    for place in range(1, len(text) + 1):
        if any(text[start:place] in words for start in ends):
            ends.add(place)
    return len(text) in ends


def _is_word(text: str, words: frozenset[str]) -> bool:
    return text in words or text.isdigit() or _is_run(text)


def _is_run(text: str) -> bool:
    """Neighbours on a keyboard or in the alphabet, forwards or backwards."""
    return len(text) >= 3 and any(text in run or text[::-1] in run for run in _RUNS)


def _is_monotonous(text: str) -> bool:
    return len(set(text)) <= 3


def _is_digits_of_a_kind(text: str) -> bool:
    """A number: dates, telephone numbers, runs. Twelve random digits are few (40 bits) as well."""
    return _SEPARATORS.sub("", text).isdigit()


def _parts(known: tuple[str, ...]) -> frozenset[str]:
    """What is known of the person, in the pieces that people use: a name, a mail's two sides."""
    from shopkit.settings import settings

    texts = [*known, settings().shop_name, settings().site_url.split("//")[-1]]
    pieces = {piece for text in texts for piece in re.split(r"[\W_]+", text.casefold())}
    pieces |= {_SEPARATORS.sub("", text.casefold()) for text in texts}
    return frozenset(piece for piece in pieces if len(piece) >= _SHORTEST_KNOWN)


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    text = files(__package__).joinpath("well_known_passwords.txt").read_text(encoding="utf-8")
    listed = (line.strip() for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for line in listed for word in line.split())
