"""Who gets a message, and why somebody does not."""

from fedevent import messages
from fedevent.ids import PersonId
from fedevent.messages import Channel, LeftOut, Listener

BOTH = (Channel.FEDIVERSE, Channel.EMAIL)


def listener(
    number: int = 1,
    *,
    consents: bool = True,
    actor: str | None = None,
    email: str | None = None,
    far: bool = False,
) -> Listener:
    return Listener(PersonId(f"p{number}"), consents, actor, email, far)


def test_nobody_is_written_to_without_consent() -> None:
    assert messages.way(listener(consents=False, email="a@b.de"), BOTH) is LeftOut.NO_CONSENT


def test_the_way_a_person_came_is_the_way_the_message_goes() -> None:
    both = {"actor": "https://x.example/a", "email": "a@b.de"}
    assert messages.way(listener(far=True, **both), BOTH) is Channel.FEDIVERSE  # type: ignore[arg-type]
    assert messages.way(listener(far=False, **both), BOTH) is Channel.EMAIL  # type: ignore[arg-type]


def test_else_the_other_way_is_taken() -> None:
    assert messages.way(listener(far=True, email="a@b.de"), BOTH) is Channel.EMAIL


def test_without_any_way_a_person_is_left_out_and_counted() -> None:
    found = messages.preview(
        [
            listener(1, email="a@b.de"),
            listener(2),
            listener(3, consents=False),
            listener(4, actor="https://x.example/a"),
        ],
        (Channel.EMAIL,),
    )
    assert found.total == 1
    assert found.left_out == {LeftOut.NO_CHANNEL: 1, LeftOut.NO_CONSENT: 1, LeftOut.CHANNEL_OFF: 1}
