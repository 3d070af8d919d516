"""Whether a machine has HarfBuzz's subsetter (Debian's libharfbuzz-subset0) shows in no byte and in no warning."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from tests.outputs.printing import page_of, pdfs
from toolkit.outputs.faces import our_fonts
from toolkit.outputs.font_subset import KEPT, TRUETYPE
from toolkit.outputs.weasyprint_engine import use_our_subsetter

pytestmark = pytest.mark.usefixtures("cold_engine")

ROOT = Path(__file__).resolve().parents[2]

HIDE = """
import cffi
real = cffi.FFI.dlopen
def hidden(ffi, name, *flags):
    if "harfbuzz-subset" in name:
        raise OSError(name)
    return real(ffi, name, *flags)
cffi.FFI.dlopen = hidden
"""
PRINT = """
import hashlib
from tests.outputs.printing import page_of, pdfs, shipped
for path, data in pdfs([*shipped("pack", "syllabus"), page_of("<h1>Ǻngström → ③, ვ</h1>")]).items():
    print(path, hashlib.sha256(data).hexdigest())
from weasyprint.text.ffi import harfbuzz_subset
print(harfbuzz_subset is not None)
"""
AS_IT_COMES = (
    "from toolkit.outputs import weasyprint_engine\nweasyprint_engine.use_our_subsetter = lambda _library: None\n"
)


@cache
def printed(*, before: str) -> tuple[list[str], bool]:
    """Each file's path and hash, made in a process that stops at any warning; and whether HarfBuzz's subsetter was
    there."""
    words = [sys.executable, "-W", "error::DeprecationWarning", "-c", before + PRINT]
    plain = {name: value for name, value in os.environ.items() if not name.startswith("PYTHONWARN")}
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False, env=plain)
    assert (done.returncode, done.stderr) == (0, "")
    *files, there = done.stdout.splitlines()
    return files, there == "True"


@pytest.mark.slow
def test_the_bytes_are_the_same_with_and_without_it_and_nobody_is_warned() -> None:
    (here, there), (without, hidden) = printed(before=""), printed(before=HIDE)
    assert here == without
    assert len(here) > 4
    assert not hidden
    if not there:
        pytest.skip("nothing to compare with: this machine has no libharfbuzz-subset0 (`set-up.sh test` installs it)")


@pytest.mark.slow
def test_the_engine_as_it_comes_gives_other_bytes() -> None:
    assert printed(before=AS_IT_COMES)[0] != printed(before="")[0]


def test_weasyprint_cuts_fonts_with_ours() -> None:
    """It would not if it changed inside; then the ceiling in pyproject.toml and `use_our_subsetter` are to be looked
    at."""
    (data,) = pdfs([page_of("<h1>One</h1><p>two <em>three</em>")]).values()
    resources: Any = PdfReader(io.BytesIO(data)).pages[0]["/Resources"]
    fonts = [font.get_object() for font in resources["/Font"].values()]
    files = [font["/DescendantFonts"][0].get_object()["/FontDescriptor"]["/FontFile2"].get_data() for font in fonts]
    assert len(files) == 3
    for file in files:
        assert set(TTFont(io.BytesIO(file)).keys()) - {"GlyphOrder"} <= set(KEPT)


class Library:
    """Stands in for `weasyprint.pdf.fonts`."""

    def __init__(self) -> None:
        cut: list[tuple[object, ...]] = []

        class Font:
            file_content, index = our_fonts()[0].data, 0

            def __init__(self, tables: tuple[str, ...]) -> None:
                self.tables = tables

            def subset(self, *arguments: object) -> None:
                cut.append(arguments)

        self.Font, self.TTFont, self.cut = Font, TTFont, cut


def test_fonts_of_other_kinds_are_cut_as_the_library_would_without_a_date() -> None:
    library = Library()
    use_our_subsetter(library)
    use_our_subsetter(library)
    library.Font(("CFF ", "head")).subset({7}, False)
    assert library.cut == [({7}, False)]
    library.Font(tuple(sorted(TRUETYPE))).subset({7}, False)
    assert library.cut == [({7}, False)]
    assert not library.TTFont(io.BytesIO(our_fonts()[0].data)).recalcTimestamp


def test_what_we_reach_into_is_there() -> None:
    """In a process of its own, since ours takes the place of the library's."""
    code = (
        "import inspect, warnings; warnings.simplefilter('ignore')\n"
        "from weasyprint.pdf import fonts\n"
        "print(*inspect.signature(fonts.Font.subset).parameters)\n"
        "print(fonts.TTFont.__module__)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["self to_unicode hinting", "fontTools.ttLib.ttFont"]
