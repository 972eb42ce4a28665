"""How time and memory grow: with sequence length, hidden size, workers and the number of reviews."""

import sys

import svg
import tables
from participants import OURS

LENGTHS = (100, 200, 350, 500)
SIZES = (50, 100, 200)
REVIEWS = (1_000, 5_000, 10_000, 25_000)


def run(settings, there, measured):
    rows = []
    ours = [participant for participant in there if participant.name == OURS]
    everyone = ours + [one for one in there if one.is_peer() and one.most is None and "thread" not in one.name]
    axes = [({"length": length}, everyone) for length in LENGTHS]
    axes += [({"hidden": hidden}, everyone) for hidden in SIZES]
    for count, threads in ((1, settings["threads"]), (2, max(1, settings["threads"] // 2))):
        axes.append(({"workers": count, "threads": threads, "seeds": "1,2", "models": "lstm"}, ours))
    # Twice, because the first encodes the reviews, which takes memory too.
    axes += [({"reviews": reviews, "models": "lstm", "again": again}, ours) for reviews in REVIEWS for again in (0, 1)]
    for changed, who in axes:
        for participant in who:
            print(", ".join(f"{name} {value}" for name, value in changed.items()), participant.name, file=sys.stderr)
            measured(participant, {**settings, **changed}, rows, axis=next(iter(changed)), **changed)
    tables.save("sweep", rows)
    figure = svg.figure(panels(rows))
    (tables.RESULTS / "sweep.svg").write_text(figure)
    print(table(rows))
    if settings["docs"]:
        tables.document("sweep", table(rows))
        (tables.DOCS.parent / "benchmarks.svg").write_text(figure)


def line(rows, axis, key="ms", **wanted):
    """Points of the medians of a key along an axis."""
    picked = [row for row in rows if row["axis"] == axis and key in row]
    xs = sorted({row[axis] for row in picked})
    points = [(x, tables.median(picked, key, **{axis: x}, **wanted)) for x in xs]
    return [(x, y) for x, y in points if y is not None]


def panels(rows):
    names = list(dict.fromkeys(row["participant"] for row in rows))
    result = []
    for axis, title in (("length", "token ids a review"), ("hidden", "units of a recurrent layer")):
        for model, shown in tables.MODELS.items():
            lines = {name: line(rows, axis, participant=name, model=model, phase="train") for name in names}
            result.append({"title": f"{shown}: ms a training batch", "x": title, "y": "milliseconds", "lines": lines})
    speed = line(rows, "workers", "reviewsPerSecond")
    result.append({"title": "Reviews trained a second", "x": "workers", "y": "reviews", "lines": {OURS: speed}})
    memory = [(x, y / 1e6) for x, y in line(rows, "reviews", "memory", again=1)]
    result.append({"title": "Peak resident memory", "x": "reviews in each of training and test set", "y": "MB", "lines": {OURS: memory}})
    return result


def table(rows):
    lines = ["| plot | who | points |", "| --- | --- | --- |"]
    for panel in panels(rows):
        for name, points in panel["lines"].items():
            shown = ", ".join(f"{x:,g}: {y:,.0f}" for x, y in points)
            lines.append(f"| {panel['title']} by {panel['x']} | {name} | {shown} |")
    return "\n".join(lines)
