"""people/attendance.csv with new marks: a later mark stands in the row of the earlier one, new rows come at the end."""

from __future__ import annotations

from collections.abc import Iterable

from toolkit.keeping.people_file import PeopleFile, PeopleRow, read_people_file
from toolkit.model.people import Attendance
from toolkit.reading.people_tables import ATTENDANCE_COLUMNS

ATTENDANCE = "people/attendance.csv"


def add_attendance(data: bytes, marks: Iterable[Attendance]) -> bytes:
    """The file with these marks; of several about one person at one meeting the last counts. What does not change keeps
    its bytes."""
    file = read_people_file(data)
    if not file.headings:
        file = PeopleFile(ATTENDANCE_COLUMNS)
    left = {(mark.id, mark.cohort, mark.session): mark.state for mark in marks}

    def edit(row: PeopleRow) -> PeopleRow:
        state = left.pop((file.cell(row, "id"), file.cell(row, "cohort"), file.cell(row, "session")), None)
        return row if state is None else file.changed(row, {"state": state})

    edited = file.edited(edit)
    new = [dict(zip(ATTENDANCE_COLUMNS, (*key, state), strict=True)) for key, state in left.items()]
    rows = tuple(edited.changed(PeopleRow((), None), cells) for cells in new)
    return PeopleFile(
        edited.headings, (*edited.rows, *rows), edited.separator, edited.newline, edited.bom, edited.head
    ).write()
