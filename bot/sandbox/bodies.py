"""What the page may send, checked before anything else looks at it."""

from __future__ import annotations

from typing import Annotated, TypeVar

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.sandbox.clock import Step

TEXT_MOST = 12_000

Id = Annotated[str, Field(max_length=100)]
Token = Annotated[str, Field(max_length=4_000)]
Typed = Annotated[str, Field(max_length=TEXT_MOST)]


class Acts(BaseModel):
    """Who acts (`as`), and where: a channel's id or `home`, and the message a thread hangs on."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    member: Id = Field(alias="as")
    place: Id = "home"
    thread: Id = ""


class Says(Acts):
    text: Annotated[str, Field(min_length=1, max_length=TEXT_MOST)]


class Presses(Acts):
    token: Token


class Submits(Acts):
    token: Token
    answers: dict[Id, Typed]


class Commands(Acts):
    name: Id
    text: Typed = ""


class HandsOver(Acts):
    message: Id


class Moves(Acts):
    step: Step


Body = TypeVar("Body", bound=Acts)


async def body(request: web.Request, kind: type[Body]) -> Body:
    """The request's JSON; one that does not fit is refused without repeating it."""
    try:
        return kind.model_validate_json(await request.read())
    except ValidationError:
        raise web.HTTPBadRequest(text="This is not what the page sends.") from None
