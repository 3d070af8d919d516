"""Which documents a build makes of a plan: everything, or what was asked for."""

from __future__ import annotations

from collections.abc import Iterable

from toolkit.documents.by_hand import make_by_hand
from toolkit.documents.calendars import make_calendars
from toolkit.documents.messages import make_messages
from toolkit.documents.pages import make_pages, make_texts
from toolkit.documents.sheets import make_sheets
from toolkit.documents.subjects import Selection
from toolkit.jobs.options import Options
from toolkit.model.document import Calendar, Document, DocumentBase, DocumentType, Invitation, Message, Page, Sheet
from toolkit.model.plan import Plan
from toolkit.outputs.formats import is_asked_for, kind_of


def make_documents(
    plan: Plan, types: tuple[DocumentType, ...], *, base: DocumentBase, options: Options
) -> tuple[Document, ...]:
    """Everything that can be made from the plan, as far as it is asked for."""
    choice = Selection(cohort=options.cohort, session=options.meeting)
    wanted = tuple(type_ for type_ in types if options.document in (None, type_.name))
    pages = make_pages(plan, wanted, base=base, choice=choice) if is_asked_for(Page, options.only) else ()
    to_paste = tuple(type_ for type_ in wanted if options.only in (None, kind_of(type_.head.file)))
    texts = make_texts(plan, to_paste, base=base, choice=choice)
    if options.cohort or options.meeting:
        return (*pages, *texts)
    messages = _make_messages(plan, types, base=base, options=options)
    by_hand = _make_by_hand(plan, types, base=base, options=options, messages=messages)
    if options.document:
        return (*pages, *texts, *messages, *by_hand)
    sheets = make_sheets(plan) if is_asked_for(Sheet, options.only) else ()
    calendars = make_calendars(plan, cancelled=options.cancelled) if is_asked_for(Calendar, options.only) else ()
    return (*pages, *texts, *messages, *by_hand, *sheets, *calendars)


def _make_messages(
    plan: Plan, types: tuple[DocumentType, ...], *, base: DocumentBase, options: Options
) -> tuple[Document, ...]:
    """The drafts and invitations that are asked for; where no drafts are, no letter is rendered."""
    letters = types if is_asked_for(Message, options.only) else ()
    mailed = is_asked_for(Invitation, options.only) or is_asked_for(Message, options.only)
    invitations = options.invitations and not options.document and mailed
    if not letters and not invitations:
        return ()
    return make_messages(
        plan, letters, base=base, cancelled=options.cancelled, invitations=invitations, only=options.document
    )


def _make_by_hand(
    plan: Plan, types: tuple[DocumentType, ...], *, base: DocumentBase, options: Options, messages: Iterable[Document]
) -> tuple[Document, ...]:
    """What is sent by hand, wherever drafts are made: of all letters, also where those of one type are asked for."""
    letters = [message for message in messages if isinstance(message, Message)]
    if not is_asked_for(Message, options.only) or (options.document and not letters):
        return ()
    every = make_messages(plan, types, base=base, cancelled=options.cancelled) if options.document else letters
    return make_by_hand(plan, [message for message in every if isinstance(message, Message)])
