"""How tests are spread over the workers of pytest-xdist."""

from xdist.scheduler import LoadScopeScheduling

#: Whose fixtures take half a minute, and serve every test of the file, or of the folder.
_FURNISHED = (
    "tests/deploy/on_ministack/",
    "tests/deploy/bundles/",
    "tests/deploy/test_moto_course.py",
    "tests/house/test_packages.py",
    "tests/house/test_policies.py",
    "tests/integration/catalog/test_published_sample.py",
    "tests/proofs/test_matrix.py",
)


class BrowserTogether(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """One worker has all of tests/browser; any other test goes to whoever is free.

    So the sample shop is filled and opened once, and each app is packaged once. Scopes with many
    tests are begun first, so that the browser's starts at once. (xdist 3.8 writes its own groups,
    marks, into an attribute that pytest 9 no longer reads.)
    """

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith("tests/browser/"):
            return "browser"
        return next((file for file in _FURNISHED if nodeid.startswith(file)), nodeid)
