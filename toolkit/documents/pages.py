"""A plan into its pages and texts: each document type for each thing it is made for."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from toolkit.documents.render import Renderer
from toolkit.documents.shapes.page import (
    CohortPage,
    DocumentView,
    FacilitatorPage,
    MeetingPage,
    PageContext,
    PersonPage,
    ProgrammePage,
    RoomPage,
)
from toolkit.documents.shapes.people import FacilitatorView, PersonView, RoomUseView
from toolkit.documents.views.all_views import Views
from toolkit.documents.views.answer import answer_view
from toolkit.documents.views.report import report_view
from toolkit.model.document import Audience, DocumentBase, DocumentType, Page, Paper, Slice, TextDraft
from toolkit.model.plan import Meeting, Plan
from toolkit.model.programme import Cohort
from toolkit.planning.answers import untold
from toolkit.problems import Problem, ProblemsFound
from toolkit.words.filters import date_words

SIZES = {"a4": ("210mm", "297mm"), "letter": ("8.5in", "11in")}
HOLE = re.compile(r"\{(-?)(cohort|number|session|meeting|id)\}")


@dataclass(frozen=True)
class Subject:
    """What one page is made for. `names` fill the holes of file names, `words` those of titles; `context` is what the
    template sees."""

    names: Mapping[str, str]
    words: Mapping[str, str]
    context: PageContext
    counts: Mapping[str, int]
    cohort: Cohort | None = None
    meeting: Meeting | None = None


@dataclass(frozen=True)
class Letter:
    """The text of a message, its subject in front, and whom it is for: somebody who takes part, or who runs or mentors
    meetings.

    With `place` it tells of their place as a whole, else of what changed.
    """

    draft: TextDraft
    participant: bool
    person: str
    place: bool = False


@dataclass(frozen=True)
class Choice:
    """Which things are asked for: a cohort's key, a session's key; None is all of them."""

    cohort: str | None = None
    session: str | None = None

    def has(self, subject: Subject) -> bool:
        """Whether this subject is asked for. A thing that has no cohort or session of its own always is."""
        cohort_fits = subject.cohort is None or self.cohort in (None, subject.cohort.key)
        session_fits = subject.meeting is None or self.session in (None, subject.meeting.session.key)
        return cohort_fits and session_fits


def make_pages(
    plan: Plan, types: Sequence[DocumentType], *, base: DocumentBase, choice: Choice | None = None
) -> tuple[Page, ...]:
    """Every page document of these types, in the order of types and things.

    Problems: P102 for a template that is wrong or two documents of one name, P103 for one that grows too large.
    """
    maker = _Maker.of(plan, types, base=base)
    pages = [
        maker.page(type_, subject)
        for type_ in types
        if is_page(type_)
        for subject in maker.subjects(type_, choice or Choice())
    ]
    _refuse_twins([path for page in pages for path in (page.path, *(cut.path for cut in page.slices))])
    return tuple(pages)


def make_texts(
    plan: Plan, types: Sequence[DocumentType], *, base: DocumentBase, choice: Choice | None = None
) -> tuple[TextDraft, ...]:
    """Every text to paste of these types. Problems as for pages."""
    maker = _Maker.of(plan, types, base=base)
    texts = [
        maker.text(type_, subject)
        for type_ in types
        if is_text(type_)
        for subject in maker.subjects(type_, choice or Choice())
    ]
    _refuse_twins([text.path for text in texts])
    return tuple(texts)


def make_letters(plan: Plan, types: Sequence[DocumentType], *, base: DocumentBase) -> tuple[Letter, ...]:
    """The texts of every message of these types. Problems as for pages."""
    maker = _Maker.of(plan, types, base=base)
    letters = [
        maker.letter(type_, subject)
        for type_ in types
        if is_letter(type_)
        for subject in maker.subjects(type_, Choice())
    ]
    _refuse_twins([letter.draft.path for letter in letters])
    return tuple(letters)


def is_text(type_: DocumentType) -> bool:
    """Whether the type is a text to paste."""
    return type_.head.file.endswith(".txt")


def is_letter(type_: DocumentType) -> bool:
    """Whether the type is a message to somebody."""
    return type_.head.file.endswith(".eml")


def is_page(type_: DocumentType) -> bool:
    """Whether the type is to be printed."""
    return not is_text(type_) and not is_letter(type_)


def fill(pattern: str, values: Mapping[str, str]) -> str:
    """A file name or title with its holes filled, once: what a value holds is never read as a hole."""
    return HOLE.sub(lambda hole: (hole[1] if values.get(hole[2]) else "") + values.get(hole[2], ""), pattern)


def paper_css(paper: Paper, *, landscape: bool = False) -> str:
    """The size of the sheet."""
    width, height = SIZES[paper]
    return f"@page {{ size: {height} {width}; }}\n" if landscape else f"@page {{ size: {width} {height}; }}\n"


@dataclass
class _Maker:
    """Views and templates that all pages of one call share."""

    plan: Plan
    renderer: Renderer
    base: DocumentBase
    views: dict[Audience, Views] = field(default_factory=dict)
    styles: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, plan: Plan, types: Sequence[DocumentType], *, base: DocumentBase) -> _Maker:
        templates = {f"_base/{name}": text for name, text in base.templates.items()}
        templates |= {template_name(type_): type_.template for type_ in types}
        both: tuple[Audience, ...] = ("share", "private")
        views = {audience: Views(plan, audience) for audience in both}
        return cls(plan, Renderer(templates, language=plan.programme.city.language), base, views)

    def subjects(self, type_: DocumentType, choice: Choice) -> Iterator[Subject]:
        makers = {
            "programme": _programmes, "cohort": _cohorts, "meeting": _meetings,
            "person": _persons, "facilitator": _facilitators, "room": _rooms,
        }  # fmt: skip
        views, only = self.views[type_.head.audience], type_.head.only
        if only == "changed" and self.plan.programme.told is None and not self.plan.programme.mailings:
            return
        found = (
            _with_place(views)
            if only == "place"
            else _with_times(views)
            if only == "times"
            else makers[type_.head.per](views)
        )
        yield from (subject for subject in found if choice.has(subject) and _is_wanted(type_, subject))

    def page(self, type_: DocumentType, subject: Subject) -> Page:
        head = type_.head
        paper = self.plan.programme.city.paper if head.paper == "city" else head.paper
        document = self.document(type_, subject, paper=paper)
        return Page(
            path=document["path"],
            type=type_.name,
            title=document["title"],
            audience=head.audience,
            language=document["language"],
            paper=paper,
            html=self.renderer.page(template_name(type_), {"document": document, **subject.context}),
            css=self.style(type_, paper),
            sides=head.sides,
            copies=document["copies"],
            copies_for=head.copies_for,
            slices=self.slices(type_, subject),
            cohort=subject.cohort.key if subject.cohort else None,
            meeting=subject.meeting.session.key if subject.meeting else None,
        )

    def style(self, type_: DocumentType, paper: Paper) -> str:
        """The style of a type; one text for all its pages, of which there may be thousands."""
        if type_.name not in self.styles:
            self.styles[type_.name] = f"{self.base.css}\n{paper_css(paper, landscape=type_.head.landscape)}{type_.css}"
        return self.styles[type_.name]

    def text(self, type_: DocumentType, subject: Subject) -> TextDraft:
        head = type_.head
        document = self.document(type_, subject, paper=self.plan.programme.city.paper)
        text = self.renderer.text(template_name(type_), {"document": document, **subject.context})
        return TextDraft(
            path=document["path"],
            title=document["title"],
            audience=head.audience,
            text=text,
            copies_for=head.copies_for,
        )

    def letter(self, type_: DocumentType, subject: Subject) -> Letter:
        return Letter(
            self.text(type_, subject), type_.head.per == "person", subject.names["id"], type_.head.only == "place"
        )

    def document(self, type_: DocumentType, subject: Subject, *, paper: Paper) -> DocumentView:
        """What a template knows of the document itself."""
        head = type_.head
        return {
            "type": type_.name,
            "path": fill(head.file, subject.names),
            "title": fill(head.title, subject.words).strip(),
            "audience": head.audience,
            "language": self.plan.programme.city.language,
            "paper": paper,
            "sides": head.sides,
            "copies": subject.counts[head.copies] if isinstance(head.copies, str) else head.copies,
            "copies_for": head.copies_for,
        }

    def slices(self, type_: DocumentType, subject: Subject) -> tuple[Slice, ...]:
        """One for each meeting of the cohort that is held."""
        pattern, cohort = type_.head.slices, subject.cohort
        if pattern is None or cohort is None:
            return ()
        views = self.views[type_.head.audience]
        made = []
        for meeting in self.plan.of_cohort(cohort.key):
            if not meeting.cancelled:
                cut = _meeting_subject(views, meeting)
                anchor = fill(pattern.anchor, {**cut.names, "session": meeting.session.key})
                alone = type_.head.copies == "facilitators" and cohort.facilitators and not meeting.facilitators
                made.append(
                    Slice(
                        fill(pattern.file, cut.names),
                        fill(pattern.title, cut.words),
                        anchor,
                        _SOMEBODY if alone else "",
                    )
                )
        return tuple(made)


_SOMEBODY = "for somebody in the group, who runs the evening"


def template_name(type_: DocumentType) -> str:
    """The template's name, as it stands in messages after `documents/`."""
    return f"{type_.name}/page.{'html' if is_page(type_) else 'txt'}.j2"


def _is_wanted(type_: DocumentType, subject: Subject) -> bool:
    """Whether what the document is about is there: pairs, news or somebody who covers."""
    context = subject.context
    if type_.head.only == "pairs":
        return "meeting" in context and bool(context["meeting"]["pairs"])
    if type_.head.only == "changed":
        return "news" in context and bool(context["news"]["items"])
    return type_.head.only != "cover" or "cover" in context


def _programmes(views: Views) -> Iterator[Subject]:
    plan = views.plan
    cohorts = plan.programme.cohorts
    facilitators = {person.id for meeting in plan.meetings for person in meeting.facilitators}
    counts = _counts(sum(cohort.size for cohort in cohorts), len(facilitators), cohorts=len(cohorts))
    context: ProgrammePage = {"programme": views.programme()}
    yield Subject({}, {}, context, counts)


def _cohorts(views: Views) -> Iterator[Subject]:
    several = len(views.plan.programme.cohorts) > 1
    for cohort in views.plan.programme.cohorts:
        names = {"cohort": cohort.key if several else ""}
        words = {"cohort": cohort.label if several else ""}
        context: CohortPage = {
            "programme": views.programme(),
            "cohort": views.cohort(cohort),
            "news": views.cohort_news(cohort),
        }
        yield Subject(names, words, context, _counts(cohort.size, len(cohort.facilitators), cohorts=1), cohort)


def _meetings(views: Views) -> Iterator[Subject]:
    for cohort in views.plan.programme.cohorts:
        for meeting in views.plan.of_cohort(cohort.key):
            if not meeting.cancelled:
                yield _meeting_subject(views, meeting)


def _meeting_subject(views: Views, meeting: Meeting) -> Subject:
    several = len(views.plan.programme.cohorts) > 1
    key = meeting.cohort.key if several else ""
    seen = views.meeting(meeting)
    names = {
        "cohort": key,
        "number": f"{meeting.number:02d}",
        "session": meeting.slug,
        "meeting": f"{meeting.slug}-{key}".rstrip("-"),
    }
    day = date_words(meeting.date, views.language)
    words = {
        "cohort": meeting.cohort.label if several else "",
        "number": str(meeting.number),
        "session": meeting.session.head.title,
        "meeting": day,
    }
    context: MeetingPage = {"programme": views.programme(), "cohort": views.cohort(meeting.cohort), "meeting": seen}
    if cover := views.cover(meeting):
        context["cover"] = cover
    return Subject(
        names, words, context, _counts(seen["people"], len(meeting.facilitators), cohorts=1), meeting.cohort, meeting
    )


def _persons(views: Views) -> Iterator[Subject]:
    members = {person.id: person for cohort in views.plan.programme.cohorts for person in views.plan.members(cohort)}
    for person in members.values():
        context: PersonPage = {
            "programme": views.programme(),
            "person": views.person(person),
            "news": views.person_news(person.id, "participant"),
        }
        yield _named(context["person"], context, counts=_counts(1, 0, cohorts=1))


def _with_place(views: Views) -> Iterator[Subject]:
    """Everybody who applied and was not told yet what becomes of it."""
    for answer in untold(views.plan):
        context: PersonPage = {
            "programme": views.programme(),
            "person": views.person(answer.person),
            "place": answer_view(views, answer),
        }
        yield _named(context["person"], context, counts=_counts(1, 0, cohorts=1))


def _with_times(views: Views) -> Iterator[Subject]:
    """The programme, where people gave times from which cohorts can be formed."""
    if report := report_view(views):
        context: ProgrammePage = {"programme": views.programme(), "report": report}
        yield from (replace(subject, context=context) for subject in _programmes(views))


def _facilitators(views: Views) -> Iterator[Subject]:
    for person in views.plan.programme.people.facilitators.values():
        context: FacilitatorPage = {
            "programme": views.programme(),
            "facilitator": views.facilitator(person),
            "news": views.person_news(person.id, person.role),
        }
        yield _named(context["facilitator"], context, counts=_counts(0, 1, cohorts=1))


def _rooms(views: Views) -> Iterator[Subject]:
    for room in {meeting.room.id: meeting.room for meeting in views.plan.meetings if meeting.room}.values():
        context: RoomPage = {"programme": views.programme(), "room": views.room(room)}
        yield _named(context["room"], context, counts=_counts(0, 0, cohorts=1))


def _named(
    view: PersonView | FacilitatorView | RoomUseView, context: PageContext, *, counts: Mapping[str, int]
) -> Subject:
    return Subject({"id": view["id"]}, {"id": view["name"]}, context, counts)


def _counts(people: int, facilitators: int, *, cohorts: int) -> dict[str, int]:
    """How many of something to print; whoever runs a meeting needs one even while nobody is named."""
    runners = max(1, facilitators)
    return {
        "one": 1,
        "participants": people,
        "facilitators": runners,
        "everyone": people + runners,
        "pairs": math.ceil(people / 2),
        "cohorts": cohorts,
    }


def _refuse_twins(paths: list[str]) -> None:
    """Two documents of one name would overwrite each other (names that differ in case only, too)."""
    counted = Counter(path.casefold() for path in paths)
    twins = sorted({path for path in paths if counted[path.casefold()] > 1})
    if twins:
        raise ProblemsFound(
            Problem(f"out/{path}", 0, 0, "P102", "Two documents would have this file name.") for path in twins
        )
