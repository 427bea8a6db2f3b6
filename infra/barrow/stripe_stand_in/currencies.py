"""The currencies cards can be charged in here, with Stripe's limits.

Source: Stripe's documentation, "Supported currencies", the table of minimum charge amounts and
the list of zero-decimal currencies. Amounts are integers in the currency's minor unit.
"""

MINIMUM_CHARGE = {
    "aed": 200,
    "aud": 50,
    "brl": 50,
    "cad": 50,
    "chf": 50,
    "czk": 1500,
    "dkk": 250,
    "eur": 50,
    "gbp": 30,
    "hkd": 400,
    "huf": 17500,
    "inr": 50,
    "jpy": 50,
    "mxn": 1000,
    "myr": 200,
    "nok": 300,
    "nzd": 50,
    "pln": 200,
    "ron": 200,
    "sek": 300,
    "sgd": 50,
    "thb": 1000,
    "usd": 50,
}
MAXIMUM_CHARGE = 99_999_999  # eight digits, whatever the currency

_WITHOUT_DECIMALS = {"jpy"}
_SYMBOLS = {"gbp": "£", "eur": "€", "usd": "$", "jpy": "¥", "cad": "CA$", "aud": "A$", "inr": "₹"}


def text(amount: int, currency: str) -> str:
    """1299 gbp is "£12.99", 1299 sek is "SEK 12.99", 1299 jpy is "¥1,299"."""
    sign, amount = ("-", -amount) if amount < 0 else ("", amount)
    symbol = _SYMBOLS.get(currency, f"{currency.upper()} ")
    if currency in _WITHOUT_DECIMALS:
        return f"{sign}{symbol}{amount:,}"
    return f"{sign}{symbol}{amount // 100:,}.{amount % 100:02d}"
