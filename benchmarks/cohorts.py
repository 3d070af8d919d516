"""Cohorts of made-up people: how many are placed, of how many that any plan could place, in what time. Two baselines in
the same run.

    python benchmarks/cohorts.py --sizes 30,100,300 --seeds 2 --limit 60

People are of five kinds (undergraduates, postgraduates, workers, flexible and narrow ones), a quarter has a stretch
only for need, one or two in a hundred can come at no time. `campus` has rooms and pairs in one zone, `online` 18 zones.
Facilitators give so many seats per person as the column says. Each solver runs in a process of its own: `ours`,
`greedy` (each facilitator in turn takes the start with the most people), and `textbook` (CP-SAT, one variable per
person and cohort; needs ortools in the Python that --textbook names, else it is left out). The limit is in CPU seconds;
wall seconds are told beside them, since the machine may have other work. Violations are counted by the independent
checker, over every plan of the menu.

`fuller` and `evenings` are the other good plans, found in so many CPU seconds (`menu`) after the plan with the most
people: of each the people placed, and how many the smallest cohort has or how many evenings facilitators come; before
the arrow as in that plan. `advice` are the CPU seconds that suggestions for everybody without a place take. What was
measured last stands in docs/cohort-figures.md.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import pickle
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.groups import make  # noqa: E402
from toolkit.grouping.choices import Preference  # noqa: E402
from toolkit.grouping.problem import CohortPlan, CohortProblem, Effort, Watch  # noqa: E402

SEATS = (0.85, 1.0, 1.2, 1.6)


def ours(problem: CohortProblem, limit: float) -> dict[str, object]:
    """The product."""
    from toolkit.grouping.choices import PREFERENCES, better_for
    from toolkit.grouping.form import form_cohorts
    from toolkit.grouping.suggest import advise

    began = time.monotonic()
    # a limit in CPU seconds, so that other work on the machine changes nothing
    effort = Effort(watch=Watch(stop=lambda: "limit" if time.process_time() > limit else ""))
    plan = form_cohorts(problem, effort)
    seconds = time.monotonic() - began, time.process_time()
    plans = {one: better_for(one, problem, most=plan, effort=Effort()) for one in PREFERENCES}
    chosen = time.process_time()
    advise(problem, plan, effort=Effort())
    return {
        "placed": plan.placed,
        "bound": plan.bound,
        "reachable": plan.reachable,
        "wall": seconds[0],
        "cpu": seconds[1],
        "menu": chosen - seconds[1],
        "advice": time.process_time() - chosen,
        "violations": sum(violations(problem, one, bound=plan.bound) for one in plans.values()),
        "cut": plan.stopped_by,
        **in_words(problem, plans),
    }


def violations(problem: CohortProblem, plan: CohortPlan, *, bound: int) -> int:
    """The rules that a plan breaks, its bound among them; of large problems one cohort in ten is looked at."""
    from toolkit.grouping.violations import find_violations

    step = 1 if len(problem.people) <= 3000 else 10
    return len(find_violations(problem, plan.cohorts[::step])) + (plan.placed > bound) + (plan.bound != bound)


def in_words(problem: CohortProblem, plans: Mapping[Preference, CohortPlan]) -> dict[str, str]:
    """What the other good plans give, beside the one with the most people."""
    from toolkit.grouping.choices import measure

    has = {one: measure(problem, plan) for one, plan in plans.items()}
    small = [min(has[one].sizes, default=0) for one in ("most", "fuller")]
    return {
        "fuller": f"{has['fuller'].placed} {small[0]}>{small[1]}",
        "evenings": f"{has['fewer-evenings'].placed} {has['most'].evenings}>{has['fewer-evenings'].evenings}",
    }


def greedy(problem: CohortProblem, _limit: float) -> dict[str, object]:
    """Each facilitator in turn takes, while hours last, the start with the most people still waiting."""
    from toolkit.grouping.board import Board
    from toolkit.grouping.compile import compile_problem

    board = Board(compile_problem(dataclasses.replace(problem, together=(), apart=())))
    units, least = board.instance.units, problem.sizes.least
    for number, runner in enumerate(board.instance.runners):
        while True:
            coming = {
                slot: [unit for unit in board.waiting() if slot in units[unit].options]
                for slot in runner.slots
                if board.can_run(number, slot)
            }
            slot = max(coming, key=lambda slot: (len(coming[slot]), -slot), default=None)
            group = None if slot is None or len(coming[slot]) < least else board.room_for(slot, by=number)
            if slot is None or group is None:
                break
            board.begin(number, slot, group=group)
            for unit in coming[slot][: board.free(slot)]:
                board.put(unit, slot)
    return {"placed": board.placed, "wall": 0.0, "cpu": time.process_time()}


def textbook(data: dict[str, list[dict[str, object]]], limit: float) -> dict[str, object]:
    """One cohort per facilitator hour, a variable per person and cohort; CP-SAT. Rooms and pairs are left out, which
    makes it easier."""
    from ortools.sat.python import cp_model

    model, starts_of, member = cp_model.CpModel(), {}, {}
    for number, cohort in enumerate(data["cohorts"]):
        starts_of[number] = {slot: model.new_bool_var("") for slot in cohort["slots"]}
        model.add_at_most_one(starts_of[number].values())
        for other in range(number):
            if data["cohorts"][other]["runner"] == cohort["runner"]:
                for slot, column in starts_of[number].items():
                    clash = [
                        starts_of[other][near]
                        for near in starts_of[other]
                        if abs(near % data["starts"] - slot % data["starts"]) < data["window"]
                    ]
                    if clash:
                        model.add(sum(clash) + column <= 1)
    for index, slots in enumerate(data["people"]):
        for number, columns in starts_of.items():
            here = [columns[slot] for slot in slots if slot in columns]
            if here:
                member[index, number] = model.new_bool_var("")
                model.add(member[index, number] <= sum(here))
        model.add_at_most_one(column for (who, _), column in member.items() if who == index)
    for number, columns in starts_of.items():
        people = sum(column for (_, where), column in member.items() if where == number)
        model.add(people <= 8 * sum(columns.values()))
        model.add(people >= 4 * sum(columns.values()))
    model.maximize(sum(member.values()))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds, solver.parameters.num_workers = limit, 2
    status = solver.solve(model)
    placed = round(solver.objective_value) if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) else 0
    return {"placed": placed, "wall": solver.wall_time, "cpu": time.process_time()}


def plain(problem: CohortProblem) -> dict[str, object]:
    """The problem as numbers, for a process that has other libraries."""
    from toolkit.grouping.compile import compile_problem

    instance = compile_problem(problem)
    cohorts = [
        {"runner": number, "slots": sorted(one.slots)}
        for number, one in enumerate(instance.runners)
        for _ in range(min(one.limit, 3))
    ]
    people = [sorted(unit.options) for unit in instance.units for _ in unit.ids]
    return {"people": people, "cohorts": cohorts, "starts": instance.starts, "window": instance.window}


def in_a_process(name: str, given: object, *, limit: float, python: str) -> dict[str, float | str] | None:
    """One solver in a process of its own; None where it cannot run or takes four times as long as it may."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "given"
        path.write_bytes(json.dumps(given).encode() if name == "textbook" else pickle.dumps(given))
        try:
            done = subprocess.run(
                [python, __file__, "--solve", name, "--limit", str(limit), str(path)],
                capture_output=True,
                text=True,
                check=True,
                timeout=4 * limit + 60,
            )
        except (subprocess.SubprocessError, OSError):
            return None
        found: dict[str, float | str] = json.loads(done.stdout)
        return found


def solve(name: str, path: Path, *, limit: float) -> None:
    """What a process of `in_a_process` does."""
    data = path.read_bytes()
    given = json.loads(data) if name == "textbook" else pickle.loads(data)  # noqa: S301 - our own file
    found = {"ours": ours, "greedy": greedy, "textbook": textbook}[name](given, limit)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({**found, "memory": peak}))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", default="30,100,300,1000")
    parser.add_argument("--kinds", default="campus,online")
    parser.add_argument("--seats", default=",".join(map(str, SEATS)))
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--limit", type=float, default=60)
    parser.add_argument("--textbook", default=sys.executable, metavar="PYTHON")
    parser.add_argument("--solve", help=argparse.SUPPRESS)
    parser.add_argument("path", nargs="?", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.solve:
        solve(chosen.solve, chosen.path, limit=chosen.limit)
        return
    print(
        "people kind    seats seed starts | placed bound reach share%   cpu  wall  menu advice   MB bad |"
        " fuller   | evenings     | greedy | textbook",
        flush=True,
    )
    for people in map(int, chosen.sizes.split(",")):
        for kind in chosen.kinds.split(","):
            for seats in map(float, chosen.seats.split(",")):
                for seed in range(chosen.seeds):
                    measure(
                        make(people, kind=kind, seats=seats, seed=seed),
                        f"{people:6d} {kind:7s} {seats:5.2f} {seed:4d}",
                        chosen=chosen,
                    )


def measure(problem: CohortProblem, name: str, *, chosen: argparse.Namespace) -> None:
    """One line of the table."""
    from toolkit.grouping.starts import fitting_starts, shifts

    free = [
        len(
            fitting_starts(
                one.available,
                shifts=shifts(problem.zone, one.zone, problem.first, problem.last),
                minutes=problem.minutes,
                grid=30,
            )
        )
        for one in problem.people
    ]
    mine = in_a_process("ours", problem, limit=chosen.limit, python=sys.executable)
    simple = in_a_process("greedy", problem, limit=chosen.limit, python=sys.executable)
    book = (
        in_a_process("textbook", plain(problem), limit=chosen.limit, python=chosen.textbook)
        if len(problem.people) <= 300
        else None
    )
    if mine is None:
        print(f"{name}        | failed", flush=True)
        return
    share = 100 * float(mine["placed"]) / (float(mine["bound"]) or 1)
    print(
        f"{name} {statistics.median(free):6.0f} | {mine['placed']:6d} {mine['bound']:5d} {mine['reachable']:5d}"
        f" {share:6.2f} {mine['cpu']:5.1f} {mine['wall']:5.1f} {mine['menu']:5.1f} {mine['advice']:6.1f}"
        f" {mine['memory']:4.0f} {mine['violations']:3d} | {mine['fuller']:8s} | {mine['evenings']:12s} |"
        f" {simple['placed'] if simple else '-':>6} |"
        f" {book['placed'] if book else '-':>8}{' cut' if mine['cut'] else ''}",
        flush=True,
    )


if __name__ == "__main__":
    main()
