"""Every kind of problem: its level, what it is, why it matters and how to mend it (`programme explain CODE`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Code:
    """A kind of problem. `level`: an error stops a build; a warning fails under --strict; advice fails under
    --ready."""

    code: str
    level: Literal["error", "warning", "advice"]
    title: str
    why: str
    mend: str


_ALL = (
    # files
    Code(
        "P001",
        "error",
        "This is not a programme folder",
        "Every verb works on a folder that holds programme.yaml.",
        "Name the folder with -C, go into it, or make one with `programme new`.",
    ),
    Code(
        "P002",
        "error",
        "A file is missing",
        "The programme refers to a file that is not there, so a part of it cannot be made.",
        "Put the file back, or take the reference out.",
    ),
    Code(
        "P003",
        "error",
        "A file cannot be read",
        "Files are read as UTF-8 text of at most 1 MiB, people/*.csv 10 MiB; anything else would print as nonsense.",
        "Save the file as UTF-8 (in a spreadsheet program: CSV UTF-8).",
    ),
    Code(
        "P004",
        "error",
        "A place in the folder is a link or not a file",
        "Nothing follows a link out of the programme folder, so that no other file is read or changed by accident.",
        "Put a copy of the file where the link stands.",
    ),
    Code(
        "P005",
        "error",
        "A record of ours is damaged",
        "The files in .programme/ remember what people were told; with a wrong number calendars would ignore a change.",
        "Put the file back from a backup or from git. Without one, delete it: the next build begins a new record.",
    ),
    # YAML
    Code(
        "P010",
        "error",
        "This is not YAML",
        "The file breaks a rule of YAML, so nothing after that place can be understood.",
        "Look at the line and the one above it: a missing colon, a quote that is not closed, or a tab are the usual"
        " causes.",
    ),
    Code(
        "P011",
        "error",
        "A key stands twice",
        "Only one of the two values could count, and it would not be clear which.",
        "Keep one of the two lines.",
    ),
    Code(
        "P012",
        "error",
        "Anchors, aliases and merges are not used here",
        "They hide what a file says, and a small file can grow without bound.",
        "Write the value out where it is needed.",
    ),
    Code(
        "P013",
        "error",
        "The file is too large or too deep",
        "Limits keep a damaged or hostile file from using up the machine: 1 MiB, and 40 levels.",
        "Split the file.",
    ),
    Code(
        "P014",
        "error",
        "The head of a Markdown file is missing or not closed",
        "A session begins with a head between two lines of three hyphens.",
        "Begin the file with ---, and close the head with --- on a line of its own.",
    ),
    Code(
        "P015",
        "warning",
        "A heading with a number of its own",
        "Prompts, checkpoints and tasks are numbered where they are printed, so the number would stand there twice.",
        "Take the number out of the heading.",
    ),
    # keys and values
    Code(
        "P020",
        "error",
        "An unknown key",
        "A key that nobody reads would be silently ignored.",
        "Take the nearest name that the message offers, or delete the line.",
    ),
    Code("P021", "error", "A key is missing", "This value has no default that would be right for you.", "Add the key."),
    Code(
        "P022",
        "error",
        "The value is of another kind",
        "A number, a text, a list or a group of keys was expected here.",
        "Write the value as the message says; docs/formats.md shows each one.",
    ),
    Code(
        "P023",
        "error",
        "Not one of the choices",
        "Only the listed words mean something here.",
        "Use one of the words that the message lists.",
    ),
    Code(
        "P024",
        "error",
        "This date does not exist or is not written as a date",
        "A meeting cannot be on a day that no calendar has.",
        "Write year-month-day, like 2027-01-19.",
    ),
    Code(
        "P025",
        "error",
        "This is not a time of day",
        "Times are read as hours and minutes on a 24-hour clock.",
        'Write it in quotes, like "18:30".',
    ),
    Code(
        "P026",
        "error",
        "The number is too small or too large",
        "A value outside the limits cannot be meant, or could not be printed.",
        "Use a number within the limits in the message.",
    ),
    Code(
        "P027",
        "error",
        "The text is not of the expected form",
        "For example a link that does not begin with https://.",
        "Write it as the message shows.",
    ),
    Code(
        "P028",
        "error",
        "A period ends before it begins",
        "Its last day lies before its first.",
        "Swap the two dates, or mend the year.",
    ),
    Code(
        "P029",
        "error",
        "A time zone that nobody knows",
        "Without the zone no local time can be worked out.",
        "Use a name such as Europe/London or Asia/Kathmandu.",
    ),
    # names that point somewhere
    Code(
        "P030",
        "error",
        "An unknown session",
        "The name does not belong to any session of the curriculum.",
        "Use the session's key as in curriculum.yaml.",
    ),
    Code(
        "P031",
        "error",
        "An unknown cohort",
        "No cohort of this programme has that key.",
        "Use a key from cohorts.yaml, or `all`.",
    ),
    Code(
        "P032",
        "error",
        "An unknown person",
        "The id is in none of the files in people/.",
        "Add the person to people/participants.csv or people/facilitators.csv, or mend the id.",
    ),
    Code(
        "P033",
        "error",
        "An unknown room",
        "The id is not in people/rooms.csv.",
        "Add the room to people/rooms.csv, or mend the id.",
    ),
    Code(
        "P034",
        "error",
        "An unknown resource",
        "No resource of the programme or of a shelf has that id.",
        "Add the resource to resources.yaml, or mend the id.",
    ),
    Code(
        "P035",
        "error",
        "An unknown part of a resource",
        "The resource has no part of that name, so nobody can tell how long it takes.",
        "Use a part's name to the letter, or add the part to the resource.",
    ),
    Code(
        "P036",
        "error",
        "An unknown city",
        "No shelf has a city of that name.",
        "Run `programme templates` for the list, or add a city file.",
    ),
    Code(
        "P037",
        "error",
        "An unknown term",
        "The city's file has no term of that name.",
        "Use a term's name from the list in the message, or give `start` instead.",
    ),
    Code(
        "P038",
        "error",
        "The same key twice",
        "Calendars, attendance and changes hang on keys, so each must be unique.",
        "Rename the newer of the two.",
    ),
    Code(
        "P039",
        "error",
        "This cannot be a key",
        "Keys become file names and calendar identities on every system.",
        "Use the letters that the message names, at most 40 of them, and none of the reserved names.",
    ),
    # sessions
    Code(
        "P040",
        "error",
        "The minutes do not sum",
        "A run sheet that does not add up ends late or leaves a gap.",
        "Change a block's minutes, or the session's.",
    ),
    Code(
        "P041",
        "error",
        "A variant's minutes do not sum",
        "In that mode the evening would end late or early.",
        "Change the variant's blocks until they add up again.",
    ),
    Code(
        "P042",
        "error",
        "An item without a basis",
        "People plan their week by these minutes; a time that came from nowhere should not be printed.",
        "Name a part of the resource that carries minutes and basis, or give both with the item.",
    ),
    Code(
        "P043",
        "error",
        "A prerequisite comes later",
        "The session builds on one that has not been held by then.",
        "Change the order in curriculum.yaml, or the session's `needs`.",
    ),
    Code(
        "P044",
        "warning",
        "More preparation than promised",
        "The curriculum promises a weekly load and this session asks for more.",
        "Move an item to `further`, or raise weekly_load.",
    ),
    Code(
        "P045",
        "warning",
        "Something people should be able to do is never practised",
        "What no block practises is hoped for, not taught.",
        "Name it under `practises` of a block.",
    ),
    Code(
        "P046",
        "warning",
        "The evening cannot catch up",
        "With `cut` and `least` as they are the sheet cannot make up a delay of half an hour.",
        "Give more blocks a `cut` and a smaller `least`.",
    ),
    Code(
        "P047",
        "error",
        "A heading is missing",
        "The pack has a place for it, and a facilitator would find it empty.",
        "Add the heading with its text.",
    ),
    Code(
        "P048",
        "error",
        "An unknown heading",
        "The text under it would not be printed anywhere.",
        "Use one of the headings in docs/formats.md.",
    ),
    Code(
        "P049",
        "error",
        "A prompt, checkpoint or task lacks a part",
        "A facilitator relies on every part being there.",
        "Add the line, with the part's name and a colon.",
    ),
    Code(
        "P050",
        "error",
        "Too much reading inside the meeting",
        "More than 45 minutes of reading leaves no meeting.",
        "Name a shorter part.",
    ),
    Code(
        "P051",
        "error",
        "A variant names a block, prompt or checkpoint that is not there",
        "Nothing would be changed, and the sheet would be wrong in that mode.",
        "Use a block's key, or the number of a prompt or checkpoint.",
    ),
    Code(
        "P052",
        "warning",
        "A session's outcome number is out of range",
        "`practises` counts the lines of able_to from 1.",
        "Use a number from 1 to the number of lines.",
    ),
    Code(
        "P053",
        "error",
        "A mode or reading that the curriculum does not support",
        "The run sheets for it have not been written, so the evening would be another mode's.",
        "Choose one that the message lists.",
    ),
    Code(
        "P054",
        "error",
        "Two modes differ in words only",
        "A mode is about what people do; another text alone is not another evening.",
        "Change a block, its minutes, who does it or the order.",
    ),
    Code(
        "P055",
        "warning",
        "A session that the curriculum does not list",
        "It would never be held.",
        "Add its key to a phase of curriculum.yaml, or take the file away.",
    ),
    Code(
        "P056",
        "error",
        "A checkpoint outside its block",
        "The sheet prints when the first and the last pair should be there; with another block's minutes that time is"
        " wrong.",
        "Name a block that this evening has, and minutes from its start that lie within it; in a variant with"
        " `checkpoints`.",
    ),
    Code(
        "P057",
        "warning",
        "A text names a block that this evening does not have",
        "A facilitator looks for it on the sheet in the middle of the meeting, and it is not there.",
        "Name a block of this evening, or give the variant a text of its own under `if`.",
    ),
    Code(
        "P058",
        "warning",
        "A plan for being late that contradicts the sheet",
        "The sheet says which blocks are shortened, by `cut` and `least`; a text about another block is a second plan.",
        "Give the block a `cut`, or write `if_late` at the blocks that have one.",
    ),
    Code(
        "P059",
        "warning",
        "The mentor's part is not settled",
        "A mentor who does not come leaves a hole in the evening unless the pack holds what to do instead; in an"
        " evening without a mentor nobody can do what a text leaves to one.",
        "Give the peer evening a block under the same key or with `instead_of`, or write “### No mentor”; take the"
        " mentor out of the other evenings' texts.",
    ),
    Code(
        "P107",
        "warning",
        "Homework where people read inside",
        "The next session reads at home only with reading before; with reading inside the same “## Next” would order"
        " what is read in the meeting.",
        "Write “## Next, reading inside” with what is left to do before the next meeting.",
    ),
    # planning
    Code(
        "P060",
        "warning",
        "A meeting on a public holiday",
        "Buildings are often closed and people away.",
        "Move the meeting, or leave it where the place is open; with `holidays: skip` no meeting is planned for such a"
        " day.",
    ),
    Code(
        "P061",
        "error",
        "A meeting in a break",
        "The programme said that nobody meets then.",
        "Move the meeting, or change the break.",
    ),
    Code(
        "P062",
        "error",
        "A meeting while the place is closed",
        "The city's calendar says that nothing meets then.",
        "Move the meeting.",
    ),
    Code(
        "P063",
        "error",
        "A time that the clocks skip",
        "In that night the clocks go forward and this time does not exist.",
        "Choose a time before or after the gap.",
    ),
    Code(
        "P064",
        "warning",
        "A time that comes twice",
        "In that night the clocks go back; the first of the two times is taken.",
        "Choose another time, or say which one is meant in the invitation.",
    ),
    Code(
        "P065",
        "advice",
        "Meetings outside the term",
        "Rooms and people may not be there.",
        "Choose another `fit`, start earlier, or book for the extra weeks.",
    ),
    Code(
        "P066",
        "error",
        "The room is smaller than the cohort",
        "Seats count everyone, the facilitators included.",
        "Take a larger room or a smaller cohort.",
    ),
    Code(
        "P067",
        "error",
        "Two meetings in one room",
        "rooms.csv says how many cohorts may meet in it at once.",
        "Move one of them, or raise `cohorts` in people/rooms.csv if the room holds them.",
    ),
    Code(
        "P068",
        "error",
        "One person in two places",
        "Somebody, or a whole cohort, is expected at two meetings at the same time.",
        "Move one of the meetings, or change who comes.",
    ),
    Code(
        "P069",
        "advice",
        "The start lies in the past",
        "Some of the meetings would already have been.",
        "Change `start` if that is not meant.",
    ),
    Code(
        "P070",
        "warning",
        "An unconfirmed term or closed period",
        "The dates follow a pattern or one source; nobody confirmed them.",
        "Check the dates with the university, then set the row's status in a city file of your own.",
    ),
    Code(
        "P071",
        "advice",
        "Provisional dates",
        "The university may still change them.",
        "Look again before you announce.",
    ),
    Code(
        "P072",
        "advice",
        "The venue is not known yet",
        'The pages say "venue to be announced".',
        "Add the room to people/rooms.csv and name it in cohorts.yaml.",
    ),
    Code(
        "P073",
        "advice",
        "Step-free access is not known",
        'The pages say "step-free access: ask us".',
        "Fill in step_free in people/rooms.csv.",
    ),
    Code(
        "P074",
        "advice",
        "Something that people ask about is not known yet",
        'The pages leave a line for it or say "ask us".',
        "Fill in the value in programme.yaml.",
    ),
    Code(
        "P075",
        "advice",
        "A cohort without a facilitator",
        "The pack has a line to write the name on.",
        "Name the facilitators in cohorts.yaml.",
    ),
    Code(
        "P076",
        "warning",
        "A zone without a lasting rule",
        "Its clock changes are announced year by year, so calendars give its times in UTC, as the law is now.",
        "Build again when your system's time zone data is updated.",
    ),
    Code(
        "P077",
        "error",
        "No meeting could be placed",
        "Breaks and closed periods leave no day within two years.",
        "Shorten the breaks or change the day.",
    ),
    Code(
        "P078",
        "error",
        "A change that does nothing or cannot be applied",
        "It names a meeting but not what becomes of it, or contradicts itself.",
        "Say which meetings, and what becomes of them: date, time, room, facilitators, mode, combined_with or"
        " cancelled.",
    ),
    Code(
        "P079",
        "warning",
        "Newer time zone data move a meeting",
        "The wall time stands as printed, but for people in other zones it is another moment now.",
        "Build again, then send the calendars again and tell whoever lives in another zone.",
    ),
    # people
    Code(
        "P080",
        "error",
        "A column is missing or unknown",
        "Only id (or name) is needed, but without it no row can be told from another.",
        "Give the file a first line with the column names.",
    ),
    Code(
        "P081",
        "error",
        "A row that cannot be read",
        "A number, a status or an id in it is not of the expected form.",
        "Mend the cell that the message names.",
    ),
    Code(
        "P082",
        "error",
        "The same id twice",
        "Cohorts and attendance name people by id, and ids become file names, in which capitals do not count"
        " everywhere.",
        "Give the newer row an id of its own.",
    ),
    Code(
        "P083",
        "warning",
        "Somebody is in two cohorts",
        "One person cannot be expected every week in both.",
        "Take the id out of one of them.",
    ),
    Code(
        "P084",
        "error",
        "One attendance twice",
        "A person is either present at a meeting or not; two rows could contradict each other.",
        "Delete the row that is wrong.",
    ),
    Code(
        "P085",
        "warning",
        "A cohort is very small or very large",
        "Run sheets, pairs and the mentor's time are reckoned for the size that the curriculum names; with fewer one"
        " absence stops the evening, with more not everyone speaks.",
        "Share people out anew, or change `size` in curriculum.yaml if the sheets hold for it.",
    ),
    Code(
        "P086",
        "warning",
        "People's data are kept longer than they were told",
        "They agreed to a day, which has passed.",
        "Forget them one by one with `programme people forget ID`, delete people/ and out/private/, or ask them again"
        " and change the day.",
    ),
    Code(
        "P087",
        "warning",
        "A cohort meets when somebody is not free",
        "Whoever did not offer the time, or asked for another track, will not come every week. Hours are those of"
        " people/*.csv, all through the term.",
        "Ask them, and note the times they give in people/*.csv, or run `programme cohorts` again.",
    ),
    Code(
        "P088",
        "warning",
        "Two people together or apart against their wish",
        "They asked for it in people/participants.csv.",
        "Change the members in cohorts.yaml, or take the wish out if it no longer holds.",
    ),
    Code(
        "P125",
        "warning",
        "A wish that names nobody or cannot be kept",
        "People ask for company and modes in people/participants.csv by ids and words; one that is not understood is"
        " left out.",
        "Mend the cell: ids of participants, divided by semicolons, in together and apart; online or in person in"
        " mode.",
    ),
    Code(
        "P089",
        "warning",
        "A facilitator has more cohorts than hours",
        "people/facilitators.csv says how many hours a week and how many cohorts.",
        "Give one of the cohorts to somebody else, or change the number after asking.",
    ),
    Code(
        "P145",
        "warning",
        "A facilitator has too little time from one room to the next",
        "Two of their cohorts follow each other in different rooms: one begins without them, or the other ends early.",
        "Give both cohorts the same room, another time, or one of them another facilitator in cohorts.yaml. How many"
        " minutes are wanted `programme cohorts --gap MINUTES` says: 15, and twice as many to another building.",
    ),
    Code(
        "P146",
        "advice",
        "Somebody is the only one of their kind in a cohort",
        "`not_alone` in cohorts.yaml asks that nobody is the only one there with the same in a column.",
        "Give them company: change the members in cohorts.yaml. Where nobody else can come at their times, talk to"
        " them, or take the column out of not_alone.",
    ),
    Code(
        "P147",
        "warning",
        "A column that nobody has filled in",
        "`not_alone` and `spread` in cohorts.yaml name columns of people/participants.csv, by their headings.",
        "Write the heading as it stands there (capitals do not count), fill the column, or take the word out.",
    ),
    Code(
        "P148",
        "warning",
        "A role that only one file knows",
        "Each cohort needs somebody of `second_role` in cohorts.yaml beside its facilitator; the column `role` of"
        " people/facilitators.csv says who has it.",
        "Write the role in both files in the same way (capitals do not count), or take it out of one. Without a word in"
        " that column somebody is a facilitator.",
    ),
    Code(
        "P149",
        "warning",
        "A cohort has only one of the two who run it",
        "`second_role` in cohorts.yaml asks for somebody of this role beside a facilitator in each cohort.",
        "Name both in `facilitators` of the cohort in cohorts.yaml, or let `programme cohorts --replan` look for"
        " whoever is free; without `second_role` one is enough.",
    ),
    Code(
        "P094",
        "advice",
        "A mentored cohort without a mentor",
        "Its packs and calendars count on one; without one it is another evening.",
        "Name the mentor in cohorts.yaml, or give the cohort a peer mode.",
    ),
    Code(
        "P095",
        "advice",
        "Somebody is in no cohort",
        "They signed up, and nothing that is printed or sent reaches them.",
        "Add their ids to a cohort's members in cohorts.yaml, or change their status: `programme people wait ID` or"
        " `decline ID`.",
    ),
    Code(
        "P112",
        "warning",
        "A member who is not to come",
        "Pages, seats and letters count on everybody in a cohort; this person is declined, withdrawn or waits.",
        "Take the id out of the cohort's members, or let `programme cohorts --replan` do it, which also gives the seat"
        " away; or change their status.",
    ),
    Code(
        "P113",
        "warning",
        "Two cohorts with one name",
        "Packs, calendars and the register would carry the same name, and nobody could tell them apart.",
        "Give one of them another label in cohorts.yaml.",
    ),
    Code(
        "P114",
        "warning",
        "Opening hours that cannot be read",
        "Nobody is warned of a meeting while the room is shut.",
        "Write days and times as in `Mon-Fri 08:00-22:00; Sat 10:00-18:00`, or leave the cell blank where they are not"
        " known.",
    ),
    # readiness
    Code(
        "P090",
        "error",
        "A placeholder was left",
        "A text such as TODO, [your name] or {{ title }} would be printed.",
        "Write what is meant, or delete it.",
    ),
    Code(
        "P091",
        "error",
        "A reserved name",
        "The owner of that name asks that no other programme uses it.",
        "Choose a title of your own.",
    ),
    Code(
        "P092",
        "warning",
        "A cited resource has ended or moved",
        "The link may lead nowhere.",
        "Mend the address in resources.yaml or take its fallback.",
    ),
    Code(
        "P093",
        "error",
        "A picture that cannot be printed",
        "Pictures are PNG, JPEG or SVG of at most 25 million points, whole, and nothing but a picture: a drawing could"
        " otherwise run or fetch something.",
        "Save the picture again as a PNG, or as a plain SVG with shapes only.",
    ),
    # changes
    Code(
        "P096",
        "warning",
        "A meeting in a room that is lost",
        "changes.yaml says that the room cannot be used on that day.",
        "Move the meeting to another room, or take the entry out where the room can be used again.",
    ),
    Code(
        "P097",
        "warning",
        "A change to a time that people did not offer",
        "Hours are those of people/*.csv; whoever is busy then does not come.",
        "Ask them first, or choose another time.",
    ),
    Code(
        "P098",
        "warning",
        "A time at which the room is shut",
        "people/rooms.csv says when it is open.",
        "Ask for the key, or choose another time or room.",
    ),
    Code(
        "P099",
        "warning",
        "A change to a room with steps",
        "The planned room can be reached without; somebody may rely on it.",
        "Ask the cohort first, or choose another room.",
    ),
    Code(
        "P111",
        "warning",
        "A cohort in a room joins one on a screen",
        "They come to different places, and the evening is written for one of them.",
        "Say where everyone is to be, or combine cohorts that meet in the same way.",
    ),
    # templates
    Code(
        "P100",
        "error",
        "A template that is not only data",
        "Templates are data; hooks, links and expressions could run or read something else.",
        "Ask the author for a template without them.",
    ),
    Code(
        "P101",
        "error",
        "An unknown template",
        "No shelf has a programme template of that name.",
        "Run `programme templates` for the list.",
    ),
    Code(
        "P102",
        "error",
        "A document type that cannot be used",
        "Its document.yaml or page is missing or wrong.",
        "Compare it with a shipped type.",
    ),
    Code(
        "P103",
        "error",
        "A page is too large to print",
        "Limits keep one document from using up the machine. Its PDF is left out, and everything else is built.",
        "Print the web page that the message names, shorten what the document says, or mark sections of its template"
        " with data-part.",
    ),
    Code(
        "P104",
        "warning",
        "A letter that no font has",
        "It would print as an empty box.",
        "Install the package that the message names.",
    ),
    Code(
        "P105",
        "warning",
        "Too much for one page",
        "The front of a leaf is one page; this one runs over.",
        "Shorten the texts of the blocks.",
    ),
    Code(
        "P106",
        "warning",
        "An almost empty page",
        "A few lines of a chapter stand on a page of their own; printing it costs a sheet.",
        "Shorten the text that the message names by so many lines, or leave it: nothing is lost.",
    ),
    Code(
        "P108",
        "warning",
        "A page without the base",
        "`documents/_base/base.html.j2` gives a page its language, its title, the line at its foot and the `<main>`"
        " that is cut into parts; without it screen readers find no title, web pages have no style, and slices are not"
        " made.",
        'Begin the template with `{% extends "_base/base.html.j2" %}` and put the page between `{% block content %}`'
        " and `{% endblock %}`.",
    ),
    # a running programme
    Code(
        "P110",
        "error",
        "The outputs are not up to date",
        "Only what was made from the files as they are now can be marked as what people were told.",
        "Run `programme build`, look at out/, then publish.",
    ),
    Code(
        "P115",
        "error",
        "An update would change the programme's key",
        "Calendars know the programme by its key: with another one every entry would come twice.",
        "Ask the template's author to write `key` as before, or change that line in your programme.yaml back and forth"
        " by hand.",
    ),
    Code(
        "P116",
        "error",
        "This is no attendance register",
        "Who was there can only be read from a table with ids or names and a column for each session.",
        "Fill in out/private/attendance.xlsx or .csv, and leave its headings as they are.",
    ),
    Code(
        "P117",
        "error",
        "A mark that cannot be read",
        "Guessing would put a wrong absence on somebody.",
        "Write present, absent or excused (the first letter is enough), in a row with an id.",
    ),
    Code(
        "P118",
        "error",
        "A mark at a meeting that was not held",
        "Nobody can have been at a meeting that is cancelled or has not begun.",
        "Mend the mark, or record first what became of the meeting: `programme move` or `programme undo`.",
    ),
    # tables
    Code(
        "P119",
        "error",
        "A quote that is not closed",
        "The rows below it, up to the next quote, would count as one cell, and their people would be lost without a"
        " word.",
        "Close the quote, or take it out; a quote inside a quoted cell is written twice.",
    ),
    # imports
    Code(
        "P120",
        "error",
        "A file that cannot be imported",
        "Nobody can be read from it.",
        "Export it again from the tool it comes from, or make a CSV with the columns name, email, timezone and"
        " available.",
    ),
    Code(
        "P121",
        "error",
        "A row that cannot be imported",
        "Something in it is not of the form that the tool writes, or nobody can be told from it.",
        "Mend the row in the file and import it again; who is in already is not doubled.",
    ),
    Code(
        "P122",
        "error",
        "Times that are not clear",
        "Nobody is called at a time they did not give, so unclear times are left out.",
        "Ask the person, mend the cell, and import the file again.",
    ),
    Code(
        "P123",
        "warning",
        "One person twice in a file",
        "Only one of the rows can be right; forms are often sent a second time.",
        "Look whether the row that counts is the right one.",
    ),
    Code(
        "P124",
        "error",
        "An offset or name that is no time zone",
        "An offset changes with the clocks, so local times cannot be told for a whole term.",
        "Name a place, such as Europe/London or Asia/Kolkata.",
    ),
    Code(
        "P126",
        "warning",
        "Characters that nobody sees",
        "Control characters (escape, bell, backspace) steer screens and printers, so they are left out of everything"
        " that is made.",
        "Type the text anew in the file.",
    ),
    Code(
        "P127",
        "warning",
        "Times that were supposed",
        "Somebody left a part of their hours to be understood; what was supposed is said, so that it can be mended.",
        "Ask the person where it matters, and write the hours in full.",
    ),
    Code(
        "P128",
        "error",
        "A column that is not understood",
        "It seems to hold times; left out in silence, people would have none though they said when they can come.",
        "Import the file again with --map HEADING=COLUMN, or with --ignore HEADING to keep the column as it is.",
    ),
    Code(
        "P129",
        "error",
        "A sheet that was not read",
        "Of a workbook the first sheet is read; whoever stands in another would be lost without a word.",
        "Save the sheet as a file of its own and import it, or delete it.",
    ),
    # messages
    Code(
        "P130",
        "error",
        "Invitations without a sender",
        "A calendar answers an invitation by mail to whoever sent it.",
        "Fill in sender in programme.yaml: {name: Ada, email: ada@example.org}.",
    ),
    Code(
        "P131",
        "warning",
        "An address that mail cannot use",
        "Messages to this person would have no address; a draft is made all the same.",
        "Mend the address in people/, or leave it blank and tell them another way.",
    ),
    Code(
        "P134",
        "error",
        "Somebody facilitates the cohort that they are a member of",
        "They would count twice: as a seat and a page of a member, and as the one who runs the evening.",
        "Take their id out of members or out of facilitators in cohorts.yaml. Peers who run an evening by themselves"
        " need no facilitator.",
    ),
    Code(
        "P136",
        "advice",
        "Holidays that are not listed",
        "The plan passes over the public holidays of a list; of days that no list is about, Easter Monday may be one.",
        "`programme templates new city NAME` lists the holidays of any country and region; write their days and `years`"
        " into cities/holidays/ of the programme folder. Where people meet on holidays: `holidays: keep`.",
    ),
    Code(
        "P150",
        "warning",
        "The set-up clinic is on another day",
        "It is held a week before session 1, and earlier where that day is closed: on a day of the week on which people"
        " may not expect it, and on which the usual room may be taken.",
        "Write the day that suits in programme.yaml: `clinic: {date: 2027-01-11}`.",
    ),
    # mentors
    Code(
        "P135",
        "advice",
        "A deadline is over",
        "The plan shows that it was not done: people wait for an answer, or a room may be gone.",
        "Do it now; the deadlines of `sign_up` are moved in programme.yaml.",
    ),
    Code(
        "P140",
        "warning",
        "A mentor is wanted for more than their hours",
        "people/facilitators.csv says how many hours a week they give; only the mentor's part of each evening counts.",
        "Give a cohort to another mentor or none (mode in-person-peer or online-peer), let two cohorts share the hour,"
        " or change the number after asking.",
    ),
)

CODES: dict[str, Code] = {code.code: code for code in _ALL}
