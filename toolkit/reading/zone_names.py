"""Names of time zones beside those of the tz database, as data: Windows (Unicode CLDR, windowsZones.xml, territory 001;
zones that are a mere offset left out), Ruby on Rails (ActiveSupport::TimeZone), and abbreviations, which name no place.
"""

from __future__ import annotations

_WINDOWS = """
AUS Central *: Australia/Darwin
AUS Eastern *: Australia/Sydney
Afghanistan *: Asia/Kabul
Alaskan *: America/Anchorage
Aleutian *: America/Adak
Altai *: Asia/Barnaul
Arab *: Asia/Riyadh
Arabian *: Asia/Dubai
Arabic *: Asia/Baghdad
Argentina *: America/Argentina/Buenos_Aires
Astrakhan *: Europe/Astrakhan
Atlantic *: America/Halifax
Aus Central W. *: Australia/Eucla
Azerbaijan *: Asia/Baku
Azores *: Atlantic/Azores
Bahia *: America/Bahia
Bangladesh *: Asia/Dhaka
Belarus *: Europe/Minsk
Bougainville *: Pacific/Bougainville
Canada Central *: America/Regina
Cape Verde *: Atlantic/Cape_Verde
Caucasus *: Asia/Yerevan
Cen. Australia *: Australia/Adelaide
Central America *: America/Guatemala
Central Asia *: Asia/Bishkek
Central Brazilian *: America/Cuiaba
Central Europe *: Europe/Budapest
Central European *: Europe/Warsaw
Central Pacific *: Pacific/Guadalcanal
Central *: America/Chicago
Central * (Mexico): America/Mexico_City
Chatham Islands *: Pacific/Chatham
China *: Asia/Shanghai
Cuba *: America/Havana
E. Africa *: Africa/Nairobi
E. Australia *: Australia/Brisbane
E. Europe *: Europe/Chisinau
E. South America *: America/Sao_Paulo
Easter Island *: Pacific/Easter
Eastern *: America/New_York
Eastern * (Mexico): America/Cancun
Egypt *: Africa/Cairo
Ekaterinburg *: Asia/Yekaterinburg
FLE *: Europe/Kyiv
Fiji *: Pacific/Fiji
GMT *: Europe/London
GTB *: Europe/Bucharest
Georgian *: Asia/Tbilisi
Greenland *: America/Nuuk
Greenwich *: Atlantic/Reykjavik
Haiti *: America/Port-au-Prince
Hawaiian *: Pacific/Honolulu
India *: Asia/Kolkata
Iran *: Asia/Tehran
Israel *: Asia/Jerusalem
Jordan *: Asia/Amman
Kaliningrad *: Europe/Kaliningrad
Korea *: Asia/Seoul
Libya *: Africa/Tripoli
Line Islands *: Pacific/Kiritimati
Lord Howe *: Australia/Lord_Howe
Magadan *: Asia/Magadan
Magallanes *: America/Punta_Arenas
Marquesas *: Pacific/Marquesas
Mauritius *: Indian/Mauritius
Middle East *: Asia/Beirut
Montevideo *: America/Montevideo
Morocco *: Africa/Casablanca
Mountain *: America/Denver
Mountain * (Mexico): America/Mazatlan
Myanmar *: Asia/Yangon
N. Central Asia *: Asia/Novosibirsk
Namibia *: Africa/Windhoek
Nepal *: Asia/Kathmandu
New Zealand *: Pacific/Auckland
Newfoundland *: America/St_Johns
Norfolk *: Pacific/Norfolk
North Asia East *: Asia/Irkutsk
North Asia *: Asia/Krasnoyarsk
North Korea *: Asia/Pyongyang
Omsk *: Asia/Omsk
Pacific SA *: America/Santiago
Pacific *: America/Los_Angeles
Pacific * (Mexico): America/Tijuana
Pakistan *: Asia/Karachi
Paraguay *: America/Asuncion
Qyzylorda *: Asia/Qyzylorda
Romance *: Europe/Paris
Russia Time Zone 10: Asia/Srednekolymsk
Russia Time Zone 11: Asia/Kamchatka
Russia Time Zone 3: Europe/Samara
Russian *: Europe/Moscow
SA Eastern *: America/Cayenne
SA Pacific *: America/Bogota
SA Western *: America/La_Paz
SE Asia *: Asia/Bangkok
Saint Pierre *: America/Miquelon
Sakhalin *: Asia/Sakhalin
Samoa *: Pacific/Apia
Sao Tome *: Africa/Sao_Tome
Saratov *: Europe/Saratov
Singapore *: Asia/Singapore
South Africa *: Africa/Johannesburg
South Sudan *: Africa/Juba
Sri Lanka *: Asia/Colombo
Sudan *: Africa/Khartoum
Syria *: Asia/Damascus
Taipei *: Asia/Taipei
Tasmania *: Australia/Hobart
Tocantins *: America/Araguaina
Tokyo *: Asia/Tokyo
Tomsk *: Asia/Tomsk
Tonga *: Pacific/Tongatapu
Transbaikal *: Asia/Chita
Turkey *: Europe/Istanbul
Turks And Caicos *: America/Grand_Turk
US Eastern *: America/Indiana/Indianapolis
US Mountain *: America/Phoenix
Ulaanbaatar *: Asia/Ulaanbaatar
Venezuela *: America/Caracas
Vladivostok *: Asia/Vladivostok
Volgograd *: Europe/Volgograd
W. Australia *: Australia/Perth
W. Central Africa *: Africa/Lagos
W. Europe *: Europe/Berlin
W. Mongolia *: Asia/Hovd
West Asia *: Asia/Tashkent
West Bank *: Asia/Hebron
West Pacific *: Pacific/Port_Moresby
Yakutsk *: Asia/Yakutsk
Yukon *: America/Whitehorse
"""
"""`*` stands for "Standard Time"."""

_RAILS = """
Midway Island: Pacific/Midway
American Samoa: Pacific/Pago_Pago
Hawaii: Pacific/Honolulu
Alaska: America/Juneau
Alaska Time: America/Anchorage
Pacific Time (US & Canada): America/Los_Angeles
Pacific Time: America/Los_Angeles
Mountain Time (US & Canada): America/Denver
Mountain Time: America/Denver
Arizona: America/Phoenix
Central Time (US & Canada): America/Chicago
Central Time: America/Chicago
Central America: America/Guatemala
Saskatchewan: America/Regina
Guadalajara: America/Mexico_City
Eastern Time (US & Canada): America/New_York
Eastern Time: America/New_York
Indiana (East): America/Indiana/Indianapolis
Quito: America/Lima
Atlantic Time (Canada): America/Halifax
Atlantic Time: America/Halifax
Georgetown: America/Guyana
Brasilia: America/Sao_Paulo
Newfoundland: America/St_Johns
Greenland: America/Nuuk
Mid-Atlantic: Atlantic/South_Georgia
Cape Verde Is.: Atlantic/Cape_Verde
Edinburgh: Europe/London
United Kingdom: Europe/London
UK: Europe/London
Bern: Europe/Zurich
West Central Africa: Africa/Algiers
Kyiv: Europe/Kyiv
St. Petersburg: Europe/Moscow
Pretoria: Africa/Johannesburg
Abu Dhabi: Asia/Muscat
Islamabad: Asia/Karachi
Ekaterinburg: Asia/Yekaterinburg
Chennai: Asia/Kolkata
Mumbai: Asia/Kolkata
New Delhi: Asia/Kolkata
India: Asia/Kolkata
Sri Jayawardenepura: Asia/Colombo
Astana: Asia/Almaty
Hanoi: Asia/Bangkok
Beijing: Asia/Shanghai
Osaka: Asia/Tokyo
Sapporo: Asia/Tokyo
Canberra: Australia/Melbourne
Solomon Is.: Pacific/Guadalcanal
New Caledonia: Pacific/Noumea
Kamchatka: Asia/Kamchatka
Marshall Is.: Pacific/Majuro
Wellington: Pacific/Auckland
Nuku'alofa: Pacific/Tongatapu
Tokelau Is.: Pacific/Fakaofo
Chatham Is.: Pacific/Chatham
"""
"""Where the name is not that of a zone's own city."""

_OTHERS = """
GB: Europe/London
Great Britain: Europe/London
England: Europe/London
Scotland: Europe/London
Wales: Europe/London
Ireland: Europe/Dublin
Germany: Europe/Berlin
GB-Eire: Europe/London
Eire: Europe/Dublin
Cuba: America/Havana
Egypt: Africa/Cairo
Iceland: Atlantic/Reykjavik
Iran: Asia/Tehran
Israel: Asia/Jerusalem
Japan: Asia/Tokyo
Libya: Africa/Tripoli
NZ: Pacific/Auckland
Poland: Europe/Warsaw
PRC: Asia/Shanghai
ROC: Asia/Taipei
ROK: Asia/Seoul
Turkey: Europe/Istanbul
Coordinated Universal Time: UTC
"""
"""Countries of one time, also by their links in the tz database (its file `backward`), and other names of UTC."""

_NO_PLACES = """
EST5EDT: America/New_York
CST6CDT: America/Chicago
MST7MDT: America/Denver
PST8PDT: America/Los_Angeles
Navajo: America/Denver
W-SU: Europe/Moscow
Universal: UTC
UCT: UTC
Zulu: UTC
"""
"""Links of the tz database that say no place, with what they follow."""

_ABBREVIATIONS = """
ET EST EDT: America/New_York
CT CST CDT: America/Chicago Asia/Shanghai
MT MST MDT: America/Denver America/Phoenix
PT PST PDT: America/Los_Angeles
AST ADT: America/Halifax
GMT: Europe/London UTC
BST: Europe/London Asia/Dhaka
WET WEST: Europe/Lisbon
CET CEST MET MEST MEZ MESZ HNEC HAEC: Europe/Berlin Europe/Paris
EET EEST OEZ OESZ: Europe/Athens Europe/Helsinki
IST: Asia/Kolkata Europe/Dublin Asia/Jerusalem
MSK: Europe/Moscow
PKT: Asia/Karachi
SGT: Asia/Singapore
HKT: Asia/Hong_Kong
JST: Asia/Tokyo
KST: Asia/Seoul
AEST AEDT AET: Australia/Sydney Australia/Brisbane
ACST ACDT: Australia/Adelaide Australia/Darwin
AWST: Australia/Perth
NZST NZDT NZT: Pacific/Auckland
BRT: America/Sao_Paulo
ART: America/Argentina/Buenos_Aires
WAT: Africa/Lagos
CAT: Africa/Harare
EAT: Africa/Nairobi
SAST: Africa/Johannesburg
"""


def _pairs(table: str) -> dict[str, str]:
    pairs = (line.rsplit(": ", 1) for line in table.strip().split("\n"))
    return {name.replace(" *", " Standard Time").casefold(): zone for name, zone in pairs}


NAMES = _pairs(_WINDOWS) | _pairs(_RAILS) | _pairs(_OTHERS)
"""Zones by name in small letters."""

MEANT = NAMES | _pairs(_NO_PLACES)
"""What may be meant by a name that is no zone of ours."""

ABBREVIATIONS = {
    name: tuple(zones.split())
    for line in _ABBREVIATIONS.strip().split("\n")
    for names, zones in [line.split(": ")]
    for name in names.split()
}
"""Abbreviations that name no place, with some of those where they are used: for half a year, or on two continents.
GMT is one: whoever writes it means London's clock as often as a clock that never changes."""
