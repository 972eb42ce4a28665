"""Line charts as SVG, side by side."""

from html import escape

COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"]
WIDTH, HEIGHT = 330, 250
LEFT, RIGHT, TOP, BOTTOM = 56, 14, 34, 46


def figure(panels, columns=2):
    """Panels are dictionaries: title, x and y (names of the axes), lines {name: [(x, y), ...]}."""
    names = list(dict.fromkeys(name for panel in panels for name in panel["lines"]))
    colours = {name: COLOURS[index % len(COLOURS)] for index, name in enumerate(names)}
    rows = (len(panels) + columns - 1) // columns
    width, height = columns * WIDTH, rows * HEIGHT + 20
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="11">',
        f'<rect width="{width}" height="{height}" fill="white"/>',
    ]
    for index, panel in enumerate(panels):
        x, y = index % columns * WIDTH, index // columns * HEIGHT
        parts += [f'<g transform="translate({x},{y})">', *_panel(panel, colours), "</g>"]
    for index, name in enumerate(names):
        x = 10 + index * 150
        parts.append(f'<rect x="{x}" y="{height - 14}" width="10" height="10" fill="{colours[name]}"/>')
        parts.append(f'<text x="{x + 14}" y="{height - 5}">{escape(name)}</text>')
    return "\n".join([*parts, "</svg>", ""])


def _panel(panel, colours):
    points = [point for line in panel["lines"].values() for point in line]
    if not points:
        return []
    xs = sorted({x for x, _ in points})
    step = _step(max(y for _, y in points) / 4)
    top = step * -(-max(y for _, y in points) // step)
    low, high = (xs[0], xs[-1]) if len(xs) > 1 else (xs[0] - 1, xs[0] + 1)

    def across(x):
        return LEFT + 8 + (x - low) / (high - low) * (WIDTH - LEFT - RIGHT - 16)

    def up(y):
        return HEIGHT - BOTTOM - y / top * (HEIGHT - TOP - BOTTOM)

    yield f'<text x="{LEFT}" y="18" font-size="12" font-weight="bold">{escape(panel["title"])}</text>'
    for tick in range(round(top / step) + 1):
        y = up(tick * step)
        yield f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>'
        yield f'<text x="{LEFT - 5}" y="{y + 4:.1f}" text-anchor="end">{tick * step:g}</text>'
    for x in xs:
        yield f'<text x="{across(x):.1f}" y="{HEIGHT - BOTTOM + 15}" text-anchor="middle">{x:,g}</text>'
    yield f'<text x="{(LEFT + WIDTH) / 2}" y="{HEIGHT - BOTTOM + 32}" text-anchor="middle">{escape(panel["x"])}</text>'
    middle = (TOP + HEIGHT - BOTTOM) / 2
    yield f'<text transform="translate(13,{middle}) rotate(-90)" text-anchor="middle">{escape(panel["y"])}</text>'
    for name, line in panel["lines"].items():
        path = " ".join(f"{across(x):.1f},{up(y):.1f}" for x, y in sorted(line))
        yield f'<polyline points="{path}" fill="none" stroke="{colours[name]}" stroke-width="2"/>'
        for x, y in line:
            yield f'<circle cx="{across(x):.1f}" cy="{up(y):.1f}" r="3" fill="{colours[name]}"/>'


def _step(least):
    """The next of 1, 2, 5, 10, 20, ..."""
    power = 1.0
    while power > least:
        power /= 10
    while True:
        for factor in (1, 2, 5):
            if factor * power >= least:
                return factor * power
        power *= 10
