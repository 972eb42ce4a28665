"""Measures Bakeoff against its peers, one after the other in rounds, so that a noisy minute hits all of them alike."""

import argparse
import os
import sys
import time

import check
import participants
import startup
import sweep
import tables
from participants import Missing

NOTEBOOK = "lstm,simple-rnn"


def options():
    parser = argparse.ArgumentParser(prog="benchmarks/run", description=__doc__)
    parser.add_argument("--source", type=os.path.abspath, help="the Large Movie Review Dataset, an archive or a folder; without it, random reviews")
    parser.add_argument("--rounds", type=int, default=5, help="how often each is measured (%(default)s)")
    parser.add_argument("--batches", type=int, default=50, help="batches of a peer in a round (%(default)s)")
    parser.add_argument("--reviews", type=int, default=25_000, help="reviews in each of training and test set for ours (%(default)s)")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--device", choices=["cpu", "gpu"], default="cpu", help="what ours and PyTorch compute on (%(default)s)")
    parser.add_argument("--models", default=NOTEBOOK, help="lstm, simple-rnn and gru, separated by commas (%(default)s)")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="parts of the names of those to measure")
    parser.add_argument("--instructions", choices=tables.INSTRUCTIONS, help="the widest that all may use, on a processor that has wider ones")
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--sweep", action="store_true", help="sequence length, hidden size, workers and memory instead")
    kind.add_argument("--startup", action="store_true", help="how long commands take to their first number instead")
    kind.add_argument("--check", action="store_true", help="fail if a ratio to a peer lost over 15%% of what docs/benchmarks.md has for this processor")
    parser.add_argument("--docs", action="store_true", help="write the results into docs/benchmarks.md too")
    parser.add_argument("--jmh", action="store_true", help="as the first option: JMH with the options that follow")
    return parser.parse_args()


def measured(participant, settings, rows, **marks):
    """Adds what a participant says to the rows, each with some marks; False if it failed."""
    try:
        rows += [{**marks, **row} for row in participant.run(settings)]
        return True
    except Missing as reason:
        print(f"skipped {participant.name}: {reason}", file=sys.stderr)
        return False


def main():
    args = options()
    settings = {"length": 500, "hidden": 100, **vars(args)}
    section = "batches" if args.models == NOTEBOOK else f"batches of {args.models}"
    os.environ.update(tables.INSTRUCTIONS.get(args.instructions, {}))
    if args.startup:
        startup.run(settings)
        return
    there = participants.present(args.only)
    published = tables.published(section).get(tables.processor())
    if args.check and not (published and any(participant.is_peer() for participant in there)):
        lack = "none of the peers is there; see benchmarks/README.md" if published else f"nothing is published of {tables.processor()}"
        print(f"not checked: {lack}", file=sys.stderr)
        return
    participants.export(settings)
    if args.sweep:
        sweep.run(settings, there, measured)
        return
    rows = []
    for number in range(1, args.rounds + 1):
        for participant in list(there):
            print(f"round {number} of {args.rounds}: {participant.name}", file=sys.stderr)
            if not measured(participant, settings, rows, round=number):
                there.remove(participant)
    tables.save("batches", rows)
    first = [row["seconds"] for row in rows if row.get("phase") == "first batch" and row["round"] > 1]
    table = tables.batches(rows)
    how = f"`--rounds {args.rounds} --batches {args.batches} --reviews {args.reviews}`: medians (lowest to highest)"
    text = [table, "", f"Machine: {tables.machine()}; {time.strftime('%Y-%m-%d')}. By {how}."]
    if first:
        text.append(f"From the start of the JVM to the first batch, the cache warm: {sorted(first)[len(first) // 2]:.1f} s.")
    print("\n".join(text))
    if args.check:
        lines, well = check.compared(published, table)
        print("\n".join(lines), file=sys.stderr)
        if not well:
            sys.exit(1)
    if args.docs:
        tables.publish(section, "\n".join(text))


main()
