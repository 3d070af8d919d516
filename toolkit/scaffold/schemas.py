"""JSON Schemas of everything that people write, made from the records, for editors that check YAML while one types."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from toolkit.model.changes import ChangeFile
from toolkit.model.cohort_file import CohortFile
from toolkit.model.curriculum import Curriculum, SessionHead
from toolkit.model.document import DocumentHead
from toolkit.model.fields import Record, blank_is_absent, one_or_many
from toolkit.model.place import City
from toolkit.model.programme import Settings
from toolkit.model.resources import PathwayFile, ResourceFile

if TYPE_CHECKING:
    from pydantic.json_schema import GenerateJsonSchema

FOLDER = ".programme/schema"

TITLES: dict[str, tuple[type[Record], str]] = {
    "programme": (Settings, "programme.yaml"),
    "curriculum": (Curriculum, "curriculum.yaml"),
    "session": (SessionHead, "The head of sessions/NN-slug.md"),
    "resources": (ResourceFile, "resources.yaml"),
    "cohorts": (CohortFile, "cohorts.yaml"),
    "changes": (ChangeFile, "changes.yaml"),
    "city": (City, "cities/KEY.yaml"),
    "document": (DocumentHead, "documents/TYPE/document.yaml"),
    "pathways": (PathwayFile, "pathways/NAME.yaml"),
}


def schema_line(kind: str) -> str:
    """The first line of a YAML file that tells an editor where the schema is."""
    return f"# yaml-language-server: $schema={FOLDER}/{kind}.schema.json\n"


def schema_files() -> dict[str, bytes]:
    """Every schema by its path in a programme folder (JSON Schema 2020-12). The same bytes every time."""
    return {f"{FOLDER}/{kind}.schema.json": _schema(kind) for kind in sorted(TITLES)}


def _schema(kind: str) -> bytes:
    record, title = TITLES[kind]
    schema = record.model_json_schema(schema_generator=_generator())
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": title}
    return (json.dumps(whole, indent=2, ensure_ascii=False, sort_keys=True) + "\n").encode()


def _generator() -> type[GenerateJsonSchema]:
    """A generator that knows what our records read leniently: blanks for "not known", one value for a list."""
    from pydantic.json_schema import GenerateJsonSchema

    class Lenient(GenerateJsonSchema):
        def function_before_schema(self, schema: Any) -> dict[str, Any]:
            inner = super().function_before_schema(schema)
            reader = schema["function"]["function"]
            if reader is blank_is_absent:
                choices = inner.get("anyOf", [inner])
                return {"anyOf": choices if {"type": "string"} in choices else [*choices, {"const": ""}]}
            if reader is one_or_many:
                return {"anyOf": [inner, inner["items"]]}
            return inner

    return Lenient
