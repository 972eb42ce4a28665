"""Who is measured: commands that print their results as lines of JSON."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent.parent
WORK = HERE / "target" / "work"
PEERS = HERE / "peers"
OURS = "Bakeoff"
LIMIT = "The limit by sgemm"
SET_FOR_OURS = ["GOMP_SPINCOUNT", "GLIBC_TUNABLES"]


class Missing(Exception):
    """A participant that isn't there; says how to get it."""


class Participant:
    """One of those that are measured, with its command for given settings."""

    def __init__(self, name, command, most=None):
        self.name, self.command, self.most = name, command, most

    def is_peer(self):
        return self.name != OURS and not self.name.startswith(LIMIT)

    def run(self, settings):
        """The lines that it printed. Each has peak resident memory and seconds since the start added."""
        settings = dict(settings)
        if self.most:
            settings["batches"] = min(settings["batches"], self.most)
        environment = dict(os.environ)
        if self.is_peer():
            for name in SET_FOR_OURS:
                environment.pop(name, None)
        start = time.monotonic()
        process = subprocess.Popen(
            self.command(settings), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment, cwd=HERE
        )
        lines = []
        for line in process.stdout:
            if line.startswith("{"):
                lines.append({**json.loads(line), "seconds": time.monotonic() - start})
        error = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            said = [line for line in error.splitlines() if line.strip() and not line[0].isspace()]
            raise Missing(f"failed: {said[-1] if said else 'without a word'}")
        memory = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
        return [{"participant": self.name, "memory": memory, **line} for line in lines]


def java(main, *arguments):
    command = os.environ["BAKEOFF_BENCHMARK_JAVA"].split()
    return [*command, "-cp", os.environ["BAKEOFF_BENCHMARK_CLASSPATH"], f"org.bakeoff.benchmarks.{main}", *arguments]


def notebook(settings, *names):
    """The options of a Java command that settings give."""
    options = ["--cache", str(WORK / "cache"), "--reviews", str(settings["reviews"])]
    if settings["source"]:
        options += ["--source", settings["source"]]
    for name in names:
        options += [f"--{name}", str(settings[name])]
    return options


def ours(settings):
    out = WORK / "run"
    shutil.rmtree(out, ignore_errors=True)
    names = ["length", "hidden", "threads", "models", "device"] + [name for name in ("workers", "seeds") if name in settings]
    return java("BatchTimes", "--out", str(out), *notebook(settings, *names))


def limit(steps):
    """The command that times the layers' matrix products, for as many time steps a batch as a function of the settings gives."""

    def command(settings):
        cpu_only(settings)
        names = ("hidden", "batches", "threads", "models")
        options = [word for name in names for word in (f"--{name}", str(settings[name]))]
        return java("Sgemm", "--steps", ",".join(map(str, steps(settings))), *options)

    return command


def all_steps(settings):
    """Those of 64 reviews, padding included, in training and in prediction."""
    return [64 * settings["length"]] * 2


def steps_ours(settings):
    """The same, if columns that are padding in all reviews of a batch count once, and batches are made as ours are."""
    length = settings["length"]
    result = []
    # Training groups similar lengths within 50 batches, prediction within all; the latter takes 64 reviews a thread.
    for name, size, window in (("train", 64, 50 * 64), ("test", 64 * settings["threads"], None)):
        tokens = (WORK / "reviews" / f"{name}-tokens.int32").read_bytes()
        reviews = [tokens[start : start + 4 * length] for start in range(0, len(tokens), 4 * length)]
        # Padding is in front, and its id is 0.
        padding = [(len(review) - len(review.lstrip(b"\0"))) // 4 for review in reviews]
        steps = 0
        for start in range(0, len(padding), window or len(padding)):
            order = sorted(padding[start : start + (window or len(padding))])
            for batch in (order[at : at + size] for at in range(0, len(order), size)):
                steps += len(batch) * (length - batch[0]) + batch[0]
        result.append(round(64 * steps / len(reviews)))
    return result


def export(settings):
    """Writes the reviews that the peers read."""
    subprocess.run(
        java("ExportReviews", "--out", str(WORK / "reviews"), *notebook({**settings, "length": 500}, "length")), check=True
    )


def peer(settings, threads=None):
    options = ["--reviews", str(WORK / "reviews")]
    for name in ("length", "hidden", "batches", "threads", "models"):
        options += [f"--{name}", str(threads if threads and name == "threads" else settings[name])]
    return options


def python(script, threads=None, device=False):
    def command(settings):
        if not device:
            cpu_only(settings)
        options = ["--device", settings["device"]] if device else []
        return [peers_python(), str(PEERS / script), *peer(settings, threads), *options]

    return command


def peers_python():
    chosen = os.environ.get("BAKEOFF_PEERS_PYTHON")
    own = HERE / ".venv" / "bin" / "python"
    return chosen or (str(own) if own.exists() else sys.executable)


def cpu_only(settings):
    if settings["device"] != "cpu":
        raise Missing("it is measured on the CPU only")


def deeplearning4j(settings):
    cpu_only(settings)
    lib = PEERS / "deeplearning4j" / "target" / "lib"
    return [
        *("java", "-Dorg.bytedeco.javacpp.maxphysicalbytes=0", "-Xmx4g", "-cp", f"{lib}/*"),
        *("org.bakeoff.peers.BatchTimes", *peer(settings)),
    ]


def need_modules(*modules):
    """Raises unless the peers' Python has the modules."""
    probe = "import importlib.util as u, sys; print(*[m for m in sys.argv[1:] if not u.find_spec(m)])"
    found = subprocess.run([peers_python(), "-c", probe, *modules], capture_output=True, text=True, check=True)
    if found.stdout.strip():
        raise Missing(f"{peers_python()} has no {found.stdout.strip()}; see benchmarks/README.md")


def need_deeplearning4j():
    if not (PEERS / "deeplearning4j" / "target" / "lib").is_dir():
        raise Missing("it isn't built; see benchmarks/README.md")


ALL = [
    (Participant(OURS, ours), lambda: None),
    (Participant(LIMIT, limit(all_steps)), lambda: None),
    (Participant(f"{LIMIT}, common padding once", limit(steps_ours)), lambda: None),
    (Participant("Keras on TensorFlow", python("keras_tensorflow.py")), lambda: need_modules("keras", "tensorflow")),
    (Participant("PyTorch", python("pytorch.py", device=True)), lambda: need_modules("torch", "numpy")),
    (Participant("PyTorch, 1 thread", python("pytorch.py", threads=1)), lambda: need_modules("torch", "numpy")),
    # A batch takes it seconds; three are enough.
    (Participant("Deeplearning4j", deeplearning4j, most=3), need_deeplearning4j),
]


def present(wanted):
    """Those that are there; the others are named on standard error."""
    there = []
    for participant, need in ALL:
        if wanted and not any(word.lower() in participant.name.lower() for word in wanted):
            continue
        try:
            need()
            there.append(participant)
        except Missing as reason:
            print(f"skipped {participant.name}: {reason}", file=sys.stderr)
    return there
