"""Writes lines of 230 random words of a run's vocabulary, to be classified: random_lines.py DATA_JSON LINES."""

import json
import random
import sys


def main(data: str, lines: int) -> None:
    with open(data, encoding="utf-8") as file:
        words = [word for word in json.load(file)["vocabulary"] if not word.startswith("<")]
    random.seed(1)
    for _ in range(lines):
        print(" ".join(random.choices(words, k=230)))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
