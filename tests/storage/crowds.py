"""Many people at once."""

from fedevent.people import Person
from tests.makers import a_person


def guests(number: int) -> list[Person]:
    """So many people with accounts elsewhere: "p1", "p2" and so on."""
    return [
        a_person(
            id=f"p{n}",
            name=f"Guest {n}",
            actor=f"https://social{n % 7}.example/users/{n}",
            handle=f"@{n}@social{n % 7}.example",
        )
        for n in range(1, number + 1)
    ]
