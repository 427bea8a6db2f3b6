"""What the operator is told in one line, without a traceback.

Failure
├── CannotOpen      the local shop cannot be opened
├── ShopError       the shop could not be asked, or said no (shop_client.py)
└── …               what loading and replaying cannot go on with
"""


class Failure(Exception):
    """Its text is for the operator: what is wrong, and what to do."""


class CannotOpen(Failure):
    """A taken port, a state that is damaged or in use, a clock set too late."""
