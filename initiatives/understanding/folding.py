"""Folding words, and tables of phrases and of verb forms written shortly."""

import re
import unicodedata


def fold(text: str) -> str:
    """Lower case without accents, so that "À la main" and "a la main" are the same words."""
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("œ", "oe"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def table(text: str) -> frozenset[str]:
    """Phrases divided by `|` or lines, folded; elisions stand apart ("l' ia"), hyphens are spaces."""
    parts = (" ".join(fold(part).split()) for part in re.split(r"[|\n]", text))
    return frozenset(part for part in parts if part)


def english(verbs: str) -> frozenset[str]:
    """What we do and are doing: "copy" gives copy, copies, copying. A doubled consonant is written "scan+"."""
    forms: set[str] = set()
    for verb in verbs.split():
        plain = verb.rstrip("+")
        stem = plain[:-1] if plain.endswith("e") else plain + plain[-1] * verb.endswith("+")
        third = plain[:-1] + "ies" if re.search("[^aeiou]y$", plain) else plain + "s"
        forms |= {plain, third, stem + "ing"} | ({plain + "es"} if re.search("(ch|sh|ss|x)$", plain) else set())
    return frozenset(forms)


def french(verbs: str) -> frozenset[str]:
    """Present and infinitive of verbs in -er, from their stem: "recopi" gives recopie, recopions, recopier."""
    endings = ["e", "es", "ons", "eons", "ez", "ent", "er", "ant"]
    return frozenset(fold(stem) + ending for stem in verbs.split() for ending in endings)
