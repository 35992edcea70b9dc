"""Files of the fake Slack: uploaded in three steps, and known for what they are only a moment later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from tests.fakes.slack_rules import Json, Refused, elements

PNG = b"\x89PNG\r\n\x1a\n"


@dataclass
class File:
    """`looks` is how often it is still asked about before its kind is known; None until its upload is completed."""

    name: str
    length: int
    content: bytes = b""
    looks: int | None = None

    @property
    def mimetype(self) -> str:
        return "image/png" if self.looks == 0 and self.content.startswith(PNG) else ""


class Files:
    """`allowed` says whether the app has the scopes, `slow` how many looks a file takes to be known."""

    def __init__(self) -> None:
        self.kept: dict[str, File] = {}
        self.allowed, self.slow, self.address = True, 1, ""
        self._numbers = count(1)

    def begun(self, asked: Json) -> Json:
        self._check(asked, "filename", "length")
        name = f"F{next(self._numbers):09d}"
        self.kept[name] = File(asked["filename"], int(asked["length"]))
        return {"upload_url": f"{self.address}/upload/{name}", "file_id": name}

    def put(self, name: str, content: bytes) -> bool:
        """Whether as many bytes came as were announced."""
        file = self.kept.get(name)
        if file is None or len(content) != file.length:
            return False
        file.content = content
        return True

    def completed(self, named: list[Json]) -> Json:
        self._check({})
        for one in named:
            file = self.kept.get(one["id"])
            if file is None or not file.content:
                raise Refused("file_not_found")
            file.looks = self.slow
        return {"files": [{"id": one["id"], "title": one.get("title", "")} for one in named]}

    def told(self, asked: Json) -> Json:
        self._check(asked, "file")
        file = self.kept.get(asked["file"])
        if file is None or file.looks is None:
            raise Refused("file_not_found")
        known = file.mimetype
        file.looks = max(0, file.looks - 1)
        return {"file": {"id": asked["file"], "name": file.name, "mimetype": known}}

    def problems(self, blocks: list[Json]) -> Iterator[str]:
        """Of the images in a message: a file that is not known for an image yet cannot be shown."""
        for shown in elements(blocks):
            if "slack_file" in shown:
                file = self.kept.get(shown["slack_file"]["id"])
                if file is None or not file.mimetype:
                    yield f"invalid slack file {shown['slack_file']['id']}"

    def _check(self, asked: Json, *names: str) -> None:
        if not self.allowed:
            raise Refused("missing_scope")
        if any(not asked.get(name) for name in names):
            raise Refused("invalid_arguments")
