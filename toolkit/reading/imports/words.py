"""Words that tools write in the language of whoever exported: days of the week, yes and no."""

from __future__ import annotations

from toolkit.model.availability import DAY_WORDS

_DAYS = (
    "mo montag lun lundi lunes lunedì lunedi seg segunda ma maandag mån måndag man mandag pon poniedziałek pondělí",
    "di dienstag mar mardi martes martedì martedi ter terça dinsdag tis tisdag tir tirsdag wt wtorek út",
    ("mi mittwoch mer mercredi mié mie miércoles mercoledì mercoledi qua quarta wo woensdag ons onsdag śr środa"),
    "do donnerstag jeu jeudi jue jueves gio giovedì giovedi qui quinta donderdag tor tors torsdag czw czwartek",
    "fr freitag ven vendredi vie viernes venerdì venerdi sex sexta vr vrijdag fre fredag pt piątek",
    "sa samstag sam samedi sáb sab sábado sabato za zaterdag lör lördag lør lørdag sob sobota",
    "so sonntag dim dimanche dom domingo domenica zo zondag sön söndag søn søndag ndz niedz niedziela",
)
"""The days in other languages than English."""
_NUMBERS = {name: number for number in range(7) for name in (*DAY_WORDS[number], *_DAYS[number].split())}

_YES = "yes y ja oui sí si sì sim tak kyllä ano da да evet はい 예 是 ok true 1 ✓ ✔ free available"
_NO = "no n nein non não nee nej nei nie ei ne нет hayır いいえ 아니요 否 false 0 - ✗ ✘ busy unavailable"
AGREED = frozenset(_YES.split())
REFUSED = frozenset(["", *_NO.split()])
PERHAPS = frozenset(
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
    plain = " ".join(word.casefold().replace("-", " ").split()) or word.casefold()
    if plain in AGREED or word.casefold() in AGREED:
        return "yes"
    if plain in PERHAPS:
        return "if needed"
    return "no" if plain in REFUSED or word.casefold() in REFUSED else None
