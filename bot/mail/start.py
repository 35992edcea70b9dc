"""Adds e-mail to the ways out, where the settings have a mail server."""

from __future__ import annotations

from bot.mail.letter import sender_of
from bot.mail.messenger import MailMessenger
from bot.mail.render import Entries
from bot.mail.server import server_of
from bot.settings import Settings
from bot.wiring import Engine
from handlers.conversations.help import ADMINISTRATION, COMMANDS
from handlers.messenger import MAIL
from scheduler.clock import Clock


def start(settings: Settings, built: Engine, clock: Clock) -> None:
    """The settings were checked when they were read."""
    server, sender = server_of(settings.smtp_url.get_secret_value()), sender_of(settings.mail_from)
    built.messengers[MAIL] = MailMessenger(server, sender, entries(), clock)


def entries() -> Entries:
    """The words of `help`, each by the conversation it begins."""
    return {word.one.replace("-", "_"): word for word, _ in (*COMMANDS, *ADMINISTRATION)}
