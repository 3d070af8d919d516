"""What people ask for: mode, track and level, as the streams that cohorts are formed in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from toolkit.grouping.problem import Stream
from toolkit.model.fields import MODES, Mode
from toolkit.model.people import Facilitator, Participant
from toolkit.model.programme import Programme
from toolkit.model.way import mode_of, way_of

_ONLINE, _IN_PERSON = ("online", "remote", "virtual"), ("in-person", "inperson", "offline")


def stream_of(track: str, level: str, *, mode: Mode) -> Stream:
    """The stream of those who meet so."""
    return Stream(track, level, mode, way_of(mode).online)


class Streams:
    """The streams that people ask for. A blank track or level is content with any that somebody names."""

    def __init__(self, programme: Programme, asking: Sequence[Participant]) -> None:
        self.programme = programme
        self.tracks = _first_seen(track for one in asking for track in one.tracks)
        self.levels = _first_seen(one.level for one in asking if one.level)
        self.all = frozenset(stream for one in asking for stream, _ in self.choices(one))

    def choices(self, one: Participant) -> tuple[tuple[Stream, int], ...]:
        ranked = [(self.tracks[track.casefold()], rank) for rank, track in enumerate(one.tracks)]
        tracks = ranked or [(track, 0) for track in self.tracks.values()] or [("", 0)]
        levels = [self.levels[one.level.casefold()]] if one.level else list(self.levels.values()) or [""]
        mode = _mode(one.mode, self.programme.settings.mode)
        found: dict[Stream, int] = {}
        for track, rank in tracks:
            for level in levels:
                found.setdefault(stream_of(track, level, mode=mode), rank)
        return tuple(found.items())

    def led_by(self, one: Facilitator) -> frozenset[Stream]:
        tracks, levels = {track.casefold() for track in one.tracks}, {level.casefold() for level in one.levels}
        return frozenset(
            stream
            for stream in self.all
            if (not tracks or not stream.track or stream.track.casefold() in tracks)
            and (not levels or not stream.level or stream.level.casefold() in levels)
        )


def _first_seen(words: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for word in words:
        found.setdefault(word.casefold(), word)
    return found


def is_mode(text: str) -> bool:
    plain = text.strip().casefold().replace(" ", "-")
    return plain in MODES or plain.startswith((*_ONLINE, *_IN_PERSON))


def _mode(text: str, usual: Mode) -> Mode:
    """A mode as written, or "online" and "in person" with the mentoring that the programme has; anything else is the
    programme's own."""
    plain = text.strip().casefold().replace(" ", "-")
    known = next((mode for mode in MODES if mode == plain), None)
    if known is not None:
        return known
    mentored = way_of(usual).mentored
    if plain.startswith(_ONLINE):
        return mode_of("online", mentored=mentored)
    return mode_of("in-person", mentored=mentored) if plain.startswith(_IN_PERSON) else usual
