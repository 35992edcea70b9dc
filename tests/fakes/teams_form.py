"""How a Teams client keeps a card: which buttons can be pressed, what each input reports, and what it refuses to send."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from tests.fakes.teams_rules import Json

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def things(shown: Any) -> Iterator[Json]:
    """Every element and action that can be seen, fallbacks left out."""
    if isinstance(shown, list):
        for inner in shown:
            yield from things(inner)
    elif isinstance(shown, dict) and shown.get("isVisible") is not False:
        if "type" in shown:
            yield shown
        for name, inner in shown.items():
            if name not in ("data", "fallback", "msteams"):
                yield from things(inner)


def actions(card: Json) -> list[Json]:
    """The buttons, those behind the three dots included; a link among words is none."""
    found = (thing for thing in things(card) if str(thing["type"]).startswith("Action."))
    return [thing for thing in found if thing["type"] != "Action.OpenUrl"]


def labels(card: Json) -> list[str]:
    return [str(action.get("title")) for action in actions(card)]


def inputs(card: Json) -> dict[str, Json]:
    return {str(thing["id"]): thing for thing in things(card) if str(thing["type"]).startswith("Input.")}


def button(card: Json, label: str) -> Json | None:
    """The button of that label, if it is not greyed out."""
    found = next((action for action in actions(card) if action.get("title") == label), None)
    assert found is None or found.get("isEnabled") is not False, f"{label!r} is greyed out"
    return found


def submit_of(card: Json) -> Json:
    """The button that sends the form: the only one there is."""
    found = [action for action in actions(card) if action.get("associatedInputs") != "none"]
    assert len(found) == 1, f"which of {[action.get('title') for action in found]} sends the form?"
    return found[0]


def typed(card: Json, name: str, answer: Any) -> str:
    """What an input holds once a person has typed or picked this; options by value or by what stands on them."""
    known = inputs(card)
    assert name in known, f"the card has no {name!r}, only {list(known)}"
    asked = known[name]
    match asked["type"]:
        case "Input.Text":
            most = asked.get("maxLength")
            assert most is None or len(answer) <= most, f"Teams' client takes at most {most} characters in {name}"
            assert asked.get("isMultiline") or "\n" not in answer, f"{name} takes one line"
            return str(answer)
        case "Input.ChoiceSet":
            several = _listed(answer) if asked.get("isMultiSelect") else [answer]
            return ",".join(_option(asked, one) for one in several if one)
        case "Input.Date":
            assert not answer or _DATE.fullmatch(answer), f"{name} is a day"
            return str(answer)
        case "Input.Number":
            assert re.fullmatch(r"-?\d*\.?\d*", str(answer)), f"{name} is a number"
            return str(answer)
        case "Input.Toggle":
            return str(asked.get("valueOn", "true") if answer else asked.get("valueOff", "false"))
        case kind:
            raise AssertionError(f"the fake cannot fill in a {kind}")


def submitted(card: Json, action: Json, answers: Mapping[str, str]) -> Json:
    """What the client adds to the data of the button. Fails where it would keep the person in the form."""
    if action.get("associatedInputs") == "none":
        return {}
    values: Json = {}
    for name, asked in inputs(card).items():
        value = answers.get(name, _proposed(asked))
        assert value or not asked.get("isRequired"), f"Teams' client asks for {name}: {asked.get('errorMessage')}"
        # A list nobody touched reports nothing; a field reports that it is empty.
        if value or asked["type"] in ("Input.Text", "Input.Date"):
            values[name] = value
    return values


def _proposed(asked: Json) -> str:
    value = asked.get("value", asked.get("valueOff", "false") if asked["type"] == "Input.Toggle" else "")
    if asked["type"] != "Input.ChoiceSet" or _searches(asked):
        return str(value)
    known = {choice["value"] for choice in asked.get("choices") or ()}
    return ",".join(one for one in str(value).split(",") if one in known)


def _option(asked: Json, answer: Any) -> str:
    """Somebody is picked as themselves: by the directory's id, as the client's own search does it, or by their name."""
    choices = asked.get("choices") or []
    names = [answer] if isinstance(answer, str) else [answer.aad, answer.id, answer.name]
    found = next((one["value"] for one in choices if one["value"] in names or one["title"] in names), None)
    if found is None and _searches(asked) and not isinstance(answer, str):
        return str(answer.aad)
    assert found is not None, f"no option {names[0]!r}, only {[one['title'] for one in choices]}"
    return str(found)


def _searches(asked: Json) -> bool:
    return str((asked.get("choices.data") or {}).get("dataset")).startswith("graph.microsoft.com/users")


def _listed(answer: Any) -> list[Any]:
    return answer.split(",") if isinstance(answer, str) else list(answer)
