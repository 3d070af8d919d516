"""A programme folder as if one text had been built of it, for tests of what people are told."""

from __future__ import annotations

from pathlib import Path

from toolkit.keeping.manifest import MANIFEST_FILE, Manifest, Output, input_names, write_manifest
from toolkit.reading.files import fingerprint


def built(folder: Path) -> None:
    """out/a.txt, and the manifest of a build that read changes.yaml as it is."""
    (folder / "out").mkdir(exist_ok=True)
    (folder / "out" / "a.txt").write_text("a", "utf-8")
    path, made = folder / "changes.yaml", fingerprint(folder / "out" / "a.txt")
    manifest = Manifest(inputs=input_names({path: fingerprint(path)}, folder), outputs={"out/a.txt": Output(made)})
    (folder / MANIFEST_FILE).parent.mkdir(exist_ok=True)
    (folder / MANIFEST_FILE).write_bytes(write_manifest(manifest))
