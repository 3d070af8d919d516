"""Days, parts of the day and the small words around them in eleven languages: English, German, French, Spanish,
Italian, Portuguese, Dutch, Swedish, Danish and Norwegian, Polish, Czech.

`in_english` gives a text of times in the words that the reader of times knows. Short names that are words of English
too (`so`, `do`, `man`) are days only where they stand before hours or another day, in a text without an English day.
"""

from __future__ import annotations

import re
from collections.abc import Collection

_LONG = """
mon: montag lundi lunes lunedì lunedi segunda segunda-feira maandag måndag måndagar mandag mandage poniedziałek
 poniedziałki pondělí
tue: dienstag mardi martes martedì martedi terça terça-feira dinsdag tisdag tisdagar tirsdag tirsdage wtorek wtorki
 úterý
wed: mittwoch mercredi miércoles miercoles mercoledì mercoledi quarta quarta-feira woensdag onsdag onsdagar onsdage
 środa środy středa
thu: donnerstag jeudi jueves giovedì giovedi quinta quinta-feira donderdag torsdag torsdagar torsdage czwartek
 czwartki čtvrtek
fri: freitag vendredi viernes venerdì venerdi sexta sexta-feira vrijdag fredag fredagar fredage piątek piątki pátek
sat: samstag sonnabend samedi sábado sabado sabati zaterdag lördag lördagar lørdag lørdage sobota soboty
sun: sonntag dimanche domingo domenica zondag söndag söndagar søndag søndage niedziela niedziele neděle
"""
_SHORT = """
mon: lun seg mån pon
tue: tis tir wt út
wed: mié mie qua ons śr
thu: jeu jue gio qui czw
fri: ven vr pt fre
sat: sáb sab za lör lør
sun: zo sön søn ndz niedz
"""
_ALSO_ENGLISH = """
mon: man ma
tue: di mar ter
wed: mi mer wo
thu: do tor
fri: sex vie
sat: sam sob
sun: so dim dom
"""
_SMALL = """
till: bis jusqu'à jusque hasta fino até tot til aż
from: ab von de das dès depuis desde dalle dal dalla vanaf van från fra od
after: nach après apres después dopo depois efter etter
between: zwischen entre tra mellan mellem mellom między mezi tussen
and: und oder et ou y e o och eller og en i lub nebo
at: um uhr uur heure heures ora ore hora horas kl klo klockan klokka godz godzina godziny hodin den le les los las el
 jeden
not: nicht kein keine außer ausser nie pas sauf jamais non nunca excepto tranne mai não exceto niet geen behalve nooit
 inte ej utom aldrig ikke undtagen unntatt aldri oprócz ne kromě
weekdays: werktags werktage wochentags wochentage vardagar vardag hverdage hverdager doordeweeks feriali
weekends: wochenende wochenenden helg helger helgen weekenden weekender víkend víkendy
daily: täglich quotidien dagelijks dagligen dagligt daglig codziennie denně
"""
_PHRASES = (
    (r"jeden tag|tous les jours|todos los días|ogni giorno|todos os dias|elke dag|varje dag|hver dag", "daily"),
    (r"každý den", "daily"),
    (r"unter der woche|en semaine|entre semana|(?:nei )?giorni feriali|dias úteis|dni robocze", "weekdays"),
    (r"(?:am )?wochenende|(?:le )?week-?ends?|fins? de semana|(?:nel )?fine settimana|in het weekend", "weekends"),
    (r"ganztags|den ganzen tag|toute la journée|todo el día|tutto il giorno|o dia todo|hele dag(?:en)?", "all day"),
    (r"cały dzień|celý den|hela dagen", "all day"),
    (r"(?<=\d)\s*(?:uhr|uur|heures)?\s+(?:à|a|al|alle|do|às|as)\s+(?=\d)", " till "),
    (r"(?<=\dh)\s+(?:à|a|as|às)\s+(?=\d)", " till "),
)  # fmt: skip
_PARTS = {
    "morning": "vormittag morgen matin mañana mattina manhã ochtend förmiddag morgon formiddag rano ráno dopoledne",
    "afternoon": "nachmittag après-midi pomeriggio eftermiddag ettermiddag popołudnie popołudniu odpoledne tarde",
    "evening": "abend soir soirée noche sera noite avond kväll aften kveld wieczór wieczorem večer",
    "night": "nacht nuit notte natt noc",
    "midday": "mittag midi mezzogiorno middag",
    "early": "früh tôt temprano vroeg tidigt tidlig wcześnie brzy",
    "late": "spät tard laat sent sen późno pozdě",
}
"""Words of other languages for a part of the day, by ours."""

ENGLISH_PART = {word: ours for ours, words in _PARTS.items() for word in words.split()}
_ENGLISH = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|mon|tues?|weds?|thur?s?|fri|sat|days?|week(?:day|end)s?"
    r"|daily|every|any|free|available|from|until|after|before|the|and|mornings?|afternoons?|evenings?)\b"
)


_ORDER = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _pairs(table: str) -> dict[str, str]:
    lines = table.strip().replace("\n ", " ").split("\n")
    return {word: ours for line in lines for ours, words in [line.split(": ")] for word in words.split()}


_DAYS = _pairs(_LONG) | _pairs(_SHORT)
_UNSAFE = _pairs(_ALSO_ENGLISH)
_WORDS = _pairs(_SMALL) | _DAYS
FOREIGN_DAYS = _DAYS | _UNSAFE
"""`mon` to `sun` by their names in other languages, long and short."""

_NAME = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_FOREIGN = re.compile("|".join(rf"(?<!\w)(?:{pattern})(?!\w)" for pattern, _ in _PHRASES[:-2]), re.IGNORECASE)
_NEXT = "|".join(sorted((*_UNSAFE, *_ORDER, "mo", "tu", "we", "th", "fr", "sa", "su"), key=len, reverse=True))
_UNSAFE_DAY = re.compile(
    rf"(?<![\w'-])({'|'.join(_UNSAFE)})(?![\w'])(?=\.?\s*(?:[,/&+–-]\s*|and\s+|till\s+)*"
    rf"(?:\d|(?:from|between|after|till)\b|(?:{_NEXT})(?!\w)))",
    re.IGNORECASE,
)
_ANY_LETTER = "(?:Th|TH|Tu|Sa|Su|[MTWRFSU])"
_LETTERS = {"M": "mon", "T": "tue", "Tu": "tue", "W": "wed", "R": "thu", "Th": "thu", "TH": "thu", "F": "fri",
    "S": "sat", "Sa": "sat", "U": "sun", "Su": "sun"}  # fmt: skip
_STRETCH = re.compile(r"(?<![\w'/-])([MTWRF]|Tu|Th)\s*[-–]\s*([TWRFU]|Th|Tu|Sa|Su)(?![\w'/-])")
_RUN = re.compile(rf"(?<![\w'/-])(?!(?:TU|TH|THU|SU|SA)\b){_ANY_LETTER}{{2,7}}(?![\w'/-])")
_SINGLE = re.compile(r"(?<![\w'-])([MTWRFU])(?![\w'])(?=[\s,/&+]+(?:[MTWRFU](?![\w'])|Th(?![\w'])|\d))")


def has_english_day(labels: Collection[str]) -> bool:
    """Whether one of these labels is a day in English; then `Sex`, `Man` or `So` beside it is none in another."""
    return any(_ENGLISH.search(label.casefold()) for label in labels)


def is_doubtful_day(label: str) -> bool:
    """Whether a label is a short name of a day that is a word of English, too."""
    return label.strip(" .").casefold() in _UNSAFE


def in_english(text: str) -> str:
    """The text with days and small words in English; other words stay. No semicolon, line or comma comes or goes."""
    plain = _spelled(text)
    words = {_one(word) for word in _NAME.findall(plain)} | set(_NAME.findall(plain.casefold()))
    if words.isdisjoint(_WORDS) and words.isdisjoint(_UNSAFE) and not _FOREIGN.search(plain):
        return plain
    if _ENGLISH.search(plain.casefold()):
        return _NAME.sub(lambda match: _DAYS.get(_one(match[0]), match[0]), plain)
    for pattern, ours in _PHRASES:
        whole = rf"(?<!\w)(?:{pattern})(?!\w)" if ours.strip() == ours else pattern
        plain = re.sub(whole, ours, plain, flags=re.IGNORECASE)
    return _UNSAFE_DAY.sub(lambda match: _UNSAFE[match[1].casefold()], _NAME.sub(_translated, plain))


def _translated(match: re.Match[str]) -> str:
    return _WORDS.get(match[0].casefold()) or _WORDS.get(_one(match[0]), match[0])


def _one(word: str) -> str:
    """A word in small letters, in the singular of those languages that end in s."""
    low = word.casefold()
    return low if low in _WORDS else low.removesuffix("s")


def _spelled(text: str) -> str:
    """`MWF`, `TTh`, `TR`, `M-F`, `M 9:00` with the names of the days. A lone S may be either day of the weekend."""
    text = _STRETCH.sub(lambda match: f"{_LETTERS[match[1]]}-{_LETTERS[match[2]]}", text)
    text = _RUN.sub(_run, text)
    return _SINGLE.sub(lambda match: _LETTERS[match[1]], text)


def _run(match: re.Match[str]) -> str:
    days = [_LETTERS[letter] for letter in re.findall(_ANY_LETTER, match[0])]
    places = [_ORDER.index(day) for day in days]
    return " ".join(days) if len(days) > 1 and places == sorted(set(places)) else match[0]
