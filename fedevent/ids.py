"""Typed identifiers, so that an event's id is never taken for a person's."""

from typing import NewType

EventId = NewType("EventId", str)
GroupId = NewType("GroupId", str)
PersonId = NewType("PersonId", str)
RsvpId = NewType("RsvpId", str)
MessageId = NewType("MessageId", str)
PictureId = NewType("PictureId", str)
