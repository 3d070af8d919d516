"""What each reading verb prints as JSON, asked of its job: for tests that put two faces beside each other."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from toolkit.grouping.problem import Effort
from toolkit.jobs.attendance_report import attendance_data, attendance_report
from toolkit.jobs.check import check, check_data
from toolkit.jobs.choosing import menu, menu_data
from toolkit.jobs.cohorts import open_cohorts
from toolkit.jobs.doctor import doctor_data, look_at_machine
from toolkit.jobs.explaining import explained_data, find_explained
from toolkit.jobs.forming import form_and_write, formation_data, wanted_for
from toolkit.jobs.people_list import listed, people_data
from toolkit.jobs.person import stored_about
from toolkit.jobs.personal import read_personal
from toolkit.jobs.status import status, status_data
from toolkit.jobs.templates import find_offer, on_shelves, template_data, templates_data
from toolkit.jobs.timetable import timetable, timetable_data
from toolkit.jobs.tonight import evenings, evenings_data
from toolkit.jobs.untold import untold, untold_data
from toolkit.jobs.updating import bring_up_to_date, newer_template, update_data
from toolkit.planning.cohort_request import usual_sizes
from toolkit.reading.shelves import Shelves

NOW = datetime.datetime(2027, 2, 3)
Face = Callable[[Path, Shelves], Any]


def _cohorts(folder: Path, shelves: Shelves) -> Any:
    work = open_cohorts(folder, shelves)
    wanted = wanted_for(work, usual_sizes(work.plan.programme), minutes=None, grid=None)
    return formation_data(form_and_write(work, wanted, effort=Effort(), now=NOW, dry_run=True), seconds=0)


def _replanned(folder: Path, shelves: Shelves) -> Any:
    work = open_cohorts(folder, shelves)
    wanted = wanted_for(work, usual_sizes(work.plan.programme), minutes=None, grid=None, everyone=True)
    return menu_data(menu(work, wanted, effort=Effort(), now=NOW, accept=None, dry_run=True), seconds=0)


def _update(folder: Path, _shelves: Shelves) -> Any:
    shelves = Shelves.open()
    template = newer_template(folder, shelves, template=None, checkout=None, directory=None)
    planned, _ = bring_up_to_date(folder, template, shelves=shelves, now=NOW, dry_run=True)
    return update_data(planned, dry_run=True)


FACES: dict[str, Face] = {
    "check --json": lambda folder, shelves: check_data(
        check(folder, shelves, today=NOW.date()), folder, shelves=shelves
    ),
    "explain CODE|WORD --json": lambda _folder, _shelves: explained_data(find_explained("publish")),
    "plan --json": lambda folder, shelves: timetable_data(timetable(folder, shelves, today=NOW.date())),
    "cohorts --json": _cohorts,
    "cohorts --replan --json": _replanned,
    "attend --json": lambda folder, shelves: attendance_data(attendance_report(folder, shelves, now=NOW)),
    "pairs --json": lambda folder, shelves: evenings_data(
        evenings(folder, shelves, session="3", cohort=None, absent=["p07"])
    ),
    "status --json": lambda folder, shelves: status_data(status(folder, shelves, now=NOW)),
    "changes --json": lambda folder, shelves: untold_data(untold(folder, shelves), today=NOW.date()),
    "people list --json": lambda folder, shelves: people_data(listed(folder, shelves)),
    "people export ID": lambda folder, _shelves: stored_about(folder, "p07"),
    "update --json": _update,
    "templates --json": lambda _folder, shelves: templates_data(on_shelves(shelves)),
    "templates show NAME --json": lambda _folder, shelves: template_data(
        find_offer(on_shelves(shelves), "cities/oxford")
    ),
    "doctor --json": lambda _folder, _shelves: doctor_data(look_at_machine(), read_personal(os.environ)),
}

WORDS = {
    "cohorts --json": "cohorts --json --dry-run",
    "cohorts --replan --json": "cohorts --replan --json --dry-run",
    "pairs --json": "pairs 3 --absent p07 --json",
    "explain CODE|WORD --json": "explain publish --json",
    "people export ID": "people export p07",
    "update --json": "update --json --dry-run",
    "templates show NAME --json": "templates show cities/oxford --json",
}
"""The command line of those that need more words."""
