"""One store of what was laid out for a whole run of tests, over all its workers: the first test that needs a part lays
it out, the others take it. It is empty when a run begins and gone when it ends."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from toolkit.keeping.part_store import PartStore
from toolkit.outputs.engine import RenderedPart, RenderRequest
from toolkit.outputs.stored_layouts import layout_from_bytes, layout_key, layout_to_bytes
from toolkit.outputs.weasyprint_engine import WeasyPrint

VARIABLE = "TESTS_LAID_OUT"
"""Names the store to the workers of a run."""

COLD = WeasyPrint.render
"""The engine as it is."""


def open_store() -> None:
    """A new store, unless this is a worker of a run that has one."""
    if VARIABLE not in os.environ:
        os.environ[VARIABLE] = tempfile.mkdtemp(prefix="tests-laid-out-")


def drop_store() -> None:
    """By whoever opened it."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        shutil.rmtree(os.environ.pop(VARIABLE), ignore_errors=True)


def use_store(patch: pytest.MonkeyPatch) -> None:
    """Have this process's engine look there first."""
    store = PartStore(Path(os.environ[VARIABLE]))

    def render(engine: WeasyPrint, request: RenderRequest) -> RenderedPart:
        engine.load()
        key = layout_key(request, engine)
        if (kept := store.read(key)) is not None:
            return layout_from_bytes(kept)
        made = COLD(engine, request)
        store.write(key, layout_to_bytes(made))
        return made

    patch.setattr(WeasyPrint, "render", render)
