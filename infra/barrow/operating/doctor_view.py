"""What a doctor found, as lines for a terminal."""

from collections.abc import Iterable, Sequence

from rich.text import Text

from barrow.operating.findings import Finding, Verdict

_MARKS = {
    Verdict.OK: ("✓", "green"),
    Verdict.WARNING: ("!", "yellow"),
    Verdict.PROBLEM: ("✗", "red"),
}


def line(finding: Finding) -> Text:
    mark, colour = _MARKS[finding.verdict]
    made = Text.assemble((mark, colour), " ", (finding.check, "bold"), f": {finding.says}")
    if finding.do:
        made.append(f"\n    → {finding.do}", style="cyan")
    return made


def summary(found: Sequence[Finding]) -> str:
    problems = _count(found, Verdict.PROBLEM)
    warnings = _count(found, Verdict.WARNING)
    if not problems and not warnings:
        return "All is well."
    return f"{_of(problems, 'problem')}, {_of(warnings, 'warning')}."


def _count(found: Iterable[Finding], verdict: Verdict) -> int:
    return sum(finding.verdict is verdict for finding in found)


def _of(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"
