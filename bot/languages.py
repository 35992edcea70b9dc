"""The catalogues: read once from `locales/`, given to readers by language."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from handlers.acquaintance import LANGUAGES
from handlers.words import Reader, Readers, Untranslated, learn
from handlers.words import Translations as Catalogue

LOCALES = Path(__file__).resolve().parent.parent / "locales"
DOMAIN = "quickwin"


def readers(folder: Path = LOCALES) -> Readers:
    """Readers of every language there is a catalogue for; others read English."""
    catalogues: dict[str, Catalogue] = {"en": Untranslated()}
    for language in LANGUAGES:
        path = folder / language / "LC_MESSAGES" / f"{DOMAIN}.po"
        if path.exists():
            catalogues[language] = _catalogue(path, path.stat().st_mtime_ns)
    for language in catalogues:
        learn(language)

    @lru_cache(maxsize=1024)
    def reader(language: str, zone: str) -> Reader:
        known = language if language in catalogues else "en"
        return Reader(known, zone, catalogues[known])

    return reader


@lru_cache(maxsize=64)
def _catalogue(path: Path, changed_at: int) -> Catalogue:
    """The sentences of a file, read once for each state of it: that takes longer than most of what is asked of a bot."""
    with path.open("rb") as source:
        catalog = read_po(source)
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    translations = Translations(compiled)
    assert isinstance(translations, Translations)  # noqa: S101 narrows what Babel declares as its base
    return translations
