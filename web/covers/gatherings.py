"""Motifs of people coming together: talk, meetup, table, food, online, action."""

from math import cos, pi, sin

from web.covers.shapes import HEIGHT, WIDTH, Dice, Disc, Ink, Patch, Pie, Ring, Shape, Slab, Wire

_INKS: tuple[Ink, ...] = ("first", "second", "third")


def talk(dice: Dice) -> list[Shape]:
    """Speech balloons, one of them with words in it."""
    x, mirrored = dice.between(330, 480), dice.chance(50)
    shapes: list[Shape] = [
        *_balloon(x + 560, 250, 165, "third", leans=1),
        *_balloon(x + 330, 400, 120, "second", leans=1),
        *_balloon(x, 290, 225, "first", leans=-1),
    ]
    for row, length in enumerate((dice.between(210, 280), dice.between(150, 280), dice.between(80, 160))):
        shapes.append(Slab(x - 140, 215 + 58 * row, length, 26, "ground"))
    shapes += [Disc(x + 512 + 48 * dot, 250, 15, "ground") for dot in range(3)]
    return [_mirror(shape) for shape in shapes] if mirrored else shapes


def _balloon(x: float, y: float, radius: float, ink: Ink, leans: int) -> list[Shape]:
    tail = ((x + leans * radius * 0.15, y + radius * 0.8), (x + leans * radius * 0.95, y + radius * 1.15))
    return [Disc(x, y, radius, ink), Patch((*tail, (x + leans * radius * 0.85, y + radius * 0.4)), ink)]


def _mirror(shape: Shape) -> Shape:
    match shape:
        case Disc(x, y, radius, ink):
            return Disc(WIDTH - x, y, radius, ink)
        case Patch(points, ink):
            return Patch(tuple((WIDTH - x, y) for x, y in points), ink)
        case Slab(x, y, width, height, ink):
            return Slab(WIDTH - x - width, y, width, height, ink)
        case _:
            return shape


def meetup(dice: Dice) -> list[Shape]:
    """A crowd seen from the front: heads and shoulders in two rows."""
    shapes: list[Shape] = []
    for seat in range(6):
        x = 60 + 216 * seat + dice.between(-18, 18)
        shapes += _person(x, 330 + dice.between(-25, 25), 62, "third")
    for seat in range(5):
        x = 168 + 216 * seat + dice.between(-18, 18)
        shapes += _person(x, 420 + dice.between(-30, 30), 74, "first" if dice.chance(65) else "second")
    return shapes


def _person(x: float, y: float, size: float, ink: Ink) -> list[Shape]:
    shoulders = y + size * 1.28 + size * 1.55
    person: list[Shape] = [
        Disc(x, y - size * 0.4, size, "ground"),
        Disc(x, y - size * 0.4, size * 0.86, ink),
        Pie(x, shoulders, size * 1.68, 180, 180, "ground"),
        Pie(x, shoulders, size * 1.55, 180, 180, ink),
    ]
    below = HEIGHT - shoulders
    return (
        [*person, Slab(x - size * 1.55, shoulders - 1, size * 3.1, below + 1, ink)] if below > 0 else person
    )


def table(dice: Dice) -> list[Shape]:
    """A table from above, chairs around it, something on it."""
    x, y, seats = dice.between(430, 770), 315, 7 + dice.number(4)
    turn = dice.between(0, 1)
    shapes: list[Shape] = []
    for seat in range(seats):
        angle = 2 * pi * (seat + turn) / seats
        shapes.append(Disc(x + 268 * cos(angle), y + 268 * sin(angle), 56, "second" if seat % 3 else "third"))
    shapes += [Disc(x, y, 226, "ground"), Disc(x, y, 212, "first")]
    for seat in range(seats):
        angle = 2 * pi * (seat + turn) / seats
        plate = (x + 150 * cos(angle), y + 150 * sin(angle))
        shapes.append(Ring(*plate, 33, 7, "ground") if seat % 2 else Disc(*plate, 36, "ground"))
    shapes += [Disc(x, y, 58, "third"), Disc(x, y, 34, "second")]
    for corner in (x - 610, x + 610):
        shapes += [Disc(corner, y, 226, "third"), Disc(corner, y, 58, "ground")]
    return shapes


def food(dice: Dice) -> list[Shape]:
    """Bowls, plates and fruit in rows, as on a kitchen shelf."""
    shapes: list[Shape] = []
    for row in range(2):
        for column in range(5):
            x, y = 120 + 240 * column, 215 + 265 * row
            ink = dice.pick(_INKS)
            other = _INKS[(_INKS.index(ink) + 1) % 3]
            shapes += dice.pick((_bowl, _plate, _fruit, _cup))(x, y, ink, other)
        shapes.append(Slab(0, 290 + 265 * row, WIDTH, 10, "second"))
    return shapes


def _bowl(x: float, y: float, ink: Ink, other: Ink) -> list[Shape]:
    return [Disc(x - 30, y - 36, 40, other), Disc(x + 34, y - 34, 32, other), Pie(x, y - 24, 96, 0, 180, ink)]


def _plate(x: float, y: float, ink: Ink, other: Ink) -> list[Shape]:
    return [Disc(x, y - 21, 94, ink), Disc(x, y - 21, 58, "ground"), Disc(x, y - 21, 36, other)]


def _fruit(x: float, y: float, ink: Ink, other: Ink) -> list[Shape]:
    return [
        Disc(x, y + 1, 72, ink),
        Pie(x, y - 70, 56, 270, 90, other),
        Wire(((x, y - 96), (x, y - 60)), 8, other),
    ]


def _cup(x: float, y: float, ink: Ink, other: Ink) -> list[Shape]:
    steam = tuple((x - 6 + 12 * sin(step / 2), y - 80 - 9 * step) for step in range(9))
    return [Ring(x + 62, y + 8, 30, 14, ink), Slab(x - 66, y - 58, 128, 132, ink), Wire(steam, 9, other)]


def online(dice: Dice) -> list[Shape]:
    """Servers and the lines between them."""
    nodes = [
        (130 + 188 * column + dice.between(-45, 45), 130 + 185 * row + dice.between(-45, 45))
        for column in range(6)
        for row in range(3)
    ]
    shapes: list[Shape] = []
    for index, node in enumerate(nodes):
        for other in (index + 1, index + 3, index + 4, index + 2):
            same_column_end = other == index + 1 and index % 3 == 2
            if other < len(nodes) and not same_column_end and dice.chance(52):
                shapes.append(Wire((node, nodes[other]), 6, "second"))
    hub = dice.number(len(nodes))
    for index, (x, y) in enumerate(nodes):
        size = 88 if index == hub else dice.between(20, 50)
        shapes += [
            Disc(x, y, size + 9, "ground"),
            Disc(x, y, size, "first" if index == hub else dice.pick(_INKS)),
        ]
        if index == hub:
            shapes += [Disc(x, y, 50, "ground"), Disc(x, y, 26, "second")]
    return shapes


def action(dice: Dice) -> list[Shape]:
    """Placards above a crowd."""
    shapes: list[Shape] = []
    for place in range(6):
        x, y = 100 + 200 * place + dice.between(-25, 25), dice.between(95, 230)
        tilt, ink = dice.between(-22, 22), dice.pick(_INKS)
        shapes.append(Wire(((x, y + 100), (x - tilt * 2, HEIGHT)), 14, "second"))
        corners = (
            (x - 92, y + tilt),
            (x + 92, y - tilt),
            (x + 92 + tilt, y + 130 - tilt),
            (x - 92 + tilt, y + 130 + tilt),
        )
        shapes.append(Patch(corners, ink))
        shapes.append(Wire(((x - 55, y + 48 + tilt * 0.6), (x + 60, y + 48 - tilt * 0.6)), 14, "ground"))
        shapes.append(Wire(((x - 50, y + 84 + tilt * 0.6), (x + 20, y + 84)), 14, "ground"))
    for head in range(11):
        x = 10 + 120 * head + dice.between(-12, 12)
        shapes += [
            Disc(x, 580 + dice.between(-22, 14), 66, "ground"),
            Disc(x, 580 + dice.between(-6, 6), 58, dice.pick(_INKS)),
        ]
    return shapes
