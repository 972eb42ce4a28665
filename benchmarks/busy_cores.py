"""Milliseconds a training batch while other processes keep cores busy.

    python benchmarks/busy_cores.py ARCHIVE [repeats [setting...]]

Trains the networks of experiments/imdb-notebook.json for four epochs of 20 batches of 64 reviews, in every setting with 0, 1
and 2 processes beside that do nothing but count, and all of it again as often as it says. Prints the median over all but the
first epochs, the smallest and the largest. Reviews are truncated to 100 tokens, so that it takes minutes.
ARCHIVE holds the Large Movie Review Dataset.
"""

import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
BATCHES = 20
EPOCHS = 4
MODELS = {
    "lstm": {"plugin": "lstm", "config": {"embedding": 32, "hidden": [100]}},
    "simple-rnn": {"plugin": "simplernn", "config": {"embedding": 32, "hidden": [100, 100]}},
}
# A name, threads a trial, trials at once, and how the threads of a trial wait for each other.
SETTINGS = [
    ("1 thread", 1, 1, {}),
    ("1 thread, two trials at once", 1, 2, {}),
    ("2 threads", 2, 1, {}),
    ("2 threads, GOMP_SPINCOUNT=1000", 2, 1, {"GOMP_SPINCOUNT": "1000"}),
    ("2 threads, OMP_WAIT_POLICY=PASSIVE", 2, 1, {"OMP_WAIT_POLICY": "PASSIVE"}),
]


def spec(model, archive, threads, trials):
    return {
        "name": "busy-cores",
        "dataset": {"plugin": "imdb", "config": {"source": str(archive), "limit": 64 * BATCHES, "length": 100}},
        "models": {model: MODELS[model]},
        "training": {
            "epochs": EPOCHS,
            "validation": 0,
            "seeds": list(range(1, trials + 1)),
            "threads": threads,
            "device": "cpu",
        },
        "evaluators": [{"plugin": "accuracy"}],
    }


def batches(model, archive, threads, trials, environment):
    """Milliseconds a batch, one figure for every epoch of a trial but its first."""
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder, "spec.json")
        file.write_text(json.dumps(spec(model, archive, threads, trials)))
        command = [ROOT / "bakeoff", "run", file, "--out", pathlib.Path(folder, "run")]
        command += ["--workers", str(trials if trials > 1 else 0)]
        subprocess.run(command, env={**os.environ, **environment}, check=True, capture_output=True)
        found = []
        for history in pathlib.Path(folder, "run", "trials").glob("*/history.jsonl"):
            lines = [json.loads(line) for line in history.read_text().splitlines()]
            found += [line["seconds"] * 1000 / BATCHES for line in lines[1:]]
        return found


def main():
    archive = pathlib.Path(sys.argv[1]).resolve()
    repeats = int(sys.argv[2]) if len(sys.argv) > 2 else 2
    settings = [setting for setting in SETTINGS if len(sys.argv) <= 3 or setting[0] in sys.argv[3:]]
    times = {}
    for _ in range(repeats):
        for name, threads, trials, environment in settings:
            for busy in (0, 1, 2):
                counting = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(busy)]
                try:
                    for model in MODELS:
                        found = batches(model, archive, threads, trials, environment)
                        times.setdefault((model, name, busy), []).extend(found)
                finally:
                    for process in counting:
                        process.kill()
                        process.wait()
    for model in MODELS:
        print(f"\n{model} | nothing else | 1 busy process | 2 busy processes")
        for name, *_ in settings:
            row = [times[model, name, busy] for busy in (0, 1, 2)]
            print(name + "".join(f" | {statistics.median(cell):.0f} ({min(cell):.0f}-{max(cell):.0f})" for cell in row))


if __name__ == "__main__":
    main()
