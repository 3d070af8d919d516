"""Thirty people who applied with their times, six facilitators, two mentors and three rooms: a programme before its
cohorts are formed."""

from __future__ import annotations

from pathlib import Path

from tests.running import new_programme

MADE = "2026-11-23"
EVENINGS = (
    "Tue 18:00-22:00; Wed 18:00-22:00",
    "Tue 17:00-22:00",
    "Wed 18:00-22:00; Thu 18:00-22:00",
    "Thu 17:30-22:00; Sat 10:00-16:00",
    "Mon 18:00-21:30; Tue 18:30-22:00",
)
NAMES = (
    "Amara",
    "Benoît",
    "Chidi",
    "Dolores",
    "Eirik",
    "Farah",
    "Goran",
    "Hinemoa",
    "Ines",
    "Jaspreet",
    "Keiko",
    "Ludmila",
    "Moana",
    "Nadia",
    "Omar",
    "Paloma",
    "Quang",
    "Rosa",
    "Saoirse",
    "Tomasz",
    "Uma",
    "Vusi",
    "Wiremu",
    "Ximena",
    "Yael",
    "Zainab",
    "Anouk",
    "Birgit",
    "Cem",
    "Dilys",
)
FACILITATORS = """id,name,email,timezone,available,hours_per_week,max_cohorts,role
wren,Wren Castellan,wren@example.org,Europe/London,Tue 17:00-22:00; Wed 17:00-22:00,6,2,facilitator
imre,Imre Szabó,imre@example.org,Europe/London,Tue 17:00-22:00; Thu 17:00-22:00,4,1,facilitator
noor,Noor Haidari,noor@example.org,Europe/London,Wed 17:00-22:00; Thu 17:00-22:00,4,1,facilitator
pia,Pia Lindqvist,pia@example.org,Europe/London,Thu 17:00-22:00; Sat 9:00-17:00,4,1,facilitator
odile,Odile Marchetti,odile@example.org,Europe/London,Tue 17:00-22:00; Wed 17:00-22:00; Thu 17:00-22:00,1,,mentor
"""
ROOMS = """id,name,seats,cohorts,open,step_free,address
hall,Lantern Hall,30,3,Tue 17:00-22:00; Wed 17:00-22:00; Thu 17:00-22:00; Sat 9:00-18:00,yes,"4 Example Lane, Oxford"
annexe,Annexe,9,1,Thu 17:00-22:00,no,"4 Example Lane, Oxford"
"""


def make_thirty(folder: Path) -> Path:
    """A fresh Oxford programme in a mentored mode with these people in people/ and no cohorts yet. p29 gave no usable
    times, p30 is declined."""
    new_programme(folder, "oxford --template engineering --term 'Hilary 2027' --people 30 --mode in-person-mentored")
    rows = ["id,name,email,timezone,available,if_needed,status"]
    for number, name in enumerate(NAMES, 1):
        times = "Sun 06:00-07:00" if number == 29 else EVENINGS[number % len(EVENINGS)]
        needed = "Fri 18:00-22:00" if number % 4 == 0 else ""
        status = "declined" if number == 30 else "accepted"
        rows.append(f'p{number:02d},{name} Example,p{number:02d}@example.org,Europe/London,"{times}",{needed},{status}')
    (folder / "people" / "participants.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (folder / "people" / "facilitators.csv").write_text(FACILITATORS, encoding="utf-8")
    (folder / "people" / "rooms.csv").write_text(ROOMS, encoding="utf-8")
    (folder / "cohorts.yaml").unlink(missing_ok=True)
    return folder
