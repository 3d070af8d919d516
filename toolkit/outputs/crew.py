"""Several processes that lay parts out side by side, into the store that all of them use: each part is whole in it, or
not there. So it is the same how many work, in which order, and when they are stopped."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Self

from toolkit.limits import TooLarge
from toolkit.outputs.engine import RenderRequest
from toolkit.outputs.faces import our_fonts
from toolkit.outputs.stored_layouts import StoringEngine

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

TRIES = 2
"""How often a part is begun: a process that dies over it may have died of something else."""


@dataclass
class _Worker:
    """A process, our end of the line to it, and what it is at."""

    process: BaseProcess
    line: Connection
    at: RenderRequest | None = None


@dataclass(frozen=True)
class Finished:
    """A part that is in the store now; or why it is not: it is too large, or each process that began it `died`."""

    request: RenderRequest
    too_large: TooLarge | None = None
    died: bool = False


@dataclass
class Crew:
    """At most `size` processes with this engine. However the `with` is left, none of them is left behind."""

    engine: StoringEngine
    size: int
    workers: list[_Worker] = field(default_factory=list)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        for worker in self.workers:
            worker.process.terminate()
        for worker in self.workers:
            worker.process.join()
            worker.line.close()

    def lay_out(
        self, requests: Sequence[RenderRequest], *, passed: Callable[[RenderRequest], bool] = lambda _request: False
    ) -> Iterator[Finished]:
        """Each request, with our own fonts, as soon as it is finished; begun in the order in which they are given, but
        for those that are `passed` over when their turn comes."""
        waiting, tries = list(reversed(requests)), dict.fromkeys(requests, 0)
        while waiting or any(worker.at for worker in self.workers):
            self._begin(waiting, passed)
            for line in wait([worker.line for worker in self.workers if worker.at]):
                worker = next(one for one in self.workers if one.line is line)
                request, worker.at = worker.at, None
                assert request is not None
                try:
                    answer = worker.line.recv()
                except (EOFError, OSError):
                    self._bury(worker)
                    tries[request] += 1
                    if tries[request] < TRIES:
                        waiting.append(request)
                    else:
                        yield Finished(request, died=True)
                else:
                    yield Finished(request, answer)

    def _begin(self, waiting: list[RenderRequest], passed: Callable[[RenderRequest], bool]) -> None:
        """Give something to whoever has nothing to do."""
        idle = [worker for worker in self.workers if not worker.at]
        while waiting and (idle or len(self.workers) < self.size):
            request = waiting.pop()
            if passed(request):
                continue
            worker = idle.pop() if idle else self._hire()
            worker.at = request
            with suppress(BrokenPipeError):  # it died: the line tells so when it is asked
                worker.line.send(replace(worker.at, fonts=()))  # everybody has them

    def _hire(self) -> _Worker:
        light = "forkserver" in get_all_start_methods()
        context = get_context("forkserver") if light else get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(theirs, self.engine), daemon=True)
        process.start()
        theirs.close()
        worker = _Worker(process, ours)
        self.workers.append(worker)
        return worker

    def _bury(self, worker: _Worker) -> None:
        worker.process.join()
        worker.line.close()
        self.workers.remove(worker)


def _work(line: Connection, engine: StoringEngine) -> None:
    """What a process does, in its main thread, where limits of time and memory hold: one part after the other, until
    nobody asks any more. Ctrl-C is for whoever started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, OSError):
        while True:
            request = replace(line.recv(), fonts=our_fonts())
            try:
                engine.render(request)
                answer = None
            except TooLarge as error:
                answer = error
            line.send(answer)
