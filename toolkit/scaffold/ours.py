"""The files that every programme folder gets whatever its template: cohorts, changes, a README and what git ignores."""

from __future__ import annotations

from toolkit.reading.folder_cohorts import default_keys
from toolkit.scaffold.expressions import jsonify
from toolkit.scaffold.schemas import schema_line

_COHORTS = """\
# Who meets when, where and with whom. What a cohort leaves out it takes from programme.yaml.
# Keys (a, b, …) stay as they are and are never used again: calendars and attendance hang on them.
cohorts:
"""

_COHORT_KEYS = """\
# What a cohort may have beside its label; ids are those in people/*.csv:
#     mode: online-peer
#     reading: inside
#     zone: America/New_York
#     day: wed
#     time: "12:00"
#     turns: [Tue 07:00, Tue 21:00]    # in place of day and time: one week this, the next that
#     minutes: 120                # of each meeting, where it is not the session's own length
#     room: hall
#     link: "https://…"           # stays out of everything public
#     facilitators: [f1, f2]
#     mentor: m1
#     members: [p01, p02]
#     track: words of your own
#     level: words of your own
"""

_CHANGES = """\
# Exceptions to the plan: meetings that move, are cancelled or meet together. Newer lines at the end.
# For example (the words in capitals are yours):
#   - {cohort: a, session: KEY, date: 2027-02-18, time: "18:30", room: ID, reason: hall closed, decided: 2027-02-10}
#   - {cohort: b, session: KEY, combined_with: a, reason: facilitator ill, decided: 2027-02-02}
#   - {cohort: all, session: KEY, cancelled: shift, reason: strike, decided: 2027-02-20}    # drop | shift | double |
# skip
changes: []
"""

_IGNORED = """\
# People's names and addresses stay on your machine; out/ is made again by `programme build`.
/people/
/out/
"""

_README = """\
# {title}

A programme folder. Edit `programme.yaml` first, then:

    programme check      every mistake and everything not known yet
    programme plan       the dated timetable
    programme build      everything to print and send, in out/; open out/index.html

- `cohorts.yaml`: who meets when. `changes.yaml`: meetings that move. `people/`: names, never in git.
- `curriculum.yaml`, `sessions/`, `resources.yaml`: what is taught. They are yours to change.
- `.programme/`: how this folder was made. Leave it as it is.
"""


def cohorts_file(count: int) -> bytes:
    """cohorts.yaml with so many cohorts and nothing decided; the labels name no day, which may yet change."""
    lines = "".join(f"  {key}:\n    label: {jsonify(f'Cohort {key.upper()}')}\n" for key in default_keys(count))
    return (schema_line("cohorts") + _COHORTS + lines + _COHORT_KEYS).encode()


def changes_file() -> bytes:
    """changes.yaml without a change, with examples in comments."""
    return (schema_line("changes") + _CHANGES).encode()


def ignore_file() -> bytes:
    """.gitignore: people's data and what can be made again."""
    return _IGNORED.encode()


def readme_file(title: str) -> bytes:
    """README.md: what to do next."""
    return _README.replace("{title}", title).encode()
