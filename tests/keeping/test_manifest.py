"""What the last build read and wrote reads back, and what is not as it was is found."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from toolkit.keeping.manifest import (
    MIXED,
    MadeSince,
    Manifest,
    Output,
    build_key,
    changed_inputs,
    current_outputs,
    input_names,
    inputs_unchanged,
    is_fresh,
    is_untouched,
    part_made,
    read_manifest,
    with_part,
    write_manifest,
)
from toolkit.keeping.writing import write_files
from toolkit.reading.files import ABSENT, fingerprint

WHOLE = Manifest(
    "key",
    {"@folder/programme.yaml": "seen"},
    {"out/index.html": Output("digest", "source")},
    {"now": ("then", "2026.1")},
    {"share/a.pdf": ("key", "another")},
    {"a-font": ("a.md", 1, 2)},
    "fonts",
    "remove",
    part=MadeSince({"@folder/programme.yaml": "later"}, ("out/index.html",)),
)


def built(folder: Path) -> Manifest:
    """A manifest of what lies in a folder: two inputs and an output."""
    write_files(folder, {"programme.yaml": b"a", "people/p.csv": b"p", "out/a.txt": b"x"})
    inputs = input_names({folder / path: fingerprint(folder / path) for path in ("programme.yaml", "people")}, folder)
    return Manifest("key", inputs, {"out/a.txt": Output(fingerprint(folder / "out/a.txt"))})


@pytest.mark.parametrize("manifest", [WHOLE, Manifest(), replace(WHOLE, boxes={}, fonts="", cancelled="keep")])
def test_a_manifest_reads_back_as_it_was_written(tmp_path: Path, manifest: Manifest) -> None:
    write_files(tmp_path, {".programme/manifest": write_manifest(manifest)})
    assert read_manifest(tmp_path) == manifest


@pytest.mark.parametrize("path", ["programme.yaml", "../out/a", "out/../a"])
def test_a_manifest_that_names_a_file_outside_what_is_made_counts_for_nothing(tmp_path: Path, path: str) -> None:
    for manifest in (replace(WHOLE, outputs={path: Output("x")}),):
        write_files(tmp_path, {".programme/manifest": write_manifest(manifest)})
        assert read_manifest(tmp_path) == Manifest()


def test_a_build_is_fresh_until_something_that_it_read_or_wrote_changes(tmp_path: Path) -> None:
    manifest = built(tmp_path)
    assert is_fresh(manifest, tmp_path, key="key")
    assert not is_fresh(manifest, tmp_path, key="other")
    assert not is_fresh(replace(manifest, outputs={}), tmp_path, key="key")
    assert not is_fresh(replace(manifest, boxes={"a-font": ("a.md", 1, 2)}, fonts="x"), tmp_path, key="key")
    write_files(tmp_path, {"out/a.txt": b"y"})
    assert not is_fresh(manifest, tmp_path, key="key")
    write_files(tmp_path, {"out/a.txt": b"x", "programme.yaml": b"b"})
    assert not is_fresh(manifest, tmp_path, key="key")


def test_what_changed_is_named_as_it_stands_in_the_folder(tmp_path: Path) -> None:
    manifest = built(tmp_path)
    assert changed_inputs(manifest, tmp_path) == ()
    write_files(tmp_path, {"programme.yaml": b"b", "people/q.csv": b"q"})
    assert changed_inputs(manifest, tmp_path) == ("people", "programme.yaml")
    assert not inputs_unchanged(manifest, tmp_path)


def test_one_folder_may_be_left_out_of_account(tmp_path: Path) -> None:
    manifest = built(tmp_path)
    write_files(tmp_path, {"people/q.csv": b"q"})
    assert not inputs_unchanged(manifest, tmp_path)
    assert not inputs_unchanged(manifest, tmp_path, without="peo")
    assert inputs_unchanged(manifest, tmp_path, without="people")
    assert not inputs_unchanged(Manifest(), tmp_path)


def test_an_output_is_untouched_where_it_is_there_as_it_was_written(tmp_path: Path) -> None:
    output = built(tmp_path).outputs["out/a.txt"]
    assert is_untouched(tmp_path, "out/a.txt", output=output)
    assert not is_untouched(tmp_path, "out/a.txt", output=None)
    assert not is_untouched(tmp_path, "gone", output=Output(ABSENT))
    (tmp_path / "out/b.txt").symlink_to(tmp_path / "out/a.txt")
    assert not is_untouched(tmp_path, "out/b.txt", output=output)


def test_a_part_that_read_another_state_leaves_everything_to_be_made_again() -> None:
    whole = Manifest("key", {"a": "1", "b": "2"})
    assert with_part(whole, "key", inputs={"a": "1"}) == whole
    assert with_part(whole, "key", inputs={"a": "9"}) == Manifest("", {"a": MIXED, "b": "2"})
    assert with_part(whole, "other", inputs={"a": "1"}) == replace(whole, key="")


def test_what_is_up_to_date_is_all_of_a_whole_build_or_else_what_parts_made_of_the_files_as_they_are(
    tmp_path: Path,
) -> None:
    whole = built(tmp_path)
    assert current_outputs(whole, tmp_path) == whole.outputs
    write_files(tmp_path, {"programme.yaml": b"b"})
    assert current_outputs(whole, tmp_path) == {}
    inputs = {name: fingerprint(tmp_path / name.removeprefix("@folder/")) for name in whole.inputs}
    outputs = {**whole.outputs, "out/b.ics": Output("x"), "out/c.csv": Output("x")}
    later = replace(whole, outputs=outputs, part=part_made(whole, inputs=inputs, outputs=["out/b.ics"]))
    assert current_outputs(later, tmp_path).keys() == {"out/b.ics"}
    both = replace(later, part=part_made(later, inputs=inputs, outputs=["out/c.csv"]))
    assert current_outputs(both, tmp_path).keys() == {"out/b.ics", "out/c.csv"}
    assert part_made(both, inputs={**inputs, "@folder/people": "other"}, outputs=["out/c.csv"]).outputs == (
        "out/c.csv",
    )
    assert part_made(both, inputs=whole.inputs, outputs=["out/a.txt"]) == MadeSince()


def test_a_build_with_other_options_has_another_key() -> None:
    given: list[tuple[str, bool, list[Path]]] = [
        ("keep", False, []),
        ("note", False, []),
        ("keep", True, []),
        ("keep", False, [Path("shelf")]),
    ]
    keys = [build_key(shown, invitations=asked, shelves=shelves) for shown, asked, shelves in (given[0], *given)]
    assert (len(set(keys)), keys[0] == keys[1], len(keys[0])) == (4, True, 64)


def test_a_build_with_another_version_of_a_library_has_another_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = build_key("keep", invitations=False, shelves=())
    monkeypatch.syspath_prepend(str(tmp_path))
    assert build_key("keep", invitations=False, shelves=()) == before
    (tmp_path / "markdown_it_py-99.0.dist-info").mkdir()
    assert build_key("keep", invitations=False, shelves=()) != before


def test_the_folders_of_libraries_say_the_versions_that_they_say_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    by_folder = build_key("keep", invitations=False, shelves=())
    monkeypatch.setattr("toolkit.keeping.manifest._installed", dict)
    assert build_key("keep", invitations=False, shelves=()) == by_folder
