"""For whom views are made: what of a plan they may see, and how rooms, places and names are said to them."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.documents.shapes.meeting import NameView, RoomView
from toolkit.model.document import Audience
from toolkit.model.people import Facilitator, Room
from toolkit.model.plan import Plan
from toolkit.model.way import way_of


@dataclass
class Reader:
    """Whoever reads a document of one plan."""

    plan: Plan
    audience: Audience

    @property
    def private(self) -> bool:
        """Whether names and private links may be seen."""
        return self.audience == "private"

    @property
    def language(self) -> str:
        """The language of the city."""
        return self.plan.programme.city.language

    @property
    def clock(self) -> int:
        """Hours on the city's clocks: 12 or 24."""
        return self.plan.programme.city.clock


def room_view(room: Room) -> RoomView:
    """A room, and whether one gets in without stairs."""
    return {
        "id": room.id,
        "name": room.name,
        "address": room.address,
        "words": room.name_and_address,
        "seats": room.seats or 0,
        "open": room.open,
        "step_free": f"step-free access: {room.step_free or 'ask us'}",
    }


def where_words(reader: Reader, room: Room | None, *, mode: str, link: str | None) -> str:
    """Where people meet in this mode; the link where it may stand."""
    if way_of(mode).online:
        return f"online: {link}" if link and reader.private else "online; your facilitator sends the link"
    if way_of(mode).solo:
        return "wherever you work"
    return room.name_and_address if room else "venue to be announced"


def name_view(reader: Reader, person: Facilitator) -> NameView:
    """Somebody who runs or mentors meetings, where names may stand."""
    if not reader.private:
        return {"name": "", "name_and_role": "", "email": ""}
    return {"name": person.name, "name_and_role": person.name_and_role, "email": person.email}
