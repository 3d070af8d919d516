"""A build on its way to the disk: the files made anew, those of the last build that stay, and the manifest of both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, MutableMapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from toolkit.keeping.manifest import MANIFEST_FILE, Manifest, Output, is_untouched, part_made, with_part, write_manifest
from toolkit.keeping.part_store import PARTS, PartStore
from toolkit.keeping.writing import read_bytes, remove_files, write_files
from toolkit.model.overruns import Overrun
from toolkit.reading.characters import print_stamp
from toolkit.reading.hashing import digest


@dataclass
class Staging:
    """Files on their way to the folder, and what each was made from, by path in it; those left out by path below
    out/, as in all that is called here. `overruns` is what does not fit on the pages of each document that
    was asked for, made anew or kept; `parts` are the keys of its parts in their store."""

    folder: Path
    before: Manifest
    key: str
    files: MutableMapping[str, bytes]
    sources: dict[str, str] = field(default_factory=dict)
    kept: dict[str, Output] = field(default_factory=dict)
    left_out: set[str] = field(default_factory=set)
    overruns: dict[str, tuple[Overrun, ...]] = field(default_factory=dict)
    parts: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def add(self, path: str, data: bytes) -> None:
        """A file that was made anew."""
        self.files[f"out/{path}"] = data
        self.kept.pop(f"out/{path}", None)

    def keep(self, path: str, text: str | None = None) -> bool:
        """Whether an output is still there untouched, and was made from this text where that is asked; then it
        stays."""
        place = f"out/{path}"
        made_from = "" if text is None else print_stamp(self.key, text)
        self.sources[place] = made_from
        output = self._untouched(place)
        if output is None or made_from not in ("", output.made_from):
            return False
        self.kept[place] = output
        return True

    def _untouched(self, place: str) -> Output | None:
        output = self.before.outputs.get(place)
        return output if is_untouched(self.folder, place, output=output) else None

    def leave_out(self, paths: Iterable[str]) -> None:
        """Neither the old nor a new file: what stood there may say what is no longer so."""
        for path in paths:
            self.files.pop(f"out/{path}", None)
            self.kept.pop(f"out/{path}", None)
            self.left_out.add(path)


@dataclass(frozen=True)
class Written:
    """Paths in the folder, sorted: files made anew, files as they were, files taken away."""

    made: tuple[str, ...]
    same: tuple[str, ...]
    removed: tuple[str, ...]


def finish(
    staging: Staging, done: Manifest, *, whole: bool, asked: Callable[[str], bool], records: Mapping[str, bytes]
) -> Written:
    """Write what is new, with our own records, take away what is no longer made, and the manifest last.

    `done` is what the build read, without its outputs; its key is empty where something could not be made. Of what was
    `asked` for (by path in the folder) nothing stays that was not made this time.
    """
    made = [path for path, data in staging.files.items() if not _is_there(staging.folder / path, data)]
    hashes = {path: Output(digest(data), staging.sources.get(path, "")) for path, data in staging.files.items()}
    outputs = hashes | staging.kept
    overruns = {path: found for path, found in staging.overruns.items() if found}
    done = replace(done, outputs=outputs, parts=dict(staging.parts), overruns=overruns)
    before = set(staging.before.outputs)
    gone = {path for path in before - outputs.keys() if asked(path)} | (
        before & {f"out/{path}" for path in staging.left_out}
    )
    manifest = _of_all(staging, done) if whole else _of_a_part(staging, done, gone=gone)
    staging.files.update(records)
    write_files(staging.folder, staging.files)
    remove_files(staging.folder, sorted(gone))
    write_files(staging.folder, {MANIFEST_FILE: write_manifest(manifest)})
    if whole:
        PartStore(staging.folder / PARTS).keep_only({key for keys in manifest.parts.values() for key in keys})
    return Written(tuple(sorted(made)), tuple(sorted(outputs.keys() - set(made))), tuple(sorted(gone)))


def _of_all(staging: Staging, done: Manifest) -> Manifest:
    """The manifest after everything was asked for."""
    return replace(done, key="" if staging.left_out else done.key)


def _of_a_part(staging: Staging, done: Manifest, *, gone: set[str]) -> Manifest:
    """The manifest after a part was asked for."""
    before = with_part(staging.before, staging.key, inputs=done.inputs)
    outputs = {path: output for path, output in {**before.outputs, **done.outputs}.items() if path not in gone}
    return replace(
        before,
        outputs=outputs,
        moments={**done.moments, **before.moments},
        parts={**before.parts, **done.parts},
        cancelled=done.cancelled,
        overruns={**_others(before, staging), **done.overruns},
        part=part_made(staging.before, inputs=done.inputs, outputs=done.outputs),
    )


def _others(before: Manifest, staging: Staging) -> dict[str, tuple[Overrun, ...]]:
    """What was found in documents that were not asked for this time."""
    return {path: found for path, found in before.overruns.items() if path not in staging.overruns}


def _is_there(path: Path, data: bytes) -> bool:
    return path.is_file() and read_bytes(path) == data
