"""A plan into its pages and texts: each document type for each thing it is made for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from toolkit.documents.enclosures import Enclosures
from toolkit.documents.file_names import fill
from toolkit.documents.render import Renderer
from toolkit.documents.shapes.page import DocumentView
from toolkit.documents.subjects import Selection, Subject, find_subjects, meeting_subject
from toolkit.documents.views.all_views import Views
from toolkit.model.document import Audience, DocumentBase, DocumentType, Enclosure, Page, Paper, Slice, TextDraft
from toolkit.model.plan import Plan
from toolkit.problems import Problem, ProblemsFound

SIZES = {"a4": ("210mm", "297mm"), "letter": ("8.5in", "11in")}


@dataclass(frozen=True)
class PersonalText:
    """The text of a message, its subject in front, and whom it is for: somebody who takes part, or who runs or mentors
    meetings.

    With `whole` it tells of all that is theirs, else of what changed. Pages that come with it are what it `encloses`.
    """

    draft: TextDraft
    participant: bool
    person: str
    whole: bool = False
    encloses: tuple[Enclosure, ...] = ()


def make_pages(
    plan: Plan, types: Sequence[DocumentType], *, base: DocumentBase, choice: Selection | None = None
) -> tuple[Page, ...]:
    """Every page document of these types, in the order of types and things.

    Problems: P102 for a template that is wrong or two documents of one name, P103 for one that grows too large.
    """
    maker = _Maker.of(plan, types, base=base)
    pages = [
        maker.page(type_, subject)
        for type_ in types
        if is_page(type_)
        for subject in maker.subjects(type_, choice or Selection())
    ]
    _refuse_same_names([path for page in pages for path in (page.path, *(piece.path for piece in page.slices))])
    return tuple(pages)


def make_texts(
    plan: Plan, types: Sequence[DocumentType], *, base: DocumentBase, choice: Selection | None = None
) -> tuple[TextDraft, ...]:
    """Every text to paste of these types. Problems as for pages."""
    maker = _Maker.of(plan, types, base=base)
    texts = [
        maker.text(type_, subject)
        for type_ in types
        if is_text(type_)
        for subject in maker.subjects(type_, choice or Selection())
    ]
    _refuse_same_names([text.path for text in texts])
    return tuple(texts)


def make_personal_texts(
    plan: Plan,
    types: Sequence[DocumentType],
    *,
    base: DocumentBase,
    only: str | None = None,
    invited: Collection[Recipient] = frozenset(),
) -> tuple[PersonalText, ...]:
    """The texts of every message of these types, or of the one named. Problems as for pages.

    `invited` are those who are asked to each of their meetings by an invitation.
    """
    maker = replace(_Maker.of(plan, types, base=base), invited=invited)
    texts = [
        maker.personal_text(type_, subject)
        for type_ in types
        if is_personal(type_) and only in (None, type_.name)
        for subject in maker.subjects(type_, Selection())
    ]
    _refuse_same_names([text.draft.path for text in texts])
    return tuple(texts)


def is_text(type_: DocumentType) -> bool:
    """Whether the type is a text to paste."""
    return type_.head.file.endswith(".txt")


def is_personal(type_: DocumentType) -> bool:
    """Whether the type is a message to somebody."""
    return type_.head.file.endswith(".eml")


def is_page(type_: DocumentType) -> bool:
    """Whether the type is to be printed."""
    return not is_text(type_) and not is_personal(type_)


def paper_css(paper: Paper, *, landscape: bool = False) -> str:
    """The size of the sheet."""
    width, height = SIZES[paper]
    return f"@page {{ size: {height} {width}; }}\n" if landscape else f"@page {{ size: {width} {height}; }}\n"


Recipient = tuple[bool, str]
"""Whether somebody takes part, and their id."""


@dataclass
class _Maker:
    """Views and templates that all pages of one call share."""

    plan: Plan
    renderer: Renderer
    base: DocumentBase
    views: dict[Audience, Views]
    enclosures: Enclosures
    invited: Collection[Recipient] = frozenset()
    styles: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, plan: Plan, types: Sequence[DocumentType], *, base: DocumentBase) -> _Maker:
        templates = {f"_base/{name}": text for name, text in base.templates.items()}
        templates |= {template_name(type_): type_.template for type_ in types}
        both: tuple[Audience, ...] = ("share", "private")
        views = {audience: Views(plan, audience) for audience in both}
        return cls(
            plan,
            Renderer(templates, language=plan.programme.city.language),
            base,
            views,
            Enclosures(types, views["private"]),
        )

    def subjects(self, type_: DocumentType, choice: Selection) -> Iterator[Subject]:
        return find_subjects(type_.head, self.views[type_.head.audience], choice=choice)

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

    def personal_text(self, type_: DocumentType, subject: Subject) -> PersonalText:
        return PersonalText(
            self.text(type_, subject),
            type_.head.per == "person",
            subject.names["id"],
            whole=type_.head.only in ("place", "welcome"),
            encloses=self._encloses(type_, subject),
        )

    def _encloses(self, type_: DocumentType, subject: Subject) -> tuple[Enclosure, ...]:
        runs = is_personal(type_) and type_.head.per == "facilitator"
        return self.enclosures.of(subject.names["id"]) if runs else ()

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
            "brings": [one.title for one in self._encloses(type_, subject)],
            "invited": is_personal(type_) and (head.per == "person", subject.names["id"]) in self.invited,
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
                subject = meeting_subject(views, meeting)
                anchor = fill(pattern.anchor, {**subject.names, "session": meeting.session.key})
                alone = type_.head.copies == "facilitators" and cohort.facilitators and not meeting.facilitators
                made.append(
                    Slice(
                        fill(pattern.file, subject.names),
                        fill(pattern.title, subject.words),
                        anchor,
                        _SOMEBODY if alone else "",
                        held=meeting.over,
                        session=meeting.session.key,
                    )
                )
        return tuple(made)


_SOMEBODY = "for somebody in the group, who runs the evening"


def template_name(type_: DocumentType) -> str:
    """The template's name, as it stands in messages after `documents/`."""
    return f"{type_.name}/page.{'html' if is_page(type_) else 'txt'}.j2"


def _refuse_same_names(paths: list[str]) -> None:
    """Two documents of one name would overwrite each other (names that differ in case only, too)."""
    counted = Counter(path.casefold() for path in paths)
    twice = sorted({path for path in paths if counted[path.casefold()] > 1})
    if twice:
        raise ProblemsFound(
            Problem(f"out/{path}", 0, 0, "P102", "Two documents would have this file name.") for path in twice
        )
