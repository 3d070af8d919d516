"""What somebody means who types a key, a number, a label, a title or a name: one way for all verbs.

The key counts first, as it is written; then, whatever the capitals, keys and names, where only one has it, and both
as a message shows them; of people also the beginning of a name. WrongUsage for a word that means nothing, or several.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NoReturn

from toolkit.model.document import DocumentType
from toolkit.model.fields import folded
from toolkit.model.people import Facilitator, Participant
from toolkit.model.plan import Plan
from toolkit.model.programme import Programme
from toolkit.problems import WrongUsage, brief
from toolkit.reading.records import nearest_word

NamesByKey = Mapping[str, Sequence[str]]
"""The names that each key goes by; the first is shown beside it."""

_MOST_SHOWN = 12


def find_session(plan: Plan, word: str) -> str:
    """A session's key from its key, number or title."""
    known = {
        meeting.session.key: (meeting.session.head.title, str(meeting.number), f"{meeting.number:02d}")
        for meeting in plan.meetings
    }
    return meant(word, known, missing="There is no session {}.")


def find_cohort(programme: Programme, word: str) -> str:
    """A cohort's key from its key or label."""
    known = {cohort.key: (cohort.label,) for cohort in programme.cohorts}
    return meant(word, known, missing="There is no cohort {}.")


def find_document(types: Iterable[DocumentType], word: str) -> str:
    """The name of a type of document from its name or title, without the words that differ from file to file."""
    known = {type_.name: (type_.head.title.partition("{")[0].strip(),) for type_ in types}
    return meant(word, known, missing="There is no document {}.")


def find_room(programme: Programme, word: str) -> str:
    """A room's id from its id or name."""
    known = {room.id: (room.name,) for room in programme.people.rooms.values()}
    return meant(word, known, missing="There is no room {} in people/rooms.csv.")


def find_participant(programme: Programme, word: str) -> str:
    """A participant's id from their id or name."""
    return find_person(
        word,
        names_of(programme.people.participants.values()),
        missing="There is no participant {} in people/participants.csv.",
    )


def find_facilitator(programme: Programme, word: str, *, kind: str = "facilitator") -> str:
    """The id of a facilitator or mentor from their id or name. `kind` is the word for them."""
    everybody = programme.people.facilitators
    if word in everybody:
        return word
    asked = (person for person in everybody.values() if kind != "mentor" or person.role == "mentor")
    return find_person(word, names_of(asked), missing=f"There is no {kind} {{}} in people/facilitators.csv.")


def names_of(people: Iterable[Participant | Facilitator]) -> NamesByKey:
    """What people go by."""
    return {person.id: (person.name,) for person in people}


def find_person(word: str, known: NamesByKey, *, missing: str) -> str:
    """As `meant`; the beginning of a name, such as the first one, will do where it is that of one person. Nobody's name
    is told but of those who may be meant."""
    same = _same(word, known) or [key for key, names in known.items() if _begins(names, word)]
    return _only(word, same, known=known) if same else _refuse(word, known, missing=missing, listed=known)


def meant(word: str, known: NamesByKey, *, missing: str, private: bool = False) -> str:
    """The key that is meant. `missing` is what to say where none is, with {} for the word; of what is `private` no
    names are listed there."""
    same = _same(word, known)
    listed = known if private else [shown(key, known) for key in known]
    return _only(word, same, known=known) if same else _refuse(word, known, missing=missing, listed=listed)


def shown(key: str, known: NamesByKey) -> str:
    """A key with its name: `b (Birch)`."""
    name = next(iter(known[key]), "")
    return f"{key} ({brief(name)})" if name and name != key else key


def _same(word: str, known: NamesByKey) -> list[str]:
    if word in known:
        return [word]
    wanted = folded(word)
    return (
        [key for key in known if folded(key) == wanted]
        or [key for key, names in known.items() if wanted and wanted in map(folded, names)]
        or [key for key in known if folded(shown(key, known)) == wanted]
    )


def _begins(names: Iterable[str], word: str) -> bool:
    return bool(folded(word)) and any(folded(name).startswith(f"{folded(word)} ") for name in names)


def _only(word: str, keys: Sequence[str], *, known: NamesByKey) -> str:
    if len(keys) == 1:
        return keys[0]
    first = " or ".join(shown(key, known) for key in keys[:_MOST_SHOWN])
    more = f" or {len(keys) - _MOST_SHOWN} more" if len(keys) > _MOST_SHOWN else ""
    raise WrongUsage(f"“{brief(word)}” may be {first}{more}: say which.")


def _refuse(word: str, known: NamesByKey, *, missing: str, listed: Iterable[str]) -> NoReturn:
    """With the nearest, or all that are `listed` where none is near."""
    by_word = {name: key for key, names in known.items() for name in (*names, key) if name}
    close = nearest_word(word, by_word)
    first = ", ".join(list(listed)[:_MOST_SHOWN])
    every = f"Known: {first}{' …' if len(known) > _MOST_SHOWN else ''}." if known else ""
    hint = f"Did you mean {shown(by_word[close], known)}?" if close else every
    raise WrongUsage(f"{missing.format(f'“{brief(word)}”')} {hint}".rstrip())
