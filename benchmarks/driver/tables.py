"""Medians and ratios as Markdown, and where they go: results/ and docs/benchmarks.md."""

import csv
import json
import os
import pathlib
import platform
import re
import statistics

from participants import HERE, LIMIT, OURS

RESULTS = HERE / "results"
DOCS = HERE.parent / "docs" / "benchmarks.md"
MODELS = {"lstm": "LSTM", "simple-rnn": "SimpleRNN", "gru": "GRU"}
PHASES = {"train": "training", "predict": "prediction"}
# What lets PyTorch and the math libraries below it, TensorFlow and Deeplearning4j compute as on a processor with no more.
INSTRUCTIONS = {
    "avx2": {
        "ATEN_CPU_CAPABILITY": "avx2",
        "MKL_ENABLE_INSTRUCTIONS": "AVX2",
        "ONEDNN_MAX_CPU_ISA": "AVX2",
        "DNNL_MAX_CPU_ISA": "AVX2",
        "OPENBLAS_CORETYPE": "HASWELL",
    }
}


def median(rows, key="ms", **wanted):
    values = [row[key] for row in rows if key in row and all(row.get(name) == value for name, value in wanted.items())]
    return statistics.median(values) if values else None


def spread(rows, **wanted):
    values = [row["ms"] for row in rows if "ms" in row and all(row.get(name) == value for name, value in wanted.items())]
    return f"{min(values):,.0f}-{max(values):,.0f}" if len(values) > 1 else ""


def batches(rows):
    """A row a participant: milliseconds a batch with their range, and how many times ours that is."""
    cells = [(model, phase) for phase in PHASES for model in MODELS if median(rows, model=model) is not None]
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
        line.append("-" if name.startswith(LIMIT) else f"{median(rows, 'memory', participant=name) / 1e6:,.0f} MB")
        lines.append("| " + " | ".join(line) + " |")
    return "\n".join(lines)


def processor():
    """The processor with the widest instructions that it has, or is told to use: what distinguishes published tables."""
    cpuinfo = pathlib.Path("/proc/cpuinfo")
    said = cpuinfo.read_text() if cpuinfo.exists() else ""
    found = re.search(r"model name\s*: (.*)", said)
    name = found.group(1) if found else platform.processor() or platform.machine()
    widest = next((shown for flag, shown in (("avx512f", "AVX-512"), ("avx2", "AVX2")) if f" {flag} " in said), None)
    if widest == "AVX-512" and INSTRUCTIONS["avx2"].items() <= os.environ.items():
        return f"{name}, AVX2 instead of AVX-512"
    return f"{name}, {widest}" if widest else name


def machine():
    return f"{processor()}, {os.cpu_count()} cores, {platform.system()}"


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
    head, _, tail = _page(section)
    DOCS.write_text(f"{head}\n{text}\n{tail}")


def published(section):
    """What is published of each processor: the text below its name, in the section's order."""
    parts = re.split(r"^### (.*)\n", _page(section)[1], flags=re.MULTILINE)
    return {name: text.strip() for name, text in zip(parts[1::2], parts[2::2])}


def publish(section, text):
    """Puts a text in the place of what is published of this processor, and keeps what is published of others."""
    texts = {**published(section), processor(): text}
    document(section, "\n\n".join(f"### {name}\n{text}" for name, text in texts.items()))


def _page(section):
    """docs/benchmarks.md up to the section's first mark, between its marks, and from the last on."""
    return re.fullmatch(
        rf"(.*<!-- {section}: written by benchmarks/run -->)(.*)(<!-- end of {section} -->.*)", DOCS.read_text(), re.DOTALL
    ).groups()
