"""The engine is asked with plain values and answers with the same bytes in any process, within the same limits."""

from __future__ import annotations

import builtins
import io
import multiprocessing
import pickle
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import replace

import pytest

from tests.outputs.printing import page_of, shipped
from toolkit.documents.render import Renderer
from toolkit.limits import LimitsMissing, TooLarge, memory_limit, time_limit
from toolkit.outputs.engine import Limits, Misfit, RenderedPart, RenderRequest
from toolkit.outputs.faces import our_fonts
from toolkit.outputs.parts import split
from toolkit.outputs.pdf import ENGINE, render_pages
from toolkit.problems import EnvironmentMissing

pytestmark = pytest.mark.usefixtures("cold_engine")

WAYS = [way for way in ("spawn", "forkserver") if way in multiprocessing.get_all_start_methods()]


def request_of(body: str = "<h1>One</h1><p>two</p>", *, css: str = "", limits: Limits | None = None) -> RenderRequest:
    page = page_of(body, css=css)
    return RenderRequest(page.html, page.title, page.css, fonts=our_fonts(), limits=limits or Limits())


def leaves() -> list[RenderRequest]:
    """The parts of a pack, each as if it began on page 5."""
    (page,) = shipped("pack")
    return [
        RenderRequest(part.with_next(), part.title, page.css, start=5, leads_to=part.leads_to, fonts=our_fonts())
        for part in split(page)
    ]


@pytest.fixture(scope="module", params=WAYS)
def workers(request: pytest.FixtureRequest) -> Iterator[Executor]:
    """One process that shares nothing with this one."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context(request.param)) as pool:
        yield pool


def test_what_is_asked_and_answered_can_be_sent_anywhere() -> None:
    for value in (ENGINE, request_of(), RenderedPart(b"%PDF", 1, (Misfit("a", 1, 0.5, 3, 2),))):
        assert pickle.loads(pickle.dumps(value)) == value  # noqa: S301
    refused = pickle.loads(pickle.dumps(EnvironmentMissing("No Pango.", "install it")))  # noqa: S301
    assert (str(refused), refused.hint) == ("No Pango.", "install it")
    assert str(pickle.loads(pickle.dumps(TooLarge("it has two pages")))) == "it has two pages"  # noqa: S301


@pytest.mark.slow
def test_another_process_gives_the_same_bytes_in_any_order(workers: Executor) -> None:
    requests = leaves()
    here = [ENGINE.render(request) for request in requests]
    there = list(workers.map(ENGINE.render, requests[::-1]))
    assert there[::-1] == here
    assert len({answer.data for answer in here}) == len(requests) > 2


@pytest.mark.slow
@pytest.mark.parametrize(
    ("limits", "body", "why"),
    [
        (Limits(pages=2), "<p style='break-after: page'>x</p>" * 5, "pages"),
        (Limits(elements=10), "<p>x</p>" * 20, "elements"),
        (Limits(depth=5), "<div>" * 9, "deep"),
        (Limits(span=3), "<table><tr><td colspan=9>x</table>", "spans"),
        (Limits(seconds=1), "<p>word </p>" * 30_000, "1 seconds"),
    ],
)
def test_each_limit_holds_in_another_process(workers: Executor, limits: Limits, body: str, why: str) -> None:
    with pytest.raises(TooLarge, match=why):
        workers.submit(ENGINE.render, request_of(body, limits=limits)).result()
    assert workers.submit(ENGINE.render, request_of()).result().pages == 1


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="memory has a limit on Linux alone")
def test_memory_has_its_limit_in_another_process(workers: Executor) -> None:
    with pytest.raises(TooLarge, match="16 MiB"):
        workers.submit(ENGINE.render, request_of("<p>word </p>" * 30_000, limits=Limits(memory=2**24))).result()


def refused_in_a_thread(work: Callable[[], object]) -> BaseException | None:
    """What this raises in a thread of its own."""
    found: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001  (whatever it is, it is looked at)
            found.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return found[0] if found else None


def limited_time() -> None:
    with time_limit(5):
        pass


def limited_memory() -> None:
    with memory_limit(2**30):
        pass


@pytest.mark.parametrize(
    "work",
    [
        lambda: ENGINE.render(request_of()),
        lambda: list(render_pages([page_of("<p>x</p>")])),
        lambda: Renderer({"a/page.html.j2": "x"}).page("a/page.html.j2", {}),
        limited_time,
        limited_memory,
    ],
)
def test_where_limits_cannot_hold_nothing_is_done(work: Callable[[], object]) -> None:
    work()
    assert isinstance(refused_in_a_thread(work), LimitsMissing)


def test_a_style_leaves_nothing_for_the_next_document() -> None:
    body = "<ol style='list-style: mine'><li>x</ol>"
    plain, own = request_of(body), request_of(body, css='@counter-style mine { system: cyclic; symbols: "Q" }')
    before = ENGINE.render(plain)
    assert ENGINE.render(own).data != before.data
    assert ENGINE.render(plain) == before


def test_no_file_is_opened_once_the_fonts_and_styles_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    first = request_of("<h1>One</h1>")
    ENGINE.render(first)
    asked: list[object] = []
    real = io.open

    def told(file: object, *arguments: object, **options: object) -> object:
        asked.append(file)
        return real(file, *arguments, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(builtins, "open", told)
    monkeypatch.setattr(io, "open", told)
    ENGINE.render(replace(first, html=first.html.replace("One", "Two")))
    assert [str(file) for file in asked if str(file) != "/proc/self/statm"] == []  # where Linux says what memory is had
