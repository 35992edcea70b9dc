"""`POST /api/readings` over HTTP, and its OpenAPI description held against what it does."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.measurements import FIELDS
from bot.web.openapi import description
from bot.web.readings import MOST_BYTES, TITLES, routes
from handlers.receiving import MOST
from storage.rows import StorageFailed
from tests.handlers.conversations.test_systems import company, initiative, made_by
from tests.world import World

Json = dict[str, Any]
Client = TestClient[web.Request, web.Application]


class Line:
    """A running server, and a token of it."""

    def __init__(self, client: Client, world: World, token: str) -> None:
        self.client, self.world, self.token = client, world, token

    async def sends(self, said: object, **headers: str) -> tuple[int, Json, Any]:
        given = {"Authorization": f"Bearer {self.token}", **{name.replace("_", "-"): v for name, v in headers.items()}}
        wanted = {"data": said} if isinstance(said, bytes) else {"json": said}
        given = {"Content-Type": "application/json", **given} if isinstance(said, bytes) else given
        answer = await self.client.post("/api/readings", headers=given, **wanted)
        return answer.status, await answer.json(content_type=None), answer.headers


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    world, ada, _ = await company()
    token = await made_by(ada)
    await world.next_monday()
    app = web.Application()
    app.add_routes(routes(world.store, world.clock.now, world.new_id))
    async with TestClient(TestServer(app)) as client:
        yield Line(client, world, token)


def schema_of(status: int) -> Json:
    described = description()
    (content,) = described["paths"]["/api/readings"]["post"]["responses"][str(status)]["content"].values()
    return dict(described["components"]["schemas"][content["schema"]["$ref"].rsplit("/", 1)[1]])


def fits(value: Any, schema: Json) -> bool:
    """Whether a value is as the schema says; a keyword that is not known here is no answer."""
    known = {"type", "required", "properties", "additionalProperties", "items", "enum", "const", "pattern", "format"}
    known |= {"description", "anyOf", "maxLength", "exclusiveMinimum", "exclusiveMaximum"}
    assert set(schema) <= known, set(schema) - known
    if "anyOf" in schema:
        return any(fits(value, one) for one in schema["anyOf"])
    if "const" in schema:
        return bool(value == schema["const"])
    match schema["type"]:
        case "object":
            names = schema["properties"]
            return (
                isinstance(value, dict) and set(schema["required"]) <= set(value) <= set(names)
                and all(fits(each, names[name]) for name, each in value.items())
            )  # fmt: skip
        case "array":
            return isinstance(value, list) and all(fits(each, schema["items"]) for each in value)
        case "string":
            right = isinstance(value, str) and len(value) <= schema.get("maxLength", len(value))
            return right and re.search(schema.get("pattern", ""), value) is not None
        case "boolean":
            return isinstance(value, bool)
        case "null":
            return value is None
        case "integer":
            return isinstance(value, int) and value in schema.get("enum", [value])
        case "number":
            low, high = schema["exclusiveMinimum"], schema["exclusiveMaximum"]
            return isinstance(value, int | float) and not isinstance(value, bool) and low < value < high
    raise AssertionError(schema)


async def test_a_reading_is_kept_and_the_answer_is_as_described(line: Line) -> None:
    status, body, headers = await line.sends({"value": 31.5, "comment": "from the export", "unit": "hours"})
    assert (status, body["value"], body["week"]) == (201, "31.5", "2026-W48")
    assert fits(body, schema_of(201)) and headers["Content-Type"].startswith("application/json")
    assert (await initiative(line.world)).recent[-1].value == 31.5


async def test_what_looks_like_a_slip_waits_and_the_answer_is_as_described(line: Line) -> None:
    status, body, headers = await line.sends({"value": 3100}, Idempotency_Key="export-1")
    assert (status, body["value"], body["week"], body["waits"]) == (202, "3100", "2026-W48", True)
    assert fits(body, schema_of(202)) and not fits(body, schema_of(201)) and "errors" not in body
    assert headers["Content-Type"].startswith("application/json") and "sure" in body["why"]
    assert not (await initiative(line.world)).recent
    again = await line.sends({"value": 3100}, Idempotency_Key="export-1")
    assert again[:2] == (status, body) and again[2]["Idempotent-Replayed"] == "true"
    status, body, _ = await line.sends({"value": 3100, "sure": True})
    assert status == 201 and fits(body, schema_of(201))
    assert (await initiative(line.world)).recent[-1].value == 3100


async def test_the_same_key_is_answered_the_same_and_says_so(line: Line) -> None:
    first = await line.sends({"value": 31}, Idempotency_Key="export 1".replace(" ", "-"))
    second = await line.sends({"value": 31}, Idempotency_Key="export-1")
    assert first[:2] == second[:2]
    assert "Idempotent-Replayed" not in first[2] and second[2]["Idempotent-Replayed"] == "true"


def _wrong() -> list[tuple[str, object, dict[str, str], int]]:
    """Each way a request can be refused: what is sent, with which headers, and the status."""
    return [
        ("no JSON", b"31", {}, 400),
        ("half of it", b'{"value": 3', {}, 400),
        ("a list", [{"value": 31}], {}, 400),
        ("not a number JSON has", b'{"value": NaN}', {}, 400),
        ("deep", b"[" * 5000, {}, 400),
        ("no token", {"value": 31}, {"Authorization": ""}, 401),
        ("another scheme", {"value": 31}, {"Authorization": "Basic eDp5"}, 401),
        ("another initiative", {"value": 31, "initiative": "x"}, {}, 403),
        ("too large", {"value": 31, "comment": "x" * MOST_BYTES}, {}, 413),
        ("another content type", b"value=31", {"Content_Type": "application/x-www-form-urlencoded"}, 415),
        ("no value", {}, {}, 422),
        ("a strange key", {"value": 31}, {"Idempotency_Key": "x" * 129}, 422),
    ]


@pytest.mark.parametrize(("said", "headers", "status"), [case[1:] for case in _wrong()], ids=[c[0] for c in _wrong()])
async def test_what_is_refused_is_answered_as_described(
    line: Line, said: object, headers: dict[str, str], status: int
) -> None:
    found, body, given = await line.sends(said, **headers)
    assert found == status
    assert fits(body, schema_of(status)) and body["status"] == status
    assert given["Content-Type"].startswith("application/problem+json")
    assert (given.get("WWW-Authenticate") == "Bearer") is (status == 401)
    assert not (await initiative(line.world)).recent
    assert (await line.sends({"value": 31}))[0] == 201, "right the second time"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("value", True), ("value", "lots"), ("value", "1e9"), ("value", 1e12), ("value", "1,5"), ("value", None), ("value", [1]),
        ("value", "１２"), ("day", "yesterday"), ("day", "2026-02-30"), ("day", "1999-12-31"), ("day", 20261123), ("kpi", 7),
        ("initiative", "a\0b"), ("kpi", ""), ("unit", "x" * 201), ("comment", "x" * 1001), ("comment", {}), ("valeu", 31),
        ("sure", "maybe"), ("sure", 1), ("sure", "True"),
    ],
)  # fmt: skip
async def test_a_wrong_field_is_named(line: Line, field: str, value: object) -> None:
    status, body, _ = await line.sends({"value": 31, field: value})
    assert (status, [error["field"] for error in body["errors"]]) == (422, [field])
    assert fits(body, schema_of(422))
    assert not fits({"value": 31, field: value}, description()["components"]["schemas"]["Reading"]) or field == "day"


@pytest.mark.parametrize(
    "said",
    [
        {"value": 31}, {"value": -3, "sure": True}, {"value": 0.25, "sure": "true"}, {"value": "12.50", "sure": None},
        {"value": "-999999999999.999999", "sure": True}, {"value": 31, "sure": False}, {"value": 31, "sure": "FALSE"},
        {"value": 31, "day": "2026-11-20", "unit": None, "comment": None, "initiative": None, "kpi": None},
    ],
)  # fmt: skip
async def test_what_the_description_allows_is_taken(line: Line, said: Json) -> None:
    assert fits(said, description()["components"]["schemas"]["Reading"])
    assert (await line.sends(said))[0] == 201


async def test_a_number_written_as_text_is_kept_exactly(line: Line) -> None:
    await line.sends({"value": "10.100000"})
    assert str((await initiative(line.world)).recent[-1].value) == "10.100000"


async def test_too_many_requests_are_told_how_long_to_wait(line: Line) -> None:
    for _ in range(MOST):
        await line.sends({})
    status, body, headers = await line.sends({"value": 31})
    assert (status, body["status"]) == (429, 429) and 0 < int(headers["Retry-After"]) <= 61


async def test_a_store_that_fails_is_a_problem_too(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object, **_more: object) -> object:
        raise StorageFailed("the disk is full")

    monkeypatch.setattr(line.world.store, "transaction", full)
    status, body, _ = await line.sends({"value": 31})
    assert status == 503 and fits(body, schema_of(503)) and "disk" not in str(body)


async def test_the_description_is_served_and_names_every_field_and_status(line: Line) -> None:
    answer = await line.client.get("/api/openapi.json")
    served = await answer.json()
    assert served == description() and served["openapi"] == "3.1.0"
    post = served["paths"]["/api/readings"]["post"]
    assert set(post["responses"]) == {"201", "202", *map(str, TITLES)}
    reading = served["components"]["schemas"]["Reading"]
    assert set(reading["properties"]) == set(FIELDS) and reading["required"] == ["value"]


async def test_every_reference_of_the_description_leads_somewhere() -> None:
    described = description()
    names = re.findall(r"#/components/schemas/(\w+)", str(described))
    assert names and set(names) <= set(described["components"]["schemas"])
