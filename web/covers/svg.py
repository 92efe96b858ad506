"""A cover as SVG: for the page, without a pixel of photograph."""

from html import escape

from web.covers.palette import Palette, palette
from web.covers.shapes import HEIGHT, WIDTH, Dice, Disc, Patch, Pie, Ring, Shape, Slab, Wire
from web.covers.types import MOTIFS, motif_name


def drawing(seed: str, kind: str, accent: str) -> tuple[Palette, list[Shape]]:
    """Inks and shapes of a cover; the same for the same three words, always."""
    name = motif_name(kind)
    dice = Dice(f"{name}:{seed}")
    return palette(accent, dice), MOTIFS[name](dice)


def cover_svg(seed: str, kind: str, accent: str, title: str = "") -> str:
    """A whole SVG file, 1200 × 630; `title` is for those who do not see it. ValueError for a bad accent."""
    inks, shapes = drawing(seed, kind, accent)
    body = "".join(_element(shape, inks) for shape in shapes)
    label = f"<title>{escape(title)}</title>" if title else f"<title>{motif_name(kind)}</title>"
    ground = f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{inks["ground"]}"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" role="img">{label}{ground}{body}</svg>\n'
    )


def _element(shape: Shape, inks: Palette) -> str:
    ink = inks[shape.ink]
    match shape:
        case Disc(x, y, radius, _):
            return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}" fill="{ink}"/>'
        case Ring(x, y, radius, width, _):
            line = f'fill="none" stroke="{ink}" stroke-width="{_n(width)}"'
            return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}" {line}/>'
        case Slab(x, y, width, height, _):
            return f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" fill="{ink}"/>'
        case Patch(points, _):
            return f'<path d="M{_path(points)}z" fill="{ink}"/>'
        case Wire(points, width, _):
            ends = 'stroke-linecap="round" stroke-linejoin="round"'
            return (
                f'<path d="M{_path(points)}" fill="none" stroke="{ink}" stroke-width="{_n(width)}" {ends}/>'
            )
        case Pie():
            return f'<path d="{_pie(shape)}" fill="{ink}"/>'


def _pie(pie: Pie) -> str:
    turns = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}
    (x1, y1), (x2, y2) = turns[pie.start % 360], turns[(pie.start + pie.sweep) % 360]
    start = f"{_n(pie.x + x1 * pie.radius)} {_n(pie.y + y1 * pie.radius)}"
    end = f"{_n(pie.x + x2 * pie.radius)} {_n(pie.y + y2 * pie.radius)}"
    radius = _n(pie.radius)
    return f"M{_n(pie.x)} {_n(pie.y)}L{start}A{radius} {radius} 0 0 1 {end}z"


def _path(points: tuple[tuple[float, float], ...]) -> str:
    return "L".join(f"{_n(x)} {_n(y)}" for x, y in points)


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
