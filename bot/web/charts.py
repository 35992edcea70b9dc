"""The pictures of charts, for whoever has their address."""

from __future__ import annotations

from aiohttp import web

from bot.charts.easel import Easel, NotDrawn
from bot.charts.links import PATH, Links

HEADERS = {"Cache-Control": "private, max-age=86400, immutable", "X-Content-Type-Options": "nosniff"}


def add(app: web.Application, links: Links, easel: Easel) -> None:
    """The route, and the end of the process that draws."""

    async def show(request: web.Request) -> web.Response:
        plan = links.plan(request.match_info["name"])
        if plan is None:
            raise web.HTTPNotFound
        try:
            drawn = await easel.picture(plan)
        except NotDrawn:
            raise web.HTTPServiceUnavailable(headers={"Retry-After": "60"}) from None
        return web.Response(body=drawn, content_type="image/png", headers=HEADERS)

    async def close(_app: web.Application) -> None:
        await easel.close()

    app.router.add_get(f"{PATH}{{name}}", show)
    app.on_cleanup.append(close)
