"""How long a user waits for the first number: the commands of a run that is there, each by the launcher, in rounds."""

import os
import subprocess
import sys
import tempfile
import time

import tables
from participants import HERE

HOME = HERE.parent
SPEC = HOME / "experiments" / "quickstart.json"
FIRST_BATCH = '"event":"batch-trained"'


def run(settings):
    run = HERE / "target" / "work" / "quickstart"
    if not (run / "comparison.json").exists():
        print("the quickstart, once", file=sys.stderr)
        subprocess.run([HOME / "bakeoff", "run", SPEC, "--out", run, "--overwrite"], check=True, stdout=subprocess.DEVNULL)
    with tempfile.TemporaryDirectory() as folder:
        new = ["--out", "NEW"]
        commands = {
            "`--version`": ["--version"],
            "`schema`": ["schema"],
            "`validate`": ["validate", SPEC],
            "`report`": ["report", run],
            "`compare`": ["compare", run, *new],
            "`predict`, one text": ["predict", run, "The plot was not dull."],
            "`run` to its first batch": ["run", SPEC, "--json", "--workers", "1", "--set", "/training/epochs=1", *new],
        }
        rows = []
        for number in range(1, settings["rounds"] + 1):
            for name, words in commands.items():
                print(f"round {number} of {settings['rounds']}: {name}", file=sys.stderr)
                words = [f"{folder}/{number}-{words[0]}" if word == "NEW" else word for word in words]
                seconds, cpu = waited([HOME / "bakeoff", *words], FIRST_BATCH if "--json" in words else None)
                rows.append({"command": name, "round": number, "seconds": seconds, "cpu": cpu})
    tables.save("startup", rows)
    text = [table(rows), "", f"Machine: {tables.machine()}; {time.strftime('%Y-%m-%d')}. Fastest of {settings['rounds']} rounds (median)."]
    print("\n".join(text))
    if settings["docs"]:
        tables.document("startup", "\n".join(text))


def waited(command, line):
    """The seconds until a command ends, or has printed a line that contains this; and those of processor time, if it ended."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    for printed in process.stdout:
        if line and line in printed:
            seconds = time.monotonic() - start
            process.terminate()
            process.communicate()
            return seconds, None
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - start
    if status:
        raise SystemExit(f"{' '.join(map(str, command))} failed")
    return seconds, usage.ru_utime + usage.ru_stime


def table(rows):
    lines = ["| | seconds | of processor time |", "| --- | ---: | ---: |"]
    for command in dict.fromkeys(row["command"] for row in rows):
        cells = [command]
        for key in ("seconds", "cpu"):
            values = [row[key] for row in rows if row["command"] == command and row[key] is not None]
            cells.append(f"{min(values):.2f} ({sorted(values)[len(values) // 2]:.2f})" if values else "")
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)
