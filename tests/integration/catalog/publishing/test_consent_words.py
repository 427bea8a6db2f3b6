"""The words that people agree to stand on published pages: others are another publication."""

import pytest
from catalog.site import directory_store
from shopkit.consent_texts import CURRENT, TEXTS


def test_other_words_to_agree_to_are_published(monkeypatch: pytest.MonkeyPatch) -> None:
    before = directory_store.current()
    monkeypatch.setitem(TEXTS, CURRENT, {"marketing": "Write to me."})

    after = directory_store.current()

    assert after.version != before.version
