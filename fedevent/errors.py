"""What a rule may refuse. Every edge turns these, and only these, into its own words."""

from dataclasses import dataclass

Parameter = str | int


class Refused(Exception):
    """The instance says no, and says why.

    *message* is a message id (an English sentence with ``%(name)s`` places), safe to show to people;
    *parameters* fill its places. ``str(error)`` is the English text, for the log.
    """

    def __init__(self, message: str, **parameters: Parameter) -> None:
        super().__init__(message)
        self.message = message
        self.parameters = parameters

    def __str__(self) -> str:
        return self.message % self.parameters if self.parameters else self.message


class NotFound(Refused):
    """There is no such thing, or not for you."""


class Gone(NotFound):
    """There was such a thing once, and it was deleted on purpose."""


class NotAllowed(Refused):
    """You may not do that."""


class Conflict(Refused):
    """It is too late, too early, or already done."""


class Full(Conflict):
    """There is no place left, and no list to wait on."""


class TooMany(Refused):
    """You asked too often; try again later."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One field that cannot be taken as it is, and why."""

    field: str
    message: str
    parameters: tuple[tuple[str, Parameter], ...] = ()


class Invalid(Refused):
    """Something typed cannot be taken; every faulty field is named at once."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(faults[0].message, **dict(faults[0].parameters))
        self.faults = faults


def fault(field: str, message: str, **parameters: Parameter) -> Fault:
    """A fault of *field*; *message* is a message id whose places *parameters* fill."""
    return Fault(field, message, tuple(parameters.items()))


def refuse(faults: list[Fault]) -> None:
    """Raise ``Invalid`` when there are *faults*; otherwise do nothing."""
    if faults:
        raise Invalid(*faults)
