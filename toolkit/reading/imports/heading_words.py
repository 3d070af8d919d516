"""What headings of forms say, in the languages of `day_words`: the names of columns that ask for a name, an address, a
time zone or times."""

from __future__ import annotations

import re

NEGATIVE = re.compile(
    r"\b(?:not|n't|un(?:able|avail|free|suit)\w*|never|cannot|can't|busy|away|except"
    r"|nicht|keine?|pas|indisponib\w*|niet|inte|ikke|nie|não)\b",
    re.IGNORECASE,
)
PERHAPS = re.compile(
    r"\bif[ -]need(?:ed| be)?|if necessary|if (?:i|you) (?:must|have to)|at a push|second choice|(?:less|not)"
    r" (?:ideal|good|convenient)|(?:falls|wenn) nötig|zur not|si (?:nécessaire|besoin)|si es necesario"
    r"|se necess[aá]ri[oa]|indien nodig|om det behövs|(?:hvis|om) nødvendig|w razie potrzeby|v případě potřeby",
    re.IGNORECASE,
)
TIMES = re.compile(
    r"availab|\bwhen (?:are|could|can|would)"
    r" you\b|\b(?:times?|hours|days|slots|evenings?)\b.*\b(?:suit|work|can|could|make|free|come)"
    r"|\bwann\b.*(?:zeit|kannst|können|könnt|passt|frei)|verfügbar|disponib|\bquand\b.*(?:libre|pou|peu)"
    r"|cu[aá]ndo (?:puede|est)|quando (?:sei|è|puoi|pode|est)|beschikbaar|wanneer (?:kun|ben)|tillgänglig|när kan"
    r"|tilgængelig|tilgjengelig|hvornår kan|når kan|dostępn|kiedy (?:możesz|masz)|kdy (?:můžeš|máš)",
    re.IGNORECASE,
)
TIMES_ALONE = re.compile(
    r"(?:(?:your|my|free|good|best|possible|preferred|suitable|weekly) )*"
    r"(?:times?(?: ?slots?)?|slots?|hours|when|(?:uhr)?zeiten|horaires?|heures|créneaux|horarios?|horas|orari|ore"
    r"|horários?|tijden|uren|tider|timer|godziny|terminy|časy|hodiny)",
    re.IGNORECASE,
)
"""Headings that are no more than a word for times."""
_NAME = (
    r"(?:what is |what's )?(?:(?:your|full|preferred|first and last) )*name"
    r"|(?:wie hei(?:ß|ss)t du|wie hei(?:ß|ss)en sie|(?:dein|ihr|vollständiger|vor- und nach)\s?name)"
    r"|(?:votre |ton )?nom(?: complet| et prénom)?|comment (?:vous appelez-vous|t'appelles-tu)"
    r"|(?:tu |su )?nombre(?: completo| y apellidos?)?|cómo te llamas|(?:o seu )?nome(?: completo| e cognome)?"
    r"|come ti chiami|qual é o (?:seu|teu) nome|(?:je |volledige )?naam|hoe heet je|(?:ditt )?namn|vad heter du"
    r"|(?:dit |ditt )?(?:fulde |fullt )?navn|hvad hedder du|hva heter du|imię i nazwisko|jak masz na imię"
    r"|jméno(?: a příjmení)?|jak se jmenuje(?:š|te)"
)
HEADINGS = (
    (
        "email",
        re.compile(r"\be-?mail|\bcorreo\b|\bcourriel\b|posta elettronica|\be-post|adresse électronique", re.IGNORECASE),
    ),
    (
        "timezone",
        re.compile(
            r"\btime ?zone\b|zeitzone|fuseau horaire|zona horaria|huso horario|fuso (?:orario|horário)|tijdzone"
            r"|tidszone?|tidssone|strefa czasowa|časové pásmo",
            re.IGNORECASE,
        ),
    ),
    (
        "first_name",
        re.compile(
            r"(?:first|given)[ _-]?name|(?:dein |ihr )?vorname|(?:votre )?prénom|nombre de pila|voornaam|förnamn"
            r"|fornavn|imię",
            re.IGNORECASE,
        ),
    ),
    (
        "last_name",
        re.compile(
            r"(?:last|family)[ _-]?name|surname|(?:dein |ihr )?(?:nach|familien)name|nom de famille|apellidos?|cognome"
            r"|sobrenome|apelido|achternaam|efternamn|efternavn|etternavn|nazwisko|příjmení",
            re.IGNORECASE,
        ),
    ),
    ("name", re.compile(_NAME, re.IGNORECASE)),
    ("tracks", re.compile(r"(?:which )?(?:tracks?|streams?)\b.*", re.IGNORECASE)),
)
WHOLE = frozenset({"name", "first_name", "last_name", "tracks"})
"""Those whose words are the whole heading."""


def times_heading(heading: str) -> str | None:
    """`available` or `if_needed`, where a heading asks for times at which somebody is free."""
    if NEGATIVE.search(heading) and not PERHAPS.search(heading):
        return None
    if PERHAPS.search(heading):
        return "if_needed"
    return "available" if TIMES.search(heading) else None


def heading_field(heading: str) -> str | None:
    """Which of our columns a heading asks for, times left out; None for any other."""
    plain = heading.strip(" ?¿:*")
    for field, pattern in HEADINGS:
        if pattern.fullmatch(plain) if field in WHOLE else pattern.search(plain):
            return field
    return None
