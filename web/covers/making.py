"""Motifs of making and learning: hack, workshop, reading, art, games, market."""

from web.covers.shapes import HEIGHT, WIDTH, Dice, Disc, Ink, Patch, Pie, Ring, Shape, Slab, Wire

_INKS: tuple[Ink, ...] = ("first", "second", "third")
_UNDER: tuple[Ink, ...] = ("ground", "ground", "third")


def hack(dice: Dice) -> list[Shape]:
    """A punched card."""
    shapes: list[Shape] = [
        Patch(
            ((70, 130), (150, 50), (1130, 50), (1130, 580), (70, 580)),
            "third",
        )
    ]
    for column in range(22):
        punched = {dice.number(8), dice.number(8)}
        for row in range(8):
            x, y = 112 + 45.2 * column, 98 + 59 * row
            if row == 0 and column < 2:
                continue
            hole = row in punched
            shapes.append(Slab(x, y, 24, 40, "ground") if hole else Slab(x + 10, y + 10, 4, 20, "first"))
    lucky = dice.number(12) + 5
    shapes += [Slab(106 + 45.2 * lucky, 50, 36, 530, "second")]
    shapes += [
        Slab(112 + 45.2 * lucky, 98 + 59 * row, 24, 40, "ground")
        for row in (dice.number(4), 4 + dice.number(4))
    ]
    return shapes


def workshop(dice: Dice) -> list[Shape]:
    """A patchwork of triangles and quarter rounds."""
    grounds: list[Shape] = []
    pieces: list[Shape] = []
    side = 150
    for column in range(8):
        for row in range(-1, 5):
            x, y = column * side, row * side - 30
            ink, under = dice.pick(_INKS), dice.pick(_UNDER)
            # All grounds lie under all pieces and overlap a little, so that no seam shines through.
            grounds.append(Slab(x - 1, y - 1, side + 2, side + 2, under if under != ink else "ground"))
            pieces.append(_piece(dice, x, y, side, ink))
    return [*grounds, *pieces]


def _piece(dice: Dice, x: float, y: float, side: float, ink: Ink) -> Shape:
    corners = [(x, y), (x + side, y), (x + side, y + side), (x, y + side)]
    turn, sort = dice.number(4), dice.number(10)
    if sort < 6:
        return Patch((corners[turn], corners[(turn + 1) % 4], corners[(turn + 2) % 4]), ink)
    if sort < 9:
        return Pie(*corners[turn], side, 90 * turn, 90, ink)
    return Disc(x + side / 2, y + side / 2, side * 0.32, ink)


def reading(dice: Dice) -> list[Shape]:
    """Books on a shelf."""
    shapes: list[Shape] = []
    x = dice.between(-30, 20)
    while x < WIDTH:
        width, height = dice.between(44, 104), dice.between(270, 425)
        top, ink = 535 - height, dice.pick(_INKS)
        if dice.chance(12):
            lean = height * 0.28
            shapes.append(
                Patch(((x + lean, top), (x + lean + width, top + 22), (x + width, 535), (x, 535)), ink)
            )
            x += width + lean + 14
            continue
        shapes.append(Slab(x, top, width, height, ink))
        band = dice.between(30, 80)
        shapes.append(Slab(x, top + band, width, dice.pick((10, 34, 70)), "ground"))
        if dice.chance(50):
            shapes.append(Disc(x + width / 2, 490, width * 0.2, "ground"))
        x += width + dice.pick((5, 5, 5, 38))
    return [*shapes, Slab(0, 535, WIDTH, 26, "second")]


def art(dice: Dice) -> list[Shape]:
    """Large plain shapes that lean on each other."""
    x = dice.between(250, 420)
    turn = dice.number(2)
    return [
        Slab(x - 190, 105, 380, 420, "third"),
        Pie(x + 190, 525, 420, 180, 90, "first") if turn else Pie(x - 190, 525, 420, 270, 90, "first"),
        Disc(x + 430, 235, 170, "second"),
        Pie(x + 430, 235, 170, 90 * dice.number(4), 180, "first"),
        Patch(((x + 270, 555), (x + 470, 300), (x + 670, 555)), "third"),
        Wire(((x - 250, 555), (x + 760, 555)), 14, "second"),
        Wire(((x + 640, 60), (x + 640, 555)), 14, "second"),
        Ring(x + 640, dice.between(140, 260), 72, 14, "second"),
    ]


def games(dice: Dice) -> list[Shape]:
    """A board with pieces."""
    shapes: list[Shape] = []
    side = 126
    pieces = {(dice.number(10), dice.number(5)) for _ in range(13)}
    for column in range(10):
        for row in range(5):
            x, y = column * side - 30, row * side
            dark = (column + row) % 2 == 0
            if dark:
                shapes.append(Slab(x, y, side, side, "third"))
            if (column, row) in pieces:
                ink: Ink = "first" if (column * 3 + row) % 2 else "second"
                shapes += [
                    Disc(x + side / 2, y + side / 2, 48, ink),
                    Ring(x + side / 2, y + side / 2, 30, 6, "ground"),
                ]
    return shapes


def market(dice: Dice) -> list[Shape]:
    """An awning over crates of round things."""
    shapes: list[Shape] = []
    stripe, shift = 120, dice.number(2)
    for column in range(10):
        ink: Ink = "first" if (column + shift) % 2 else "second"
        shapes += [
            Slab(column * stripe, 0, stripe, 205, ink),
            Pie((column + 0.5) * stripe, 204, stripe / 2, 0, 180, ink),
        ]
    for crate in range(3):
        left, top = 60 + 380 * crate, 440
        for row in range(2):
            for item in range(4 - row):
                x = left + 40 + 80 * item + 40 * row
                shapes.append(Disc(x, top - 16 - 66 * row, 38, dice.pick(("first", "third"))))
        shapes += [
            Slab(left - 10, top, 340, 16, "ground"),
            Slab(left - 10, top + 10, 340, HEIGHT - top, "third"),
        ]
        shapes += [
            Slab(left - 10, top + 60, 340, 10, "ground"),
            Slab(left - 10, top + 120, 340, 10, "ground"),
        ]
    return shapes
