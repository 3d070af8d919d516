"""What people are told of their place and when something has changed: a draft to each of them, and invitations where
they are asked for.

A draft holds only what that person was not told at the last publish, all of it in one message.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from toolkit.documents.calendar_frame import Frame, frame_of, meeting_uid, preparation_uid
from toolkit.documents.calendars import ShowCancelled, gone_entries, person_entry, preparations, withdrawn_entry
from toolkit.documents.file_names import MESSAGES
from toolkit.documents.news import item_view, moment_words, place_words
from toolkit.documents.pages import PersonalText, make_personal_texts
from toolkit.model.document import Attendee, CalendarEntry, DocumentBase, DocumentType, Invitation, Message, Method
from toolkit.model.fields import MeetingKey, is_address
from toolkit.model.people import Facilitator
from toolkit.model.plan import Difference, Meeting, Plan
from toolkit.planning.answers import answers
from toolkit.planning.concerns import Concern, since_they_were_told, who_left
from toolkit.problems import ProblemsFound

_FOLDER = f"{MESSAGES}invitations"


def make_messages(
    plan: Plan,
    types: Sequence[DocumentType],
    *,
    base: DocumentBase,
    cancelled: ShowCancelled = "keep",
    invitations: bool = False,
    only: str | None = None,
) -> tuple[Message | Invitation, ...]:
    """A message for every personal text of these types, or of the one that is named; with `invitations` first every
    invitation, and each letter carries its own, or is followed by a message for each.

    Problems: P102 and P103 as for pages; P130 where invitations have no sender.
    """
    if not plan.meetings:
        return ()
    sources = _Sources.of(plan, cancelled)
    asked = sources.invitations() if invitations else {}
    texts = make_personal_texts(plan, types, base=base, only=only, invited=asked.keys())
    return (
        *(one for found in asked.values() for one in found.values()),
        *(message for one in texts for message in sources.messages(one, asked)),
    )


_Asked = dict[tuple[bool, str], dict[MeetingKey, Invitation]]
"""The invitations of each person, by whether they take part and their id, and by meeting."""


@dataclass(frozen=True)
class _Sources:
    """Where messages are written: the plan, what changed for each person, and how meetings stand in calendars."""

    plan: Plan
    frame: Frame
    cancelled: ShowCancelled
    concerns: dict[tuple[bool, str], Concern]
    gone: dict[str, CalendarEntry]
    placed: frozenset[str]
    left: frozenset[str]

    @classmethod
    def of(cls, plan: Plan, cancelled: ShowCancelled) -> _Sources:
        left = who_left(plan)
        found = (*since_they_were_told(plan), *left)
        return cls(
            plan,
            frame_of(plan, "private"),
            cancelled,
            concerns={(one.role == "participant", one.person.id): one for one in found},
            gone=gone_entries(plan),
            placed=frozenset(one.person.id for one in answers(plan) if one.state == "placed"),
            left=frozenset(one.person.id for one in left),
        )

    def messages(self, personal: PersonalText, asked: _Asked) -> Iterator[Message]:
        """The draft of one text, and the invitations that go with it. The letter is itself the only one, where
        nothing else goes into a calendar; else they follow it one by one, each with its own UID."""
        who = (personal.participant, personal.person)
        concern = self.concerns.get(who)
        person = (
            concern.person
            if concern
            else self.plan.programme.people.participants.get(personal.person)
            if personal.participant
            else None
        )
        subject, text = _opened(personal.draft.text)
        left = personal.participant and personal.person in self.left
        changed = concern.differences if concern and (left or not personal.whole) else ()
        whole = personal.whole and not left
        theirs = [meeting for meeting in self._theirs(concern) if not meeting.cancelled] if concern and whole else []
        found = [self.entry(meeting, concern, cancelled=self.cancelled) for meeting in theirs] + [
            self.changed(one, concern, cancelled=self.shown) for one in changed if concern
        ]
        keys, own = [meeting.key for meeting in theirs] + [one.key for one in changed], asked.get(who, {})
        invited = {own[key].entry.uid: own[key] for key in keys if key in own}
        entries = (*(entry for entry in found if entry), *self.preparations(concern, theirs if whole else None))
        filed = tuple(entry for entry in entries if entry.uid not in invited)
        alone = len(invited) == 1 and not filed
        draft = Message(
            path=personal.draft.path,
            id=f"{self.plan.programme.settings.key}.{self.times_told(personal)}.{personal.person}",
            title=personal.draft.title,
            subject=subject,
            text=text,
            sender=self.sender,
            to=Attendee(person.name, person.email) if person and is_address(person.email) else None,
            person=personal.person,
            entries=filed,
            attached="calendar.ics" if whole else "changes.ics",
            invitation=next(iter(invited.values())) if alone else None,
            encloses=personal.encloses,
            copies_for=personal.draft.copies_for,
        )
        yield draft
        yield from () if alone else (self._alone(draft, one) for one in invited.values())

    def preparations(self, concern: Concern | None, meetings: Sequence[Meeting] | None) -> tuple[CalendarEntry, ...]:
        """The slots in which a facilitator prepares for these meetings, or else for what changed."""
        if concern is None or not isinstance(concern.person, Facilitator):
            return ()
        slots = preparations(self.frame, concern.person, cancelled=self.shown)
        if meetings is not None:
            return tuple(replace(slots[one.key], alarm=None) for one in meetings if one.key in slots)
        now = {one.key: slots[one.key] for one in concern.differences if one.after and one.key in slots}
        gone = {
            one.key: self.gone.get(preparation_uid(self.frame, one.key, id=concern.person.id))
            for one in concern.differences
        }
        found = (now.get(one.key) or gone[one.key] for one in concern.differences)
        return tuple(replace(slot, alarm=None) for slot in found if slot)

    def changed(self, difference: Difference, concern: Concern, *, cancelled: ShowCancelled) -> CalendarEntry | None:
        """What brings somebody's calendar up to date: the meeting as it is now, or as one that they are not to come
        to."""
        entry = self.entry(difference.after, concern, cancelled=cancelled) if difference.after else None
        return entry or self._withdrawn(difference, concern)

    @property
    def shown(self) -> ShowCancelled:
        """How a draft shows a cancelled meeting. Where calendars drop it, it is cancelled here: leaving it out would
        leave it in theirs."""
        return "keep" if self.cancelled == "drop" else self.cancelled

    def times_told(self, personal: PersonalText) -> int:
        """How often they were told something: the same news a second time are another message; the same place is not,
        but for whoever had none since."""
        programme = self.plan.programme
        reached = [mailing for mailing in programme.mailings if personal.person in mailing.people]
        return len(programme.publishes) + sum(
            not personal.whole or personal.person in mailing.answers for mailing in reached
        )

    @property
    def sender(self) -> Attendee | None:
        """Who writes; None while programme.yaml does not say."""
        sender = self.plan.programme.settings.sender
        name = sender.name or self.plan.programme.settings.signed_by or ""
        return Attendee(name, sender.email) if sender.email else None

    def entry(self, meeting: Meeting, concern: Concern | None, *, cancelled: ShowCancelled) -> CalendarEntry | None:
        """A meeting as it stands in somebody's calendar."""
        mentor = concern is not None and concern.role == "mentor"
        return person_entry(self.frame, meeting, mentor=mentor, cancelled=cancelled)

    def invitations(self) -> _Asked:
        """What everyone with an address is invited to: every meeting still to be held; and told not to come to, of what
        they were told. Whoever invites is not invited: calendars take that for their own entry, and show nothing to
        answer (RFC 5546, 3.2.2); their letter has the file."""
        if self.sender is None:
            source = self.plan.programme.source("programme.yaml")
            message = "Invitations need somebody to answer to: `sender` has no email."
            hint = "Add a line like “sender: {name: Ada, email: ada@example.org}”."
            raise ProblemsFound([source.problem("P130", ("sender",), message, hint)])
        found: _Asked = {}
        taken: set[str] = set()
        for who, concern in self.concerns.items():
            knows = concern.role != "participant" or concern.person.id in {*self.placed, *self.left}
            email = concern.person.email
            if knows and is_address(email) and not _is_same(email, self.sender.email):
                id = concern.person.id
                folder = id if id.casefold() not in taken else f"{concern.role}-{id}"
                taken.add(folder.casefold())
                found[who] = dict(self._of_person(concern, self.sender, folder=folder))
        return found

    def _of_person(self, concern: Concern, sender: Attendee, *, folder: str) -> Iterator[tuple[MeetingKey, Invitation]]:
        changed = {difference.key: difference for difference in concern.differences}
        for key in dict.fromkeys((*(meeting.key for meeting in self._theirs(concern)), *changed)):
            difference, meeting = changed.get(key), self.plan.meeting(*key)
            told = difference.before if difference else None
            off = meeting is None or meeting.cancelled or (difference is not None and difference.after is None)
            if off and (difference is None or told is None or told.cancelled):
                continue
            entry = (
                self.changed(difference, concern, cancelled="keep")
                if off and difference
                else self.entry(meeting, concern, cancelled="keep")
                if meeting
                else None
            )
            if entry is not None:
                yield (
                    key,
                    self._invitation(
                        concern,
                        sender,
                        folder=folder,
                        entry=entry,
                        method="CANCEL" if off else "REQUEST",
                        key=key,
                        difference=difference,
                    ),
                )

    def _when(self, entry: CalendarEntry, meeting: Meeting | None) -> str:
        """An invitation without any news, in a line."""
        if meeting is None or entry.start is None:
            return entry.title
        at = replace(meeting, date=entry.start.date(), time=entry.start.time())
        return f"{entry.title}: {moment_words(self.plan, at)}, {place_words(meeting)}"

    def _alone(self, letter: Message, invitation: Invitation) -> Message:
        """A message that is this invitation and no more."""
        who = self.sender.name if self.sender else ""
        return replace(
            letter,
            path=invitation.path.removesuffix(".ics") + ".eml",
            id=f"{letter.id}.{invitation.entry.uid.partition('@')[0]}",
            title=invitation.words,
            subject=invitation.words,
            text=f"{invitation.words}\n\n{self.plan.programme.settings.title}\n{who}".rstrip() + "\n",
            entries=(),
            encloses=(),
            invitation=invitation,
            letter=False,
        )

    def _theirs(self, concern: Concern) -> Iterator[Meeting]:
        """The meetings of a person that are still to be held; of two that are one evening, the host's. None of somebody
        without a place."""
        participant = concern.role == "participant"
        if participant and concern.person.id not in self.placed:
            return
        found = self.plan.of_person(concern.person.id) if participant else self.plan.of_facilitator(concern.person.id)
        keys = {meeting.key for meeting in found}
        for meeting in found:
            if not meeting.over and (participant or (meeting.combined_into, meeting.session.key) not in keys):
                yield meeting

    def _withdrawn(self, difference: Difference, concern: Concern) -> CalendarEntry | None:
        """The entry of a meeting that is no longer in the plan, or no longer one of this person's."""
        gone = self.gone.get(meeting_uid(self.frame, difference.key, mentor=concern.role == "mentor"))
        return gone or withdrawn_entry(self.frame, concern, difference=difference)

    def _invitation(
        self,
        concern: Concern,
        sender: Attendee,
        *,
        folder: str,
        entry: CalendarEntry,
        method: Method,
        key: MeetingKey,
        difference: Difference | None,
    ) -> Invitation:
        meeting = self.plan.meeting(*key)
        told = difference.before if difference else None
        slug = meeting.slug if meeting else f"{told.number:02d}-{told.session}" if told else key[1]
        ending = f"-{key[0]}" if len(self.plan.programme.cohorts) > 1 else ""
        seen = item_view(self.plan, difference, everything=False, private=True) if difference else None
        words = f"{seen['title']}: {'; '.join(seen['words'])}" if seen else self._when(entry, meeting)
        return Invitation(
            path=f"{_FOLDER}/{folder}/{slug}{ending}.ics",
            method=method,
            entry=entry,
            organiser=sender,
            attendee=Attendee(concern.person.name, concern.person.email),
            words=words,
        )


def _is_same(one: str, other: str) -> bool:
    """Whether mail for both goes to one box, as providers take addresses."""
    return one.strip().casefold() == other.strip().casefold()


def _opened(text: str) -> tuple[str, str]:
    """The subject, which stands in the first line behind "Subject:", and the text under it."""
    first, _, rest = text.lstrip("\n").partition("\n")
    return " ".join(first.removeprefix("Subject:").split()), rest.strip("\n") + "\n"
