"""Whatever of jobs/ a face may ask of a folder is marked as a job, or comes to one."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence

from tests.source_files import FILES, calls

BEFORE_TIMES = {
    "jobs/folder.py": "what stands before every verb: it ends a run that was cut off, and finds the shelves",
    "jobs/fresh.py": "a build with nothing to do compares hashes, before a reader of times is loaded",
    "jobs/renewing.py": "compares hashes, as above",
}
"""Files of jobs/ that take a folder and read nothing in which a time zone counts."""


def no_jobs(sources: Mapping[str, str]) -> list[str]:
    """The functions of jobs/ that a face may ask of a folder or of shelves, whatever stands before these, or of a
    record whose folder they look into, and that neither are jobs nor come to one over whatever of jobs/ they call."""
    functions = [
        (file, node)
        for file, source in sources.items()
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef)
    ]
    holders = that_hold_a_folder(sources)
    sure = _with_callers(
        {node.name for _, node in functions if "job" in map(ast.unparse, node.decorator_list)}, functions
    )
    inside = _with_callers({node.name for _, node in functions if _asks_a_record_for_its_folder(node)}, functions)
    return [
        f"{file}: {node.name}"
        for file, node in functions
        if (_takes(node) & {"folder", "shelves"} or (node.name in inside and _takes(node) & holders))
        and not node.name.startswith("_")
        and node.name not in sure
    ]


def that_hold_a_folder(sources: Mapping[str, str]) -> set[str]:
    """The names of the records with a field `folder`, and of those with a field that is such a record."""
    fields = [
        (node.name, field)
        for source in sources.values()
        for node in ast.parse(source).body
        if isinstance(node, ast.ClassDef)
        for field in node.body
        if isinstance(field, ast.AnnAssign)
    ]
    found = {name for name, field in fields if ast.unparse(field.target) == "folder"}
    while more := {name for name, field in fields if names_in(field.annotation) & found} - found:
        found |= more
    return found


def _with_callers(names: set[str], functions: Sequence[tuple[str, ast.FunctionDef]]) -> set[str]:
    while more := {node.name for _, node in functions if names & set(calls(node))} - names:
        names = names | more
    return names


def _asks_a_record_for_its_folder(function: ast.FunctionDef) -> bool:
    return any(isinstance(node, ast.Attribute) and node.attr == "folder" for node in ast.walk(function))


def _takes(function: ast.FunctionDef) -> set[str]:
    """The arguments of a function, and the names in their types."""
    taken = (*function.args.args, *function.args.kwonlyargs)
    return {argument.arg for argument in taken}.union(*(names_in(argument.annotation) for argument in taken))


def names_in(annotation: ast.expr | None) -> set[str]:
    return {node.id for node in ast.walk(annotation) if isinstance(node, ast.Name)} if annotation else set()


def jobs_of_folders() -> dict[str, str]:
    return {file: path.read_text("utf-8") for path, file in FILES if file.startswith("jobs/")}


def test_whatever_reads_a_programme_for_a_face_agrees_on_every_machine() -> None:
    assert [one for one in no_jobs(jobs_of_folders()) if one.partition(":")[0] not in BEFORE_TIMES] == []


def test_a_file_that_reads_no_times_has_functions_that_are_no_jobs() -> None:
    found = {one.partition(":")[0] for one in no_jobs(jobs_of_folders())}
    assert set(BEFORE_TIMES) - found == set()


def test_a_reader_that_is_no_job_is_found() -> None:
    sources = {
        "jobs/a.py": "@job\ndef look(folder, shelves): ...\ndef _own(folder): ...\ndef plain(plan): ...",
        "jobs/b.py": "def well(folder, shelves): return look(folder, shelves)\ndef bad(folder, shelves): ...",
        "jobs/c.py": "def far(word, *, folder): return well(folder, 1)\ndef late(word, *, shelves): return plain(word)",
        "jobs/d.py": "def short(folder): return _own(folder)",
    }
    assert no_jobs(sources) == ["jobs/b.py: bad", "jobs/c.py: late", "jobs/d.py: short"]


def test_a_record_whose_folder_is_looked_into_counts_as_one() -> None:
    record = "class Known:\n    folder: Path\nclass Ready:\n    known: Known\nclass Plain:\n    plan: Plan"
    looks = "def _look(folder): ...\ndef bad(known: Known): return _look(known.folder)"
    job = "@job\ndef well(known: Known): return known.folder"
    far = "def late(word, *, ready: Ready | None): return bad(ready.known)\ndef over(ready: Ready): return well(ready)"
    others = "def words(known: Known): return known.plan\ndef plain(one: Plain): return one.folder"
    sources = {"jobs/a.py": record, "jobs/b.py": f"{looks}\n{job}", "jobs/c.py": far, "jobs/d.py": others}
    assert no_jobs(sources) == ["jobs/b.py: bad", "jobs/c.py: late"]
