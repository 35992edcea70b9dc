"""What a person reads when something cannot be done: a sentence, and a reference that the log has too."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import orjson
import structlog
from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from bot.sandbox.workspace import NoSuchPlace
from handlers.words import Readers, Words, say
from storage.rows import StorageFailed


class Busy(Exception):
    """The clock is moving, or everything is being made anew."""


def refusing(readers: Readers, new_id: Callable[[], str] = lambda: uuid4().hex[:8]) -> Middleware:
    """Turns what went wrong into JSON with a sentence."""
    reader = readers("en", "UTC")

    def refused(status: int, words: Words) -> web.Response:
        return web.json_response(body=orjson.dumps({"error": reader.read(words)}), status=status)

    @web.middleware
    async def refuse(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except web.HTTPBadRequest as error:
            return refused(error.status, say("The sandbox did not understand this. Reload the page and try again."))
        except web.HTTPException:
            raise
        except NoSuchPlace:
            return refused(404, say("This is no longer here, or was never yours to see."))
        except Busy:
            return refused(409, say("One thing at a time: the clock is still moving."))
        except StorageFailed:
            return refused(503, say("This could not be stored, so it has not happened. Try again in a moment."))
        except Exception:
            reference = new_id()
            log = structlog.get_logger("sandbox")
            log.exception("request failed", path=request.path, reference=reference)
            return refused(500, say("Something broke on our side. The log has it as {reference}.", reference=reference))

    return refuse
