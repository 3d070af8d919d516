"""`out/private/by-name.html`: for everybody the files that are theirs, by name. It stands in private/."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from toolkit.documents.index import BY_NAME, IndexRow
from toolkit.documents.render import Renderer
from toolkit.documents.shapes.page import ByNamePage, FileView, OwnerView
from toolkit.model.document import DocumentBase
from toolkit.model.people import Facilitator, Participant
from toolkit.model.plan import Plan
from toolkit.words.filters import listing

_HERE = BY_NAME.rpartition("/")[0] + "/"


def make_by_name(plan: Plan, rows: Iterable[IndexRow], *, base: DocumentBase) -> str:
    """The page, from the template `_base/by-name.html.j2`; whoever has no file is left out."""
    found, people = tuple(rows), plan.programme.people
    leaders = [_leader(plan, one, rows=found) for one in people.facilitators.values()]
    participants = [_participant(plan, one, rows=found) for one in people.participants.values()]
    context: ByNamePage = {
        "title": plan.programme.settings.title,
        "language": plan.programme.city.language,
        "leaders": [one for one in leaders if one["files"]],
        "participants": [one for one in participants if one["files"]],
    }
    templates = {f"_base/{name}": text for name, text in base.templates.items()}
    return Renderer(templates, language=plan.programme.city.language).page("_base/by-name.html.j2", context)


def _leader(plan: Plan, one: Facilitator, *, rows: Sequence[IndexRow]) -> OwnerView:
    """What somebody runs or mentors, with the packs of the cohorts that are theirs and the pages of the evenings that
    they cover."""
    meetings = plan.of_facilitator(one.id)
    usual = [cohort for cohort in plan.programme.cohorts if one.id in (*cohort.facilitators, cohort.mentor)]
    runs = {cohort.key for cohort in usual if one.id in cohort.facilitators}
    covers = {
        meeting.key for meeting in meetings if one.id not in (*meeting.cohort.facilitators, meeting.cohort.mentor)
    }
    packs = [row for row in rows if row.cohort in runs and not row.meeting and row.audience == "private"]
    once = [row for row in rows if row.meeting in covers]
    own = [row for row in rows if row.leader == one.id]
    what = [one.role, *([listing([cohort.label for cohort in usual])] if usual else [])]
    return {"name": one.name or one.id, "what": ", ".join(what), "files": _files([*packs, *once, *own])}


def _participant(plan: Plan, one: Participant, *, rows: Sequence[IndexRow]) -> OwnerView:
    cohorts = [cohort.label for cohort in plan.programme.cohorts if one.id in cohort.members]
    own = [row for row in rows if row.participant == one.id]
    return {"name": one.name or one.id, "what": listing(cohorts) if cohorts else one.status, "files": _files(own)}


def _files(rows: Iterable[IndexRow]) -> list[FileView]:
    """The first file of each row, called by what it is."""
    return [{"name": _called(row), "path": _from_here(row.files[0].path)} for row in rows if row.files]


def _called(row: IndexRow) -> str:
    """A file of somebody is called by its name elsewhere, which would say theirs once more."""
    if not (row.leader or row.participant):
        return row.title
    path = row.files[0].path
    if path.endswith(".ics"):
        return "calendar"
    return next((words for start, words in _MESSAGES.items() if f"/{start}-" in path), "message about what changed")


_MESSAGES = {"place": "message about the place", "welcome": "first message"}


def _from_here(path: str) -> str:
    return path.removeprefix(_HERE) if path.startswith(_HERE) else f"../{path}"
