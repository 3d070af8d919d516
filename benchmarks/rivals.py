"""The same pages by others: plain WeasyPrint, and a headless Chromium that stays open.

python benchmarks/rivals.py weasyprint FOLDER PAGE.html ...
python benchmarks/rivals.py chromium FOLDER PAGE.html ...

Each page becomes a PDF in the folder. Of Chromium it prints the CPU seconds of all its processes.
"""

from __future__ import annotations

import base64
import fcntl
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO


def chromium() -> str | None:
    """The browser, as Debian calls it; None where there is none."""
    return shutil.which("chromium")


def by_weasyprint(pages: Sequence[Path], target: Path) -> None:
    """What one writes first: each page by itself, with the settings that the library comes with."""
    from weasyprint import HTML

    for number, page in enumerate(pages):
        HTML(filename=str(page)).write_pdf(str(target / f"{number}.pdf"))


def by_chromium(pages: Sequence[Path], target: Path) -> float:
    """One browser, one tab, the pages one after the other, with tags. CPU seconds of all its processes."""
    with tempfile.TemporaryDirectory() as profile:
        browser = Browser(profile)
        for number, page in enumerate(pages):
            (target / f"{number}.pdf").write_bytes(browser.pdf(page.as_uri()))
        return browser.close()


class Browser:
    """A Chromium that is told what to do over two pipes."""

    def __init__(self, profile: str) -> None:
        (asks, ours), (theirs, answers) = os.pipe(), os.pipe()
        ends = [fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in (asks, answers)]
        options = (
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-extensions", "--no-first-run",
            "--disable-dev-shm-usage", "--remote-debugging-pipe", f"--user-data-dir={profile}",
        )  # fmt: skip
        program = chromium() or sys.exit("There is no chromium here.")
        self.process = os.posix_spawn(
            program,
            [program, *options],
            os.environ,
            file_actions=[
                (os.POSIX_SPAWN_DUP2, ends[0], 3),
                (os.POSIX_SPAWN_DUP2, ends[1], 4),
                (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
            ],
        )
        for end in (asks, answers, *ends):
            os.close(end)
        self.asks: BinaryIO = os.fdopen(ours, "wb")
        self.answers: BinaryIO = os.fdopen(theirs, "rb")
        self.count, self.kept = 0, b""
        tab = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self.session = {"sessionId": self.ask("Target.attachToTarget", targetId=tab, flatten=True)["sessionId"]}
        self.ask("Page.enable", self.session)

    def pdf(self, address: str) -> bytes:
        """A page as it would print itself."""
        self.ask("Page.navigate", self.session, url=address)
        self.wait_for(lambda said: said.get("method") == "Page.loadEventFired")
        wanted: dict[str, Any] = {"preferCSSPageSize": True, "printBackground": True, "generateTaggedPDF": True}
        return base64.b64decode(self.ask("Page.printToPDF", self.session, **wanted)["data"])

    def ask(self, method: str, session: dict[str, str] | None = None, **parameters: object) -> dict[str, Any]:
        """The answer to a request."""
        self.count += 1
        number = self.count
        request = {"id": number, "method": method, "params": parameters, **(session or {})}
        self.asks.write(json.dumps(request).encode() + b"\0")
        self.asks.flush()
        answer = self.wait_for(lambda said: said.get("id") == number)
        if "error" in answer:
            raise OSError(answer["error"]["message"])
        result: dict[str, Any] = answer["result"]
        return result

    def wait_for(self, wanted: Any) -> dict[str, Any]:
        """The next message that is wanted; others are passed over."""
        while True:
            while b"\0" not in self.kept:
                data = os.read(self.answers.fileno(), 1 << 20)
                if not data:
                    raise OSError("The browser has gone.")
                self.kept += data
            message, _, self.kept = self.kept.partition(b"\0")
            said: dict[str, Any] = json.loads(message)
            if wanted(said):
                return said

    def close(self) -> float:
        """End it; the CPU seconds of its processes until now."""
        import psutil

        browser = psutil.Process(self.process)
        used = 0.0
        for process in (browser, *browser.children(recursive=True)):
            times = process.cpu_times()
            used += times.user + times.system + times.children_user + times.children_system
        self.ask("Browser.close")
        os.waitpid(self.process, 0)
        return used


def main() -> None:
    """Print what was asked for."""
    who, folder, *names = sys.argv[1:]
    pages = [Path(name) for name in names]
    if who == "chromium":
        print(by_chromium(pages, Path(folder)))
    else:
        by_weasyprint(pages, Path(folder))


if __name__ == "__main__":
    main()
