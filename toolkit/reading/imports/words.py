"""Words that tools write in the language of whoever exported: days of the week, yes and no."""

from __future__ import annotations

from toolkit.model.availability import DAY_WORDS
from toolkit.reading.day_words import FOREIGN_DAYS

_SHORT = {name[:3]: number for number, (name, *_) in enumerate(DAY_WORDS)}
_NUMBERS = (
    {word: _SHORT[day] for word, day in FOREIGN_DAYS.items()}
    | {name: number for number, names in enumerate(DAY_WORDS) for name in names}
    | {"mo": 0, "fr": 4, "sa": 5}
)

_AS_PICTURE = "\ufe0f"
"""What telephones write behind a tick, so that it is shown in colour."""

_YES = "yes y ja oui sí si sì sim tak kyllä ano da да evet はい 예 是 ok true 1 x ✓ ✔ ☑ ✅ free available"
_NO = "no n nein non não nee nej nei nie ei ne нет hayır いいえ 아니요 否 false 0 - ✗ ✘ ❌ busy unavailable"
AGREED = frozenset(_YES.split())
REFUSED = frozenset(["", *_NO.split()])
PERHAPS_WORDS = frozenset(
    {
        "if need be", "if needed", "if necessary", "ifneedbe", "(yes)", "maybe", "falls nötig", "wenn nötig",
        "wenn es sein muss", "si nécessaire",
        "si besoin", "si es necesario", "se necessario", "se necessário", "indien nodig", "om det behövs",
        "hvis nødvendig", "w razie potrzeby",
    }
)  # fmt: skip


def weekday(word: str) -> int | None:
    """0 for Monday, by its name or short name in one of eleven languages."""
    return _NUMBERS.get(word.strip(".,").casefold())


def vote(word: str) -> str | None:
    """`yes`, `if needed` or `no`; None for a word that is none of them."""
    word = word.casefold().replace(_AS_PICTURE, "")
    plain = " ".join(word.replace("-", " ").split()) or word
    if plain in AGREED or word in AGREED:
        return "yes"
    if plain in PERHAPS_WORDS:
        return "if needed"
    return "no" if plain in REFUSED or word in REFUSED else None
