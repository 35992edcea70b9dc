"""The guard: the table of good, old, malformed and altered requests."""

from __future__ import annotations

import json
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.signature import SignatureVerifier

from bot.slack.guard import Guard, parsed

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
NOW = 1_764_000_000
BODY = b"token=x&text=94070"


def headers(sent: int = NOW, body: bytes = BODY, secret: str = SECRET) -> dict[str, str]:
    signature = SignatureVerifier(secret).generate_signature(timestamp=str(sent), body=body)
    return {"X-Slack-Request-Timestamp": str(sent), "X-Slack-Signature": str(signature)}


def objection(given_headers: dict[str, str], body: bytes = BODY) -> str:
    return Guard(SECRET, lambda: NOW).objection(given_headers, body)


@pytest.mark.parametrize("sent", [NOW, NOW - 300, NOW + 300])
def test_what_slack_signed_in_the_last_five_minutes_passes(sent: int) -> None:
    assert objection(headers(sent)) == ""


@pytest.mark.parametrize("sent", [NOW - 301, NOW + 301, 0])
def test_what_is_older_does_not(sent: int) -> None:
    assert objection(headers(sent)) == "timestamp too far from now"


@pytest.mark.parametrize("sent", ["", "now", "1764000000.5", "-1", "１７６４００００００", "9" * 5000, "0x10"])
def test_a_malformed_timestamp_is_an_objection_and_no_crash(sent: str) -> None:
    assert objection({**headers(), "X-Slack-Request-Timestamp": sent})


@pytest.mark.parametrize("signature", ["", "v0=", "v1=abc", "v0=é", "\udce9", "v0=" + "0" * 64, "v0=" + "0" * 9999])
def test_a_wrong_signature_is_an_objection_and_no_crash(signature: str) -> None:
    assert objection({**headers(), "X-Slack-Signature": signature})


def test_another_body_or_another_secret_is_an_objection() -> None:
    assert objection(headers(), BODY + b"1") == "wrong signature"
    assert objection(headers(secret="another")) == "wrong signature"


def test_the_original_request_is_never_without_a_secret() -> None:
    with pytest.raises(ValueError, match="anybody"):
        Guard("  ", lambda: NOW)


@given(st.binary(max_size=200))
def test_any_body_slack_signs_passes(body: bytes) -> None:
    text = body.decode("utf-8", "replace").encode()
    assert objection(headers(body=text), text) == ""


def test_every_way_slack_writes_a_body() -> None:
    assert parsed("application/json", b'{"a": 1}') == {"a": 1}
    assert parsed("application/x-www-form-urlencoded", b"payload=%7B%22a%22%3A1%7D") == {"a": 1}
    assert parsed("application/x-www-form-urlencoded", b"text=a+b%26&empty=") == {"text": "a b&", "empty": ""}


@given(st.dictionaries(st.text(), st.text() | st.sampled_from(["%22", "%2522", "a+b", "100 %", "=&"])))
def test_any_payload_comes_out_of_its_form_as_it_went_in(payload: dict[str, str]) -> None:
    body = urlencode({"payload": json.dumps(payload)}).encode()
    assert parsed("application/x-www-form-urlencoded", body) == payload
    assert parsed("application/x-www-form-urlencoded", body + b"&more=1") == payload


@pytest.mark.parametrize("body", [b"[1]", b"payload=1", b"payload=%7B", b'{"a"', b"text=%FF\xff", b"[" * 5000])
def test_what_is_no_object_cannot_be_read(body: bytes) -> None:
    with pytest.raises(ValueError):
        parsed("application/json" if body.startswith(b"[") else "application/x-www-form-urlencoded", body)
