"""Where each setting of a programme comes from: a file and its line, or the default of the toolkit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, TypedDict

from toolkit.model.fields import Record
from toolkit.model.plan import Plan
from toolkit.model.programme import Programme, Settings
from toolkit.problems import YamlPath

OF_THE_CITY = ("paper", "language", "clock", "week_starts", "holidays")
"""What a city alone decides."""

OF_A_COHORT = ("mode", "reading", "zone", "day", "time", "minutes", "link")
"""What a cohort may have otherwise than the programme."""


class SettingData(TypedDict):
    """A setting, and where it comes from."""

    key: Annotated[str, "such as `zone`, `sender.name`, `city.paper`, `cohorts.a.time`, `mail.smtp`"]
    value: Annotated[str, "as it counts, several with commas between them; blank where nothing is known"]
    origin: Annotated[
        str, "the file, the variable, `default` where the toolkit decides, or blank where nothing is known"
    ]
    line: Annotated[int, "of that file; 0 where it has none"]


def origins(plan: Plan) -> list[SettingData]:
    """Every key of programme.yaml as it counts, then what the city, the curriculum and single cohorts decide."""
    programme = plan.programme
    return [*_settings(programme), *_city(programme), _session_minutes(programme), *_cohorts(programme)]


def _settings(programme: Programme) -> Iterator[SettingData]:
    for name in Settings.model_fields:
        value = getattr(programme.settings, name)
        if isinstance(value, Record):
            for inner in type(value).model_fields:
                yield _setting(programme, (name, inner), value=getattr(value, inner))
        else:
            yield _setting(programme, (name,), value=value)


def _setting(programme: Programme, path: tuple[str, ...], *, value: Any) -> SettingData:
    """A key of programme.yaml; a blank one is filled from the city where that can be."""
    key, city = ".".join(path), programme.city
    if value in (None, "") and path == ("zone",) and city.zone:
        return _from(programme, key, value=city.zone, file=f"cities/{city.key}.yaml", path=path)
    if value in (None, "") and path == ("start",) and programme.term:
        inside = ("terms", city.terms.index(programme.term), "first_day")
        return _from(programme, key, value=programme.term.first_day, file=f"cities/{city.key}.yaml", path=inside)
    return _from(programme, key, value=value, file="programme.yaml", path=path)


def _city(programme: Programme) -> Iterator[SettingData]:
    for name in OF_THE_CITY:
        file = f"cities/{programme.city.key}.yaml"
        yield _from(programme, f"city.{name}", value=getattr(programme.city, name), file=file, path=(name,))


def _session_minutes(programme: Programme) -> SettingData:
    name = "session_minutes"
    return _from(programme, name, value=programme.curriculum.session_minutes, file="curriculum.yaml", path=(name,))


def _cohorts(programme: Programme) -> Iterator[SettingData]:
    """What cohorts.yaml says itself."""
    source = programme.source("cohorts.yaml")
    values = {"day": "days", "time": "times"}
    for cohort in programme.cohorts:
        for name in OF_A_COHORT:
            path = ("cohorts", cohort.key, name)
            value = getattr(cohort, values.get(name, name))
            if path in source.places and value is not None:
                yield _from(programme, ".".join(path), value=value, file=source.name, path=path)


def _from(programme: Programme, key: str, *, value: Any, file: str, path: YamlPath) -> SettingData:
    """A value with its file where it stands there, else as a default, or as not known."""
    text, source = _text(value), programme.source(file)
    if not text:
        return {"key": key, "value": "", "origin": "", "line": 0}
    if path not in source.places:
        return {"key": key, "value": text, "origin": "default", "line": 0}
    return {"key": key, "value": text, "origin": file, "line": source.place(path)[0]}


def _text(value: Any) -> str:
    """A value as programme.yaml would have it in one line."""
    if isinstance(value, tuple):
        return ", ".join(_text(one) for one in value)
    if isinstance(value, Record):
        return " ".join(_text(getattr(value, name)) for name in type(value).model_fields)
    if hasattr(value, "hour"):
        return f"{value:%H:%M}"
    return "" if value is None else str(value)
