"""A new programme, asked by a face that is no command: what was said, the questions one by one, and what came out."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from toolkit.jobs.new import draft, draft_chosen, has_sure_term, load_city, ways_to_fit
from toolkit.jobs.new_answers import Begun, NewQuestion, NewSaid, WrongAnswers
from toolkit.jobs.new_questions import begin_new, chosen_of, key_of_begun, next_question, with_reply
from toolkit.problems import WrongUsage
from toolkit.reading.shelves import Shelves

TODAY = datetime.date(2026, 11, 23)
SHELVES = Shelves.open()


def begin(said: NewSaid, *, attended: bool = True, usual: dict[str, str] | None = None) -> Begun:
    found = begin_new(said, usual=usual or {}, attended=attended, shelves=SHELVES, today=TODAY)
    assert isinstance(found, Begun), found
    return found


def wrong(said: NewSaid, *, attended: bool) -> list[Any]:
    """The argument of each mistake, the topic of each question that nobody is there to answer."""
    found = begin_new(said, usual={}, attended=attended, shelves=SHELVES, today=TODAY)
    assert isinstance(found, WrongAnswers)
    return [one.argument if isinstance(one, WrongUsage) else (one.topic,) for one in found.of]


def asked(begun: Begun) -> NewQuestion:
    question = next_question(begun, SHELVES)
    assert question is not None
    return question


def answer(begun: Begun, *texts: str) -> tuple[Begun, list[str]]:
    """What is known after these answers, and what the questions were about."""
    topics: list[str] = []
    for text in texts:
        question = asked(begun)
        topics.append(question.topic)
        begun = with_reply(begun, question, text=text, shelves=SHELVES)
    return begun, topics


def test_questions_are_answered_one_by_one_and_end_in_settings() -> None:
    begun, topics = answer(
        begin(NewSaid()), "oxford", "engineering", "2", "wed 19:00", "online-peer before", "18 in 3", "Ada, 1"
    )
    assert topics == ["city", "template", "when", "day_and_time", "mode", "people", "contact"]
    assert next_question(begun, SHELVES) is None
    chosen = chosen_of(begun)
    settings = chosen.settings
    assert (settings.key, settings.term, settings.day, settings.mode) == (
        "oxford-engineering-ht27",
        "Hilary 2027",
        ("wed",),
        "online-peer",
    )
    assert (settings.people, settings.cohorts, settings.signed_by, chosen.made) == (18, 3, "Ada", None)
    assert chosen.answers["start"] == ""
    drafted = draft(chosen.template, settings, shelves=SHELVES, today=TODAY)
    assert "programme.yaml" in drafted.files


def test_the_first_question_tells_what_the_shelves_have_and_whose_term_is_sure() -> None:
    question = asked(begin(NewSaid()))
    assert [name for name, _line in question.choices] == list(SHELVES.names("cities"))
    sure = [name for name in SHELVES.names("cities") if has_sure_term(load_city(SHELVES, name), TODAY)]
    assert question.suggestion == sure[0] != SHELVES.names("cities")[0]
    assert all(line for _name, line in question.choices)
    assert asked(begin(NewSaid(), usual={"city": "oxford"})).default == "oxford"


def test_an_earlier_state_can_be_asked_again() -> None:
    first, _ = answer(begin(NewSaid(city="oxford")), "engineering")
    later, _ = answer(first, "2")
    assert (asked(first).topic, asked(later).topic) == ("when", "day_and_time")
    assert (key_of_begun(first), key_of_begun(later)) == ("", "oxford-engineering-ht27")
    other, _ = answer(first, "2027-02-01")
    assert key_of_begun(other) == "oxford-engineering-2027-02-01"


def test_an_answer_that_cannot_be_read_leaves_the_question_open() -> None:
    begun, _ = answer(begin(NewSaid(city="oxford")), "engineering")
    with pytest.raises(WrongUsage, match="P037"):
        answer(begun, "Michaelmas 1999")
    assert asked(begun).topic == "when"


WRONG = {
    "term": "x",
    "start": "soon",
    "zone": "Nowhere/Land",
    "day": "tux",
    "time": "25:00",
    "mode": "dance",
    "reading": "never",
    "people": "0",
    "cohorts": "1001",
    "fit": "squeeze",
    "title": "a\nb",
    "contact": "a\nb",
    "signed_by": "a\nb",
}
"""Of each argument that is read alone, in their order, something that cannot be read."""


def test_everything_wrong_is_told_at_once_by_argument() -> None:
    assert wrong(NewSaid(city="oxford", template="nothing", **WRONG), attended=True) == ["template", *WRONG]
    read_without_a_city = {"start": "soon", "zone": "Nowhere/Land", "holidays": "XX-9"}
    assert wrong(NewSaid(**read_without_a_city), attended=True) == list(read_without_a_city)
    assert wrong(NewSaid(city="oxford", holidays="DE"), attended=True) == [""]


@pytest.mark.parametrize("said", [{"cohorts": "1000"}, {"cohorts": "12", "people": "12"}, {"people": "100000"}])
def test_cohorts_may_be_as_many_as_people_and_at_most_a_thousand(said: dict[str, str]) -> None:
    begin(NewSaid(**said))
    one_more = str(int(said.get("cohorts", "1000")) + 1)
    assert wrong(NewSaid(**{**said, "cohorts": one_more}), attended=True) == ["cohorts"]


@pytest.mark.parametrize("people", ["0", "9" * 5000])
def test_people_that_cannot_be_say_nothing_of_cohorts(people: str) -> None:
    assert wrong(NewSaid(people=people, cohorts="1"), attended=True) == ["people"]


def test_what_was_said_is_read_without_the_space_around_it() -> None:
    begun = begin(
        NewSaid(city="oxford", template="engineering", term=" Hilary 2027 ", people=" 8 ", mode=" online-peer ")
    )
    begun, _ = answer(begun, "tue 18:30", "")
    assert (chosen_of(begun).settings.term, chosen_of(begun).settings.mode) == ("Hilary 2027", "online-peer")


def test_a_term_of_a_city_that_is_made_is_not_looked_for_among_its_terms() -> None:
    said = NewSaid(city="Munich", zone="Europe/Berlin", term="Hilary 2027")
    begin(said)


def test_a_template_is_fetched_as_was_said_and_a_checkout_of_what_is_no_address_is_refused() -> None:
    for said in (NewSaid(template="engineering", checkout="v1"), NewSaid(template="engineering", directory="sub")):
        assert wrong(said, attended=True) == ["template"]


def test_what_was_said_for_a_title_is_the_title() -> None:
    for title, found in (("Our  evenings", "Our  evenings"), (None, None)):
        begun = begin(NewSaid(city="oxford", template="engineering", title=title))
        begun, _ = answer(begun, "2", "tue 18:30", "online-peer", "8", "")
        assert begun.curriculum is not None
        assert chosen_of(begun).settings.title == (found or begun.curriculum.title)


def test_what_nobody_is_there_to_answer_is_told_as_questions() -> None:
    assert wrong(NewSaid(day="tux"), attended=False) == [("city",), ("template",), "day"]
    assert wrong(NewSaid(city="atlantis", template="engineering"), attended=False) == [("where",)]


def test_without_anybody_there_the_usual_answers_hold() -> None:
    begun = begin(NewSaid(), attended=False, usual={"city": "oxford", "template": "engineering", "contact": "Ada, 1"})
    assert asked(begun) == NewQuestion("when", default="Hilary 2027", suggestion="2026-12-07")
    begun, _ = answer(begun, "Hilary 2027", "tue 18:30", "in-person-peer", "8")
    assert next_question(begun, SHELVES) is None
    assert (chosen_of(begun).settings.contact, chosen_of(begun).settings.cohorts) == ("Ada, 1", 1)


def test_a_city_that_no_shelf_has_is_asked_where_it_is_or_said_at_once() -> None:
    begun, topics = answer(begin(NewSaid()), "Oxfort")
    question = asked(begun)
    assert (topics, question.topic, question.near, question.suggestion) == (["city"], "where", "oxford", "oxford")
    assert "oxford" in question.known
    meant, _ = answer(begun, "oxford")
    assert (meant.city, meant.made, meant.place) == (begin(NewSaid(city="oxford")).city, None, "")
    made, _ = answer(begun, "Europe/Berlin DE-BY")
    assert made.made is not None
    assert (made.made.city.name, str(made.made.city.zone), made.made.region and made.made.region.code) == (
        "Oxfort",
        "Europe/Berlin",
        "DE-BY",
    )
    assert begin(NewSaid(city="Oxfort", zone="Europe/Berlin", holidays="DE-BY")).made == made.made
    assert (begun.place, made.place) == ("Oxfort", "")
    with pytest.raises(WrongUsage):
        answer(begun, "Nowhere/Land")


def test_whoever_is_there_is_asked_where_a_city_is_that_was_said_and_no_shelf_has() -> None:
    assert asked(begin(NewSaid(city="Oxfort"))).topic == "where"


def test_a_city_is_read_without_the_space_around_it() -> None:
    begun, _ = answer(begin(NewSaid()), " oxford ")
    assert begun.city == begin(NewSaid(city="oxford")).city
    begun, _ = answer(begin(NewSaid()), " Oxfort ")
    assert begun.place == "Oxfort"


def test_a_city_that_sounds_like_none_suggests_none() -> None:
    begun, _ = answer(begin(NewSaid()), "Xyzzyqua")
    assert (asked(begun).near, asked(begun).suggestion) == ("", None)


def test_of_a_city_that_is_made_holidays_are_listed_from_the_year_it_begins_in() -> None:
    begun, _ = answer(begin(NewSaid(city="Munich", zone="Europe/Berlin", template="engineering")), "2027-02-01")
    begun, _ = answer(begun, "tue 18:30", "in-person-peer", "8", "")
    assert chosen_of(begun).years == (2027, 2028, 2029)


def test_a_term_that_is_too_short_gives_ways_to_fit_and_one_that_is_not_gives_none() -> None:
    def ways(template: str, **said: str) -> list[str]:
        begun = begin(NewSaid(city="oxford", template=template, people="8", contact="", **said))
        begun, _ = answer(begun, "tue 18:30", "in-person-peer")
        _chosen, drafted = draft_chosen(chosen_of(begun), fit=None, shelves=SHELVES, today=TODAY)
        return [one.fit for one in ways_to_fit(drafted)]

    assert ways("engineering", start="2027-08-01") == []
    assert "double" in ways("engineering", term="Hilary 2027")


def test_a_draft_fits_as_the_city_has_it_unless_somebody_says_how() -> None:
    begun = begin(NewSaid(city="oxford", template="engineering", people="8", contact="", term="Hilary 2027"))
    begun, _ = answer(begun, "tue 18:30", "in-person-peer")
    fits = [draft_chosen(chosen_of(begun), fit=fit, shelves=SHELVES, today=TODAY) for fit in (None, "double")]
    assert [chosen.settings.fit for chosen, _drafted in fits] == ["trim", "double"]
    numbers = [len(drafted.plan.held_sessions) for _chosen, drafted in fits]
    assert numbers[0] < numbers[1], "trimming leaves sessions out"
