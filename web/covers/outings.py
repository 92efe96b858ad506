"""Motifs of going out: walk, music, film, sport, and the noticeboard for everything else."""

from math import cos, pi, radians, sin

from web.covers.shapes import HEIGHT, WIDTH, Dice, Disc, Ink, Patch, Point, Ring, Shape, Slab, Wire


def walk(dice: Dice) -> list[Shape]:
    """Hills, a low sun and a path of dots."""
    sun = Disc(dice.between(180, 1020), dice.between(170, 240), dice.between(85, 125), "first")
    shapes: list[Shape] = [sun]
    inks: tuple[Ink, ...] = ("third", "first", "second")
    for hill, ink in enumerate(inks):
        shapes.append(Patch(_ridge(dice, 330 + 92 * hill, 62 - 8 * hill), ink))
        if hill < 2:
            for _ in range(4 + dice.number(3)):
                shapes += _tree(
                    dice.between(40, 1160), 380 + 100 * hill, dice.between(30, 52), inks[hill + 1]
                )
    bend = dice.between(0, pi)
    for step in range(17):
        x = 60 + 68 * step
        shapes.append(Disc(x, 588 + 20 * sin(step / 2.6 + bend), 8, "ground"))
    return shapes


def _ridge(dice: Dice, level: float, swing: float) -> tuple[Point, ...]:
    one, two, slow = dice.between(0, 2 * pi), dice.between(0, 2 * pi), dice.between(0.8, 1.5)
    line = [
        (x, level + swing * sin(one + slow * x / 190) + swing * 0.45 * sin(two + x / 83))
        for x in range(0, WIDTH + 1, 24)
    ]
    return ((0, HEIGHT), *line, (WIDTH, HEIGHT))


def _tree(x: float, y: float, size: float, ink: Ink) -> list[Shape]:
    crown = ((x - size * 0.55, y), (x, y - size * 2.1), (x + size * 0.55, y))
    return [Wire(((x, y - 4), (x, y + size * 0.6)), 7, ink), Patch(crown, ink)]


def music(dice: Dice) -> list[Shape]:
    """A record and the loudness of a song."""
    x = dice.between(210, 330)
    shapes: list[Shape] = [Disc(x, 315, 290, "second")]
    shapes += [Ring(x, 315, radius, 3, "ground") for radius in range(150, 280, 21)]
    shapes += [Disc(x, 315, 108, "first"), Disc(x, 315, 40, "third"), Disc(x, 315, 13, "ground")]
    start = x + 355
    for bar in range(int((WIDTH - start) // 52) + 1):
        height = dice.between(50, 230) * (0.55 + 0.45 * abs(cos(bar / 2.2)))
        shapes.append(Slab(start + 52 * bar, 315 - height, 30, 2 * height, "first" if bar % 4 else "third"))
    return shapes


def film(dice: Dice) -> list[Shape]:
    """A projector's beam between two strips of perforation."""
    x, y = dice.between(120, 220), dice.between(260, 370)
    shapes: list[Shape] = [
        Patch(((x, y), (WIDTH, 20), (WIDTH, 610)), "third"),
        Patch(((x, y), (WIDTH, 150), (WIDTH, 480)), "first"),
        Disc(x, y, 112, "second"),
        Disc(x, y, 34, "ground"),
    ]
    shapes += [
        Disc(x + 70 * cos(radians(60 * hole)), y + 70 * sin(radians(60 * hole)), 20, "ground")
        for hole in range(6)
    ]
    for edge in (0, 540):
        shapes.append(Slab(0, edge, WIDTH, 90, "second"))
        shapes += [Slab(22 + 80 * hole, edge + 26, 44, 40, "ground") for hole in range(15)]
    return shapes


def sport(dice: Dice) -> list[Shape]:
    """Lines of a court and a ball on its way."""
    middle = dice.between(480, 720)
    x, y = middle + dice.pick((-1, 1)) * dice.between(240, 330), dice.between(200, 420)
    shapes: list[Shape] = [
        Slab(0, 0, middle, HEIGHT, "third"),
        Slab(middle - 7, 0, 14, HEIGHT, "second"),
        Ring(middle, 315, 190, 14, "second"),
        Disc(middle, 315, 16, "second"),
    ]
    for side in (0, WIDTH):
        shapes += [Ring(side, 315, 150, 14, "second")]
    for trail in range(4):
        towards = (middle - x) / 5 * (trail + 1)
        shapes.append(Disc(x + towards * 1.25, y + 14 * (trail + 1), 54 - 12 * trail, "first"))
    seam = tuple((x + 46 * sin(step / 3.2) - 8, y - 92 + 11.5 * step) for step in range(17))
    return [*shapes, Disc(x, y, 112, "ground"), Disc(x, y, 98, "first"), Wire(seam, 8, "ground")]


def board(dice: Dice) -> list[Shape]:
    """The noticeboard itself: sheets, pinned not quite straight."""
    shapes: list[Shape] = []
    inks: tuple[Ink, ...] = ("first", "third", "second", "first", "third")
    shift = dice.number(5)
    for place in range(5):
        x, y = 140 + 232 * place + dice.between(-30, 30), dice.between(250, 380)
        width, height, tilt = dice.between(95, 122), dice.between(125, 175), radians(dice.between(-9, 9))
        ink = inks[(place + shift) % 5]
        shapes.append(Patch(_turned(x, y, width, height, tilt), ink))
        for row in range(3):
            left, right = -0.62, dice.between(0.0, 0.62)
            level = -0.25 + 0.3 * row
            line = (
                _at(x, y, left * width, level * height, tilt),
                _at(x, y, right * width, level * height, tilt),
            )
            shapes.append(Wire(line, 13, "ground"))
        pin = _at(x, y, 0, -0.78 * height, tilt)
        shapes += [Disc(*pin, 21, "ground"), Disc(*pin, 13, "second" if ink != "second" else "first")]
    return shapes


def _at(x: float, y: float, across: float, down: float, tilt: float) -> Point:
    return x + across * cos(tilt) - down * sin(tilt), y + across * sin(tilt) + down * cos(tilt)


def _turned(x: float, y: float, width: float, height: float, tilt: float) -> tuple[Point, ...]:
    corners = ((-width, -height), (width, -height), (width, height), (-width, height))
    return tuple(_at(x, y, across, down, tilt) for across, down in corners)
