"""The schemas say of every file what the reader says of it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from toolkit.scaffold.schemas import FOLDER, TITLES, schema_files, schema_line


def schema(kind: str) -> Any:
    return json.loads(schema_files()[f"{FOLDER}/{kind}.schema.json"])


def test_every_kind_of_file_has_a_schema_that_is_the_same_every_time() -> None:
    assert schema_files() == schema_files()
    assert [path.split("/")[-1] for path in schema_files()] == [f"{kind}.schema.json" for kind in sorted(TITLES)]


@pytest.mark.parametrize("kind", sorted(TITLES))
def test_unknown_keys_are_refused(kind: str) -> None:
    assert schema(kind)["additionalProperties"] is False


def test_a_blank_is_fine_where_it_means_not_known() -> None:
    found = schema("programme")["properties"]
    assert {"const": ""} in found["start"]["anyOf"]
    assert {"type": "string"} in found["contact"]["anyOf"]
    assert {"const": ""} not in found["mode"].get("anyOf", [])


def test_one_day_may_stand_without_a_list() -> None:
    one, many = schema("programme")["properties"]["day"]["anyOf"][::-1]
    assert one["enum"][1] == "tue"
    assert many["type"] == "array"


def test_keys_have_the_names_that_people_write() -> None:
    assert "from" in schema("programme")["$defs"]["Break"]["properties"]


def test_a_file_names_its_schema_by_a_path_beside_it() -> None:
    assert schema_line("programme") == "# yaml-language-server: $schema=.programme/schema/programme.schema.json\n"
