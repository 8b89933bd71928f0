"""How much of the labelled data normalize understands: precision and recall of names, claims and forms.

    python -m benchmarks.normalize --half test
    python -m benchmarks.normalize --half dev --wrong        every wrong answer, of the dev half only
    python -m benchmarks.normalize --tiny                    every eighth entry of the dev half, for CI

Precision is the share of what was said that is right, recall the share of what stands in the labels that was found. In
forms everything is asked once, so that both are the share of right answers. The test half prints figures only: whoever
reads its wrong answers while tuning measures nothing any more.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict

from gouji.extract.document import Anchor, Document, Paragraph, Source
from gouji.normalize.narrative.claims import read_claims

from benchmarks.labelled import Tally, case_builder, compare_claims, compare_name, entries, expand
from benchmarks.labelled_forms import compare_forms

TINY = 8  # --tiny takes every eighth entry
Tallies = defaultdict[str, Tally]


def names(half: str, step: int) -> Tallies:
    """Canonical ids of printed names, for each frame."""
    tallies: Tallies = defaultdict(Tally)
    for entry in entries(f"names.{half}.yaml")[::step]:
        one = Tally()
        compare_name(entry, one, tallies["suggestions"])
        _add(one, tallies["all"], tallies[entry["frame"]])
    return tallies


def claims(half: str, step: int) -> Tallies:
    """Facts of sentences, for each group of templates and each measure."""
    tallies: Tallies = defaultdict(Tally)
    for entry in entries(f"sentences.{half}.yaml")[::step]:
        sentence = Paragraph(entry["text"], Anchor(0))
        found = read_claims(Document(Source("label", "label"), (sentence,)), entry["year"])
        compare_claims(entry, found, tallies)
    return tallies


def forms(half: str, step: int) -> Tallies:
    """Cells, rows, columns, identities; cells also for each family of forms."""
    tallies: Tallies = defaultdict(Tally)
    for spec in entries(f"forms/*.{half}.yaml")[::step]:
        whole = expand(spec)
        own: Tallies = defaultdict(Tally)
        compare_forms(whole, case_builder()(whole["case"]), own.__getitem__)
        for figure, tally in own.items():
            _add(tally, tallies[figure])
        _add(own["cells"], tallies[f"cells of {spec['id'].split('-')[0]}"])
    return tallies


def _add(one: Tally, *tallies: Tally) -> None:
    for tally in tallies:
        tally.right += one.right
        tally.surplus += one.surplus
        tally.missed += one.missed
        tally.wrong += one.wrong


def _print(title: str, tallies: Tallies, wrong: bool) -> None:
    print(f"\n{title:28}{'right':>7}{'surplus':>9}{'missed':>8}{'precision':>11}{'recall':>8}")
    for name, tally in tallies.items():
        print(f"  {name:26}{tally.right:7}{tally.surplus:9}{tally.missed:8}{tally.precision:11}{tally.recall:8}")
    if wrong:
        shown = dict.fromkeys(line for tally in tallies.values() for line in tally.wrong)
        for line in shown:
            if line:
                print("   ", line)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=("dev", "test"), default="dev")
    parser.add_argument("--only", choices=("names", "claims", "forms"), action="append")
    parser.add_argument("--wrong", action="store_true", help="list the wrong answers; dev half only")
    parser.add_argument("--tiny", action="store_true")
    options = parser.parse_args()
    if options.wrong and options.half == "test":
        parser.error("the wrong answers of the test half are not shown: they would be tuned for")
    half, step = ("dev", TINY) if options.tiny else (options.half, 1)
    print(f"{half} half{', every eighth entry' if options.tiny else ''}")
    for part in (names, claims, forms):
        if options.only is None or part.__name__ in options.only:
            start = time.perf_counter()
            tallies = part(half, step)
            _print(f"{part.__name__} ({time.perf_counter() - start:.2f} s)", tallies, options.wrong)


if __name__ == "__main__":
    main()
