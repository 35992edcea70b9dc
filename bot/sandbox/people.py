"""Who works in the simulated company, and the channels they share."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.requests import Visitor

BOT = "Quickwin"
COMPANY = "Fernhill & Co."


@dataclass(frozen=True)
class Member:
    """Somebody of the workspace. `title` is what stands below the name, `part` what they are there to try."""

    id: str
    name: str
    title: str
    part: str
    zone: str = "Europe/Amsterdam"
    language: str = "en"
    admin: bool = False

    def visitor(self) -> Visitor:
        """The profile that a platform would hand over."""
        return Visitor(self.id, self.name, self.zone, self.language, self.admin, f"{self.id}@fernhill.example")


@dataclass(frozen=True)
class Channel:
    """A channel that everybody is in."""

    id: str
    name: str
    topic: str


MEMBERS = (
    Member("ana", "Ana Duarte", "Accounting", "Has an idea"),
    Member("ben", "Ben Okafor", "Customer support", "Runs trials"),
    Member("ida", "Ida Lindqvist", "IT", "Reviews for IT"),
    Member("hana", "Hana Novak", "HR", "Reviews for HR"),
    Member("omar", "Omar Haddad", "Operations", "Reviews for operations"),
    Member("mara", "Mara Jansen", "Programme lead", "Admin", admin=True),
    Member("camille", "Camille Laurent", "Ventes", "Reads French", zone="Europe/Paris", language="fr"),
    Member("kenji", "Kenji Mori", "Logistics", "Lives in Tokyo", zone="Asia/Tokyo"),
)
CHANNELS = (
    Channel("general", "general", "Everything that concerns everybody"),
    Channel("wins", "wins", "What worked, told by those who did it"),
    Channel("ideas", "ideas", "Thinking out loud"),
)

BY_ID = {member.id: member for member in MEMBERS}


def direct(member: str) -> str:
    """The id of a member's direct messages with the bot."""
    return f"direct-{member}"
