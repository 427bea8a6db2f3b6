"""The payment page as HTML: complete without a script, and without anything from elsewhere.

Every value goes through `escape`; the templates below hold no others.
"""

from html import escape
from string import Template

from .cards import Decline
from .currencies import text
from .store import Row

_STYLE = """
:root { color-scheme: light dark; --ink: #1c2b33; --soft: #5b6b73; --line: #d8dfe2;
  --paper: #fff; --ground: #f4f6f5; --accent: #1f6f54; --bad: #a3261f; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eeec; --soft: #9fb0b0; --line: #33433f;
  --paper: #17211f; --ground: #0e1514; --accent: #58b892; --bad: #ff8d83; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 30rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
.test { background: #f3c64b; color: #2d2300; text-align: center; font-size: .85rem;
  padding: .3rem 1rem; margin: 0; }
section, form { background: var(--paper); border: 1px solid var(--line); border-radius: .75rem;
  padding: 1.25rem; margin: 0 0 1rem; }
h1 { font-size: 1.1rem; font-weight: 500; color: var(--soft); margin: 0; }
h2 { font-size: 1.25rem; margin: 0 0 .5rem; }
.total { font-size: 2.2rem; font-weight: 650; margin: 0 0 .75rem; }
table { width: 100%; border-collapse: collapse; font-size: .95rem; }
td { padding: .4rem 0; border-top: 1px solid var(--line); vertical-align: top; }
td + td { text-align: right; white-space: nowrap; padding-left: 1rem; }
small, .hint { color: var(--soft); }
label { display: block; font-size: .9rem; margin: 0 0 .9rem; }
input { width: 100%; font: inherit; padding: .55rem .7rem; margin-top: .2rem; color: inherit;
  background: transparent; border: 1px solid var(--line); border-radius: .45rem; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 0 .8rem; }
button { width: 100%; font: inherit; font-weight: 600; padding: .7rem; margin: .2rem 0 .6rem;
  border: 1px solid var(--accent); border-radius: .45rem; background: var(--accent);
  color: var(--paper); cursor: pointer; }
button.plain { background: transparent; color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
[role=alert] { border-left: 4px solid var(--bad); color: var(--bad); padding: .2rem .8rem;
  margin: 0 0 1rem; }
a { color: var(--accent); }
details { font-size: .9rem; color: var(--soft); } code { font-size: .95em; }
"""

_FRAME = Template("""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>$title</title>
<style>$style</style>
</head>
<body>
<p class="test">Test payment: no money moves, only test cards work.</p>
<main>
$content
</main>
</body>
</html>
""")

_FORM = Template("""$summary
<form method="post">
$error
<label>E-mail
<input name="email" type="email" autocomplete="email" maxlength="800" required $email></label>
<label>Card number
<input name="number" inputmode="numeric" autocomplete="cc-number" maxlength="25" required
 placeholder="4242 4242 4242 4242" value="$number"></label>
<div class="pair">
<label>Expiry
<input name="expiry" autocomplete="cc-exp" maxlength="9" required placeholder="MM / YY"
 value="$expiry"></label>
<label>Security code
<input name="cvc" inputmode="numeric" autocomplete="cc-csc" maxlength="4" required
 placeholder="CVC"></label>
</div>
<label>Name on card
<input name="name" autocomplete="cc-name" maxlength="200" required value="$name"></label>
<button type="submit">Pay $total</button>
$cancel
</form>
<details>
<summary>Some test cards</summary>
<ul>
<li><code>4242 4242 4242 4242</code> is paid</li>
<li><code>4000 0027 6000 3184</code> asks for 3D Secure first</li>
<li><code>4000 0000 0000 0002</code> is declined</li>
<li><code>4000 0000 0000 9995</code> has too little money</li>
<li><code>4000 0000 0000 0259</code> is paid, then disputed</li>
</ul>
<p>Any future date, any three digits (four for American Express).</p>
</details>""")

_CHALLENGE = Template("""$summary
<form method="post">
<h2>Is this you?</h2>
<p>The card's bank wants to know that it is you who pays $total. On a real payment its own page
(3D Secure) would stand here.</p>
<button name="challenge" value="complete">Complete</button>
<button name="challenge" value="fail" class="plain">Fail</button>
</form>""")


def form(session: Row, cancel_url: str | None, error: Decline | None, typed: dict[str, str]) -> str:
    known = session["customer_email"]
    email = f'value="{escape(known or typed.get("email", ""))}"' + (" readonly" if known else "")
    cancel = f'<a href="{escape(cancel_url)}">Cancel and go back</a>' if cancel_url else ""
    content = _FORM.substitute(
        summary=_summary(session),
        error=f'<p role="alert">{escape(error.message)}</p>' if error else "",
        email=email,
        number=escape(typed.get("number", "")),
        expiry=escape(typed.get("expiry", "")),
        name=escape(typed.get("name", "")),
        total=_total(session),
        cancel=cancel,
    )
    return _framed(f"Pay {_total(session)}", content)


def challenge(session: Row) -> str:
    content = _CHALLENGE.substitute(summary=_summary(session), total=_total(session))
    return _framed("Confirm your payment", content)


def paid(session: Row, success_url: str) -> str:
    return _framed(
        "Already paid",
        f"{_summary(session)}<section><p>This is paid. Thank you.</p>"
        f'<p><a href="{escape(success_url)}">Continue</a></p></section>',
    )


def expired(cancel_url: str | None) -> str:
    back = f'<p><a href="{escape(cancel_url)}">Go back to the shop</a></p>' if cancel_url else ""
    return _framed(
        "This page has expired",
        f"<section><h1>This page has expired</h1><p>Nothing was paid.</p>{back}</section>",
    )


def unknown() -> str:
    return _framed(
        "No such payment",
        "<section><h1>No such payment</h1><p>The address is not one of ours.</p></section>",
    )


def _framed(title: str, content: str) -> str:
    return _FRAME.substitute(title=title, style=_STYLE, content=content)


def _summary(session: Row) -> str:
    rows = "".join(_line(line) for line in session["lines"])
    return (
        f'<section><h1>To pay</h1><p class="total">{_total(session)}</p>'
        f"<table><tbody>{rows}</tbody></table></section>"
    )


def _line(line: Row) -> str:
    each = text(line["unit_amount"], line["currency"])
    amount = text(line["unit_amount"] * line["quantity"], line["currency"])
    count = f"<br><small>{line['quantity']} × {each}</small>" if line["quantity"] > 1 else ""
    return f"<tr><td>{escape(line['name'])}{count}</td><td>{amount}</td></tr>"


def _total(session: Row) -> str:
    return escape(text(session["amount_total"], session["currency"]))
