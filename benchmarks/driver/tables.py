"""Medians and ratios as Markdown, and where they go: results/ and docs/benchmarks.md."""

import csv
import json
import os
import pathlib
import platform
import re
import statistics

from participants import HERE, OURS

RESULTS = HERE / "results"
DOCS = HERE.parent / "docs" / "benchmarks.md"
MODELS = {"lstm": "LSTM", "simple-rnn": "SimpleRNN"}
PHASES = {"train": "training", "predict": "prediction"}


def median(rows, key="ms", **wanted):
    values = [row[key] for row in rows if key in row and all(row.get(name) == value for name, value in wanted.items())]
    return statistics.median(values) if values else None


def spread(rows, **wanted):
    values = [row["ms"] for row in rows if "ms" in row and all(row.get(name) == value for name, value in wanted.items())]
    return f"{min(values):,.0f}-{max(values):,.0f}" if len(values) > 1 else ""


def batches(rows):
    """A row a participant: milliseconds a batch with their range, and how many times ours that is."""
    cells = [(model, phase) for phase in PHASES for model in MODELS]
    heads = [f"{MODELS[model]} {PHASES[phase]}" for model, phase in cells]
    lines = ["| | " + " | ".join(heads) + " | memory |", "| --- |" + " ---: |" * (len(cells) + 1)]
    names = dict.fromkeys(row["participant"] for row in rows)
    versions = {row["participant"]: row["version"] for row in rows if "version" in row}
    for name in names:
        line = [versions.get(name, name) + (", 1 thread" if name.endswith("1 thread") else "")]
        for model, phase in cells:
            own = {"participant": name, "model": model, "phase": phase}
            value = median(rows, **own)
            base = median(rows, participant=OURS, model=model, phase=phase)
            ratio = "" if name == OURS or not value or not base else f", **{value / base:.2f} times**"
            line.append("-" if value is None else f"{value:,.0f} ms ({spread(rows, **own)}){ratio}".replace(" ()", ""))
        line.append(f"{median(rows, 'memory', participant=name) / 1e6:,.0f} MB")
        lines.append("| " + " | ".join(line) + " |")
    return "\n".join(lines)


def machine():
    name = platform.processor() or platform.machine()
    cpuinfo = pathlib.Path("/proc/cpuinfo")
    if cpuinfo.exists():
        found = re.search(r"model name\s*: (.*)", cpuinfo.read_text())
        name = found.group(1) if found else name
    return f"{name}, {os.cpu_count()} cores, {platform.system()}"


def save(name, rows):
    """Writes results/NAME.csv and .json."""
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{name}.json").write_text(json.dumps({"machine": machine(), "rows": rows}, indent=1) + "\n")
    keys = list(dict.fromkeys(key for row in rows for key in row))
    with open(RESULTS / f"{name}.csv", "w", newline="") as file:
        writer = csv.DictWriter(file, keys, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def document(section, text):
    """Puts a text between the section's marks in docs/benchmarks.md."""
    page = DOCS.read_text()
    begin, end = f"<!-- {section}: written by benchmarks/run -->", f"<!-- end of {section} -->"
    head, rest = page.split(begin)
    tail = rest.split(end, 1)[1]
    DOCS.write_text(f"{head}{begin}\n{text}\n{end}{tail}")
