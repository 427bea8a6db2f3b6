"""Prints what the shop costs: each action, each cold start, each whole flow, and what sign-in
tells and lets through.

    python -m bench [actions] [cold] [flows] [signin] [--products 1000] [--orders 1000]
                    [--repetitions 300] [--guesses 10000]

It tells figures and never judges them: times belong to the machine, and only calls and units, which
are exact, say the same everywhere.
"""

import argparse
import os
import sys
from contextlib import redirect_stdout
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

SECTIONS = ("actions", "cold", "flows", "signin")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__.partition("\n")[0])
    parser.add_argument("sections", nargs="*", default=SECTIONS, help=", ".join(SECTIONS))
    parser.add_argument("--products", type=int, default=1000)
    parser.add_argument("--orders", type=int, default=1000)
    parser.add_argument("--repetitions", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=7, help="cold starts of each app")
    parser.add_argument("--guesses", type=int, default=10_000, help="of each attack on sign-in")
    asked = parser.parse_args()
    if unknown := set(asked.sections) - set(SECTIONS):
        parser.error(f"no section {', '.join(sorted(unknown))}; there are {', '.join(SECTIONS)}")
    out = Console(file=sys.stdout)
    # what the handlers log is written, and thrown away, to the end: a logger keeps the stream that
    # it found first. Each section is imported when its turn comes, for a shop leaves its traces too
    with (
        Path(os.devnull).open("w", encoding="utf-8") as nowhere,
        redirect_stdout(nowhere),
        Progress(console=Console(stderr=True), transient=True, redirect_stdout=False) as progress,
    ):
        if "cold" in asked.sections:
            from bench import cold_start

            out.print(cold_start.table(cold_start.measure(asked.rounds, progress)))
        if "flows" in asked.sections:
            from bench import flows

            out.print(flows.table(flows.measure(asked.repetitions, progress)))
        if "actions" in asked.sections:
            from bench import actions

            found = actions.measure(asked.products, asked.orders, asked.repetitions, progress)
            out.print(actions.table(found))
        if "signin" in asked.sections:
            from bench import sign_in

            out.print(sign_in.hashing_table(sign_in.measure_hashing()))
            out.print(sign_in.times_table(sign_in.measure_times(asked.repetitions, progress)))
            out.print(sign_in.attacks_table(sign_in.measure_attacks(asked.guesses, progress)))


if __name__ == "__main__":
    main()
