"""How tests are spread over the workers of pytest-xdist."""

from xdist.scheduler import LoadScopeScheduling


class BrowserTogether(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """One worker has all of tests/browser; any other test goes to whoever is free.

    So the sample shop is filled and opened once. Scopes with many tests are begun first, so that
    one starts at once. (xdist 3.8 writes its own groups, marks, into an attribute that pytest 9 no
    longer reads.)
    """

    def _split_scope(self, nodeid: str) -> str:
        return "browser" if nodeid.startswith("tests/browser/") else nodeid
