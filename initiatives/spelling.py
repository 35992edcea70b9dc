"""Words as people type them in a hurry: the same with and without capitals and accents."""

from unicodedata import combining, normalize


def folded(text: str) -> str:
    """Small letters without accents, with single spaces and straight apostrophes."""
    letters = normalize("NFKD", text.casefold().replace("’", "'"))
    return " ".join("".join(letter for letter in letters if not combining(letter)).split())
