"""A programme whose people were told, and a mail server to tell them again."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.running import make_from_own_template
from tests.telling.programme import COHORTS, NAMES, no_engine, say


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A programme of two cohorts that was built and published; tests work on copies."""
    place = tmp_path_factory.mktemp("told")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("toolkit.jobs.printing.render_pages", no_engine)
        folder = make_from_own_template(place)
        (folder / "cohorts.yaml").write_text(COHORTS, encoding="utf-8")
        rows = "".join(f'{id},"{name.replace(chr(34), chr(34) * 2)}",{id}@example.org\n' for id, name in NAMES.items())
        (folder / "people/participants.csv").write_text("id,name,email\n" + rows, encoding="utf-8")
        (folder / "people/facilitators.csv").write_text(
            "id,name,email\nfay,Fay Planted,fay@example.org\nfred,Fred Planted,\n", encoding="utf-8"
        )
        (folder / "people/rooms.csv").write_text("id,name,seats,cohorts\nr1,One,20,2\nr2,Two,20,2\n", encoding="utf-8")
        settings = (folder / "programme.yaml").read_text(encoding="utf-8")
        settings = re.sub(r"(?m)^sender: .*$", 'sender: {name: "Ada", email: ada@example.org}', settings)
        (folder / "programme.yaml").write_text(settings, encoding="utf-8")
        assert say(folder, "build") == 3
        assert say(folder, "publish launch", now="2027-01-05T09:00") == 0
        assert say(folder, "build") == 3
    return folder


@pytest.fixture
def folder(told: Path, tmp_path: Path) -> Path:
    """A copy to change."""
    return Path(shutil.copytree(told, tmp_path / "programme"))
