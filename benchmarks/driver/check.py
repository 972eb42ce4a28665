"""Whether ours has lost speed to the peers since a table was published."""

import re

from participants import LIMIT

ALLOWED = 0.15


def ratios(table):
    """How many times ours a peer takes, by peer, without its version, and column of a table of Markdown."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines() if line.startswith("|")]
    found = {}
    for name, *cells in rows[2:]:
        for column, cell in zip(rows[0][1:], cells):
            times = re.search(r"\*\*(.*) times\*\*", cell)
            if times and not name.startswith(LIMIT):
                found[re.sub(r" \d+\.[\w.-]+", "", name), column] = float(times.group(1))
    return found


def compared(published, measured):
    """Compares two tables: the lines to print, and whether all is well."""
    before, now = ratios(published), ratios(measured)
    both = [key for key in before if key in now]
    missing = {peer: ", ".join(column for one, column in before if one == peer and (one, column) not in now) for peer, _ in before}
    lines = [f"no ratio now: {peer}, {columns}" for peer, columns in missing.items() if columns]
    lost = [key for key in both if now[key] < before[key] * (1 - ALLOWED)]
    lines += [
        f"lost {1 - now[key] / before[key]:.0%}: {key[0]}, {key[1]}: {before[key]:.2f} times ours as published, {now[key]:.2f} now"
        for key in lost
    ]
    lines.append(f"{len(lost)} of {len(both)} ratios to peers lost more than {ALLOWED:.0%}")
    return lines, bool(both) and not lost
