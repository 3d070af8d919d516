"""What a build leaves behind: files made anew, those that stay, those that go, and the manifest of all."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from toolkit.keeping.manifest import Manifest, read_manifest
from toolkit.keeping.part_store import PARTS, PartStore
from toolkit.keeping.staging import Staging, Written, finish
from toolkit.reading.files import fingerprint
from toolkit.reading.hashing import digest

DONE = Manifest("key", {"@folder/programme.yaml": "seen"}, moments={"now": ("then", "2026.1")})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".programme").mkdir()
    return tmp_path


def staging(folder: Path, files: Mapping[str, str]) -> Staging:
    found = Staging(folder, read_manifest(folder), "key", {})
    for path, text in files.items():
        found.add(path, text.encode())
    return found


def settle(found: Staging, *, whole: bool = True, done: Manifest = DONE, asked: Collection[str] = ()) -> Written:
    records = {".programme/calendar-lock": b"lock"}
    return finish(found, done, whole=whole, asked=lambda path: whole or path in asked, records=records)


def there(folder: Path) -> set[str]:
    return {path.relative_to(folder / "out").as_posix() for path in (folder / "out").rglob("*") if path.is_file()}


def test_a_file_with_other_bytes_is_made_one_with_the_same_stays_and_one_that_is_not_made_goes(folder: Path) -> None:
    assert settle(staging(folder, {"a": "1", "b": "1", "c": "1"})).made == ("out/a", "out/b", "out/c")
    assert settle(staging(folder, {"a": "1", "b": "2"})) == Written(("out/b",), ("out/a",), ("out/c",))
    assert there(folder) == {"a", "b"}
    assert (folder / ".programme/calendar-lock").read_bytes() == b"lock"
    assert read_manifest(folder).key == "key"


def test_a_build_of_a_part_leaves_the_rest_as_it_was(folder: Path) -> None:
    settle(staging(folder, {"a": "1", "b": "1"}))
    later = replace(DONE, moments={"now": ("later", "2026.2"), "new": ("later", "2026.2")})
    assert settle(staging(folder, {"a": "2"}), whole=False, done=later) == Written(("out/a",), (), ())
    assert there(folder) == {"a", "b"}
    manifest = read_manifest(folder)
    assert manifest.outputs.keys() == {"out/a", "out/b"}
    assert manifest.moments == {"now": ("then", "2026.1"), "new": ("later", "2026.2")}


def test_of_what_a_part_was_asked_for_nothing_stays_that_is_not_made(folder: Path) -> None:
    settle(staging(folder, {"a": "1", "b": "1", "c": "1"}))
    assert settle(staging(folder, {"a": "1"}), whole=False, asked=("out/a", "out/b")).removed == ("out/b",)
    assert there(folder) == {"a", "c"}
    assert read_manifest(folder).outputs.keys() == {"out/a", "out/c"}


@pytest.mark.parametrize("whole", [True, False])
def test_what_was_left_out_goes_and_is_tried_again(folder: Path, whole: bool) -> None:
    settle(staging(folder, {"a": "1", "b": "1"}))
    found = staging(folder, {"a": "1", "b": "2"})
    found.leave_out(["b"])
    assert settle(found, whole=whole) == Written((), ("out/a",), ("out/b",))
    assert there(folder) == {"a"}
    assert read_manifest(folder).key == ("" if whole else "key")
    assert read_manifest(folder).outputs.keys() == {"out/a"}


def test_after_a_whole_build_the_parts_of_its_documents_stay_and_no_others(folder: Path) -> None:
    store = PartStore(folder / PARTS)
    keys = [digest(name) for name in (b"one", b"two", b"three")]
    for key in keys:
        store.write(key, b"1")
    first = staging(folder, {"a": "1", "b": "1"})
    first.parts.update({"a": (keys[0],), "b": (keys[0], keys[1])})
    settle(first)
    assert [store.read(key) for key in keys] == [b"1", b"1", None]
    second = staging(folder, {"a": "1"})
    second.parts["a"] = (keys[0],)
    settle(second, whole=False)
    assert [store.read(key) for key in keys] == [b"1", b"1", None]
    assert read_manifest(folder).parts == {"a": (keys[0],), "b": (keys[0], keys[1])}


def test_an_output_is_kept_that_is_untouched_and_was_made_from_the_same_text(folder: Path) -> None:
    first = staging(folder, {})
    assert not first.keep("a", "text")
    first.add("a", b"1")
    settle(first)
    again = staging(folder, {})
    assert (again.keep("a", "text"), again.keep("a")) == (True, True)
    assert not again.keep("a", "other text")
    assert not replace(again, key="other options").keep("a", "text")
    (folder / "out/a").write_bytes(b"touched")
    assert not again.keep("a", "text")


def test_what_is_kept_is_no_longer_made_and_stays(folder: Path) -> None:
    first = staging(folder, {})
    first.keep("a", "text")
    first.add("a", b"1")
    settle(first)
    again = staging(folder, {})
    again.keep("a", "text")
    assert settle(again) == Written((), ("out/a",), ())
    assert there(folder) == {"a"}


def test_what_is_made_after_all_is_no_longer_kept(folder: Path) -> None:
    settle(staging(folder, {"a": "1"}))
    found = staging(folder, {})
    assert found.keep("a")
    found.add("a", b"2")
    assert settle(found) == Written(("out/a",), (), ())
    assert read_manifest(folder).outputs["out/a"].digest == fingerprint(folder / "out/a")
