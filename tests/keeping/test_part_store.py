"""What was laid out waits in a folder; whatever happens to that folder only costs time."""

from __future__ import annotations

import stat
from pathlib import Path

from toolkit.keeping.part_store import PartStore
from toolkit.reading.hashing import digest

ONE, TWO = digest(b"one"), digest(b"two")


def test_what_was_written_is_read_by_its_key_alone(tmp_path: Path) -> None:
    store = PartStore(tmp_path / "made" / "when needed")
    assert store.read(ONE) is None
    store.write(ONE, b"1\n2")
    assert (PartStore(store.folder).read(ONE), store.read(TWO)) == (b"1\n2", None)


def test_only_its_owner_can_look_into_it(tmp_path: Path) -> None:
    store = PartStore(tmp_path / "store")
    store.write(ONE, b"1")
    assert [stat.S_IMODE(place.stat().st_mode) & 0o077 for place in (store.folder, store.folder / ONE)] == [0, 0]


def test_a_damaged_one_is_not_there(tmp_path: Path) -> None:
    store = PartStore(tmp_path)
    store.write(ONE, b"what was laid out")
    whole = (tmp_path / ONE).read_bytes()
    for damaged in (whole[:-1], whole + b"x", b"", whole.replace(b"laid", b"made")):
        (tmp_path / ONE).write_bytes(damaged)
        assert store.read(ONE) is None
    (tmp_path / TWO).mkdir()
    assert store.read(TWO) is None


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    store = PartStore(tmp_path / "file" / "store")
    store.write(ONE, b"1")
    store.keep_only(())
    assert store.read(ONE) is None


def test_others_than_those_in_use_go_and_so_does_what_a_killed_run_left(tmp_path: Path) -> None:
    store = PartStore(tmp_path)
    for key in (ONE, TWO):
        store.write(key, b"1")
    (tmp_path / ".programme-half").write_bytes(b"")
    store.keep_only({ONE})
    assert [place.name for place in tmp_path.iterdir()] == [ONE]
