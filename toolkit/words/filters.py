"""How values are said on a page: Markdown, dates, times and minutes in plain English."""

from __future__ import annotations

import datetime
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from toolkit.model.availability import DAY_NAMES, SHORT_DAY_NAMES

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token
    from markupsafe import Markup

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SAFE_LINK = re.compile(r"(https?|mailto|webcal):", re.IGNORECASE)
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    parser.validateLink = lambda url: bool(SAFE_LINK.match(url))  # type: ignore[method-assign]
    return parser


@lru_cache(maxsize=4096)
def markdown(text: str, shift: int = 2) -> Markup:
    """Markdown as HTML: raw HTML is shown as text, pictures are not read, links only to the web, mail and calendars.

    A level-one heading becomes level 1 + `shift`, and so on down to level six.
    """
    from markupsafe import Markup

    parser = _parser()
    tokens = parser.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + shift)}"
    return Markup(parser.renderer.render(tokens, parser.options, {}))


@lru_cache(maxsize=4096)
def inline(text: str) -> Markup:
    """One paragraph of Markdown without the paragraph's own tag: emphasis, code, links."""
    from markupsafe import Markup

    return Markup(_parser().renderInline(" ".join(text.split())).strip())


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Markdown as plain text, a line for each paragraph, item and cell: links keep their address, marks of emphasis and
    code go."""
    lines: list[str] = []
    bullet = ""
    for token in _parser().parse(text):
        if token.type == "list_item_open":
            bullet = f"{'  ' * (token.level // 2)}{token.info}{token.markup} "
        elif token.children:
            lines.append(bullet + " ".join(_spoken(token.children).split()))
            bullet = ""
        elif token.type in ("fence", "code_block"):
            lines += token.content.rstrip().splitlines()
    return "\n".join(lines)


def _spoken(tokens: list[Token]) -> str:
    """What stands in one paragraph, the address of a link behind its words where it is another."""
    parts: list[str] = []
    links: list[tuple[int, str]] = []
    for token in tokens:
        if token.type == "link_open":
            links.append((len(parts), str(token.attrs["href"])))
        elif token.type == "link_close":
            start, address = links.pop()
            same = "".join(parts[start:]) in (address, address.removeprefix("mailto:"))
            parts += [] if same else [f" ({address})"]
        else:
            parts.append(" " if token.type in ("softbreak", "hardbreak") else token.content)
    return "".join(parts)


def date_words(date: datetime.date | str, language: str = "en-GB") -> str:
    """ "Tuesday 19 January 2027"; in American order "Tuesday, January 19, 2027". Takes a date or its ISO text."""
    date = _date(date)
    day, month = DAY_NAMES[date.weekday()], MONTHS[date.month - 1]
    return f"{day}, {month} {date.day}, {date.year}" if language == "en-US" else f"{day} {date.day} {month} {date.year}"


def day_words(date: datetime.date | str, language: str = "en-GB") -> str:
    """Without the weekday: "19 January 2027" or "January 19, 2027"."""
    date = _date(date)
    month = MONTHS[date.month - 1]
    return f"{month} {date.day}, {date.year}" if language == "en-US" else f"{date.day} {month} {date.year}"


def short_date(date: datetime.date | str, language: str = "en-GB") -> str:
    """ "Tue 19 Jan" or "Tue, Jan 19", for tables that name the year elsewhere."""
    date = _date(date)
    return f"{SHORT_DAY_NAMES[date.weekday()]}{', ' if language == 'en-US' else ' '}{month_day(date, language)}"


def month_day(date: datetime.date | str, language: str = "en-GB") -> str:
    """ "19 Jan" or "Jan 19"."""
    date = _date(date)
    month = MONTHS[date.month - 1][:3]
    return f"{month} {date.day}" if language == "en-US" else f"{date.day} {month}"


def span_words(first: datetime.date, last: datetime.date, language: str = "en-GB") -> str:
    """A stretch of days, both ends included: "19 January to 9 March 2027"."""
    if first.year != last.year:
        return f"{day_words(first, language)} to {day_words(last, language)}"
    month = MONTHS[first.month - 1]
    start = f"{month} {first.day}" if language == "en-US" else f"{first.day} {month}"
    return f"{start} to {day_words(last, language)}"


def time_words(time: datetime.time, clock: int = 24) -> str:
    """ "18:30"; on a clock of 12 hours "6:30 pm", "6 pm" and "noon"."""
    if clock == 24:
        return f"{time:%H:%M}"
    if (time.hour, time.minute) in ((0, 0), (12, 0)):
        return "noon" if time.hour else "midnight"
    return f"{_hour(time)} {'am' if time.hour < 12 else 'pm'}"


def bare_time(time: datetime.time, clock: int = 24) -> str:
    """ "18:30", or "6:30" where morning or evening is said beside it."""
    return f"{time:%H:%M}" if clock == 24 else f"{time.hour % 12 or 12}:{time:%M}"


def time_range(start: datetime.time, end: datetime.time, clock: int = 24) -> str:
    """ "18:30–20:30"; on a clock of 12 hours "6:30–8:30 pm" and "11 am–1 pm"."""
    first, last = time_words(start, clock), time_words(end, clock)
    together = first[-3:] == last[-3:] and first.endswith((" am", " pm"))
    return f"{first[:-3] if together else first}–{last}"


def _hour(time: datetime.time) -> str:
    hour = str(time.hour % 12 or 12)
    return f"{hour}:{time:%M}" if time.minute else hour


def duration(minutes: int) -> str:
    """ "40 min", "2 h", "2 h 10 min": whole hours from two hours on."""
    hours, rest = divmod(minutes, 60)
    if hours < 2:
        return f"{minutes} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def about(minutes: int) -> str:
    """ "about 40 min": no estimate is printed as if it were a measurement."""
    return f"about {duration(minutes)}"


def plural(count: int, one: str, many: str = "") -> str:
    """ "1 person", "3 people"; `many` is `one` with an s where it is left out."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def sentence(text: str) -> str:
    """What somebody jotted down as a sentence of its own: "hall taken" becomes "Hall taken."."""
    text = text.strip()
    closed = text if not text or text[-1] in ".!?…。" else f"{text}."
    return closed[:1].upper() + closed[1:]


def number_word(count: int) -> str:
    """ "three" up to twelve, then "13"."""
    return NUMBERS[count] if 0 <= count < len(NUMBERS) else str(count)


def called(name: str) -> str:
    """What somebody is greeted by: of their names the first; all of it where that is a title, an initial or a family
    name before a comma."""
    first = name.split(maxsplit=1)[0] if name.strip() else ""
    return first if len(first) > 1 and re.sub("[-'’]", "", first).isalpha() else name.strip()


def listing(words: list[str] | tuple[str, ...]) -> str:
    """ "Ada", "Ada and Ben", "Ada, Ben and Cem"."""
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)


def _date(value: datetime.date | str) -> datetime.date:
    return datetime.date.fromisoformat(value) if isinstance(value, str) else value
