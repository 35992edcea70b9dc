"""The OpenAPI 3.1 description of what systems can send, made of the fields the endpoint reads."""

from __future__ import annotations

from typing import Any

from bot.measurements import FIELDS, Field

ANSWERS = {
    "400": "The body is no JSON object.",
    "401": "No token, or one that does not work any more.",
    "403": "The token is for another initiative.",
    "404": "No initiative or number has that id.",
    "409": "The initiative is not running.",
    "413": "The body is too large.",
    "415": "The body is no application/json.",
    "422": "A field is wrong, or the key was used for another body.",
    "429": "Too many readings in this minute.",
    "503": "It could not be stored. The same request may be sent again.",
}


def description() -> dict[str, Any]:
    """All of it, as plain JSON."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Quickwin readings",
            "version": "1",
            "description": "Systems send the numbers of initiatives. They are kept as measured.",
        },
        "paths": {"/api/readings": {"post": _post()}},
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {"Reading": _reading(), "Kept": _kept(), "Waits": _waits(), "Problem": _problem()},
        },
    }


def _post() -> dict[str, Any]:
    key = {
        "name": "Idempotency-Key",
        "in": "header",
        "required": False,
        "description": "The same key has the same answer for 26 hours, and the reading is kept once.",
        "schema": {"type": "string", "minLength": 1, "maxLength": 128, "pattern": "^[!-~]+$"},
    }
    kept = {"description": "The reading is kept.", **_content("application/json", "Kept")}
    waits = {
        "description": "The reading waits: it looks like a slip, and is asked about.",
        **_content("application/json", "Waits"),
    }
    for answer in (kept, waits):
        answer["headers"] = {
            "Idempotent-Replayed": {"description": "This was answered before.", "schema": {"const": "true"}}
        }
    refused = {
        code: {"description": why, **_content("application/problem+json", "Problem")} for code, why in ANSWERS.items()
    }
    refused["429"]["headers"] = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}}}
    return {
        "operationId": "sendReading",
        "summary": "Send one reading",
        "security": [{"token": []}],
        "parameters": [key],
        "requestBody": {"required": True, **_content("application/json", "Reading")},
        "responses": {"201": kept, "202": waits, **refused},
    }


def _content(kind: str, schema: str) -> dict[str, Any]:
    return {"content": {kind: {"schema": {"$ref": f"#/components/schemas/{schema}"}}}}


def _reading() -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [name for name, field in FIELDS.items() if field.required],
        "properties": {name: _property(field) for name, field in FIELDS.items()},
    }


def _property(field: Field) -> dict[str, Any]:
    text: dict[str, Any] = {"type": "string", "maxLength": field.longest}
    if field.pattern:
        text["pattern"] = f"^({field.pattern})$" if field.flag else f"^{field.pattern}$"
    if field.day:
        text["format"] = "date"
    if field.number:
        number = {"type": "number", "exclusiveMinimum": -field.most, "exclusiveMaximum": field.most}
        return {"description": field.means, "anyOf": [number, text]}
    if field.flag:
        return {"description": field.means, "anyOf": [{"type": "boolean"}, text, {"type": "null"}]}
    return (
        {"description": field.means, **text}
        if field.required
        else {"description": field.means, "anyOf": [text, {"type": "null"}]}
    )


def _named() -> dict[str, Any]:
    """What every answer to a number says: which one it is about."""
    text = {"type": "string"}
    return {
        "initiative": text,
        "kpi": text,
        "value": {"type": "string", "description": "As it is kept."},
        "day": {"type": "string", "format": "date"},
        "week": {"type": "string", "pattern": "^[0-9]{4}-W[0-9]{2}$"},
    }


def _waits() -> dict[str, Any]:
    properties = {
        **_named(),
        "waits": {
            "const": True,
            "description": "It counts nowhere until whoever answers for it says that it is right.",
        },
        "why": {"type": "string", "description": "A sentence for whoever looks after the system."},
    }
    return {"type": "object", "additionalProperties": False, "required": list(properties), "properties": properties}


def _kept() -> dict[str, Any]:
    properties: dict[str, Any] = {
        **_named(),
        "evidence": {"const": "measured"},
        "counts": {
            "type": "boolean",
            "description": "Whether it is its week’s number now. Another number than the leading one, or one of an earlier day"
            " than the week’s, is kept as a reading only.",
        },
    }
    return {"type": "object", "additionalProperties": False, "required": list(properties), "properties": properties}


def _problem() -> dict[str, Any]:
    error = {
        "type": "object",
        "additionalProperties": False,
        "required": ["field", "detail"],
        "properties": {"field": {"type": "string"}, "detail": {"type": "string"}},
    }
    properties: dict[str, Any] = {
        "type": {"type": "string", "pattern": "^urn:quickwin:problem:[a-z-]+$"},
        "title": {"type": "string"},
        "status": {"type": "integer", "enum": [int(code) for code in ANSWERS]},
        "detail": {"type": "string"},
        "errors": {"type": "array", "items": error},
    }
    return {"type": "object", "additionalProperties": False, "required": list(properties), "properties": properties}
