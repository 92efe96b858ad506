"""Who looks at a page: the account behind a session."""

from dataclasses import dataclass

from fedevent.ids import GroupId, PersonId
from fedevent.people import Rank


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person who is signed in. *groups* are those they organize: id, slug and name."""

    person: PersonId
    name: str
    username: str
    email: str
    rank: Rank
    epoch: int
    session: str  # the hash of the session's token
    language: str | None = None
    timezone: str | None = None
    groups: tuple[tuple[GroupId, str, str], ...] = ()

    @property
    def is_admin(self) -> bool:
        """Whether the whole instance is theirs to run."""
        return self.rank is Rank.ADMIN

    @property
    def may_start_groups(self) -> bool:
        """Whether they may start groups here."""
        return self.rank in (Rank.ADMIN, Rank.ORGANIZER)

    @property
    def is_organizer(self) -> bool:
        """Whether there is anything for them to organize."""
        return self.may_start_groups or bool(self.groups)
