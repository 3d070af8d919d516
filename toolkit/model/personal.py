"""What somebody wants in all their programmes: `defaults.yaml` of their own, outside of every programme folder."""

from __future__ import annotations

from toolkit.model.fields import OptionalText, Record


class UsualAnswers(Record):
    """Answers to questions of `new` that are the same in every programme of one person."""

    city: OptionalText = None
    template: OptionalText = None
    contact: OptionalText = None
    signed_by: OptionalText = None


class MailServer(Record):
    """The server that `send` hands the messages to, and who logs in there. Never a password."""

    smtp: OptionalText = None
    user: OptionalText = None


class Screen(Record):
    """How the command talks on a terminal."""

    no_color: bool = False


class DefaultsFile(Record):
    """`defaults.yaml`."""

    new: UsualAnswers = UsualAnswers()
    mail: MailServer = MailServer()
    terminal: Screen = Screen()
