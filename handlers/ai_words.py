"""What was said about the AI in an initiative, in words: each answer, the class it suggests, and what that rests on."""

from __future__ import annotations

from handlers.words import Typed, Words, say
from initiatives.ai_care import TRANSPARENCY, Affected, AiClass, Approved, Area, Care, Outward, Whose
from initiatives.people import Function

WHOSE: dict[Whose, Words] = {
    Whose.NOBODYS: say("Nobody’s"),
    Whose.EMPLOYEES: say("That of people who work here"),
    Whose.CUSTOMERS: say("That of customers or others outside"),
    Whose.BOTH: say("Both"),
    Whose.UNKNOWN: say("I don’t know yet"),
}
AFFECTED: dict[Affected, Words] = {
    Affected.USERS: say("Only those who use it"),
    Affected.COLLEAGUES: say("Colleagues"),
    Affected.APPLICANTS: say("People who apply for a job"),
    Affected.CUSTOMERS: say("Customers or the public"),
    Affected.UNKNOWN: say("I don’t know yet"),
}
OUTWARD: dict[Outward, Words] = {
    Outward.NOTHING: say("They meet nothing of it"),
    Outward.SEEN: say("They see what it makes"),
    Outward.TALKED: say("They talk with it"),
    Outward.UNKNOWN: say("I don’t know yet"),
}
APPROVED: dict[Approved, Words] = {
    Approved.YES: say("Yes, it is approved"),
    Approved.NO: say("No, or not yet"),
    Approved.UNKNOWN: say("I don’t know yet"),
}
AREAS: dict[Area, Words] = {
    Area.NONE: say("No, nothing about people"),
    Area.WORK: say("Hiring or managing people"),
    Area.EDUCATION: say("School, training, exams"),
    Area.CREDIT: say("Credit, life or health insurance"),
    Area.BENEFITS: say("Public benefits and services"),
    Area.BIOMETRICS: say("Who somebody is, by face or voice"),
    Area.SAFETY: say("Safety of traffic, water, power"),
    Area.LAW: say("Police, borders, courts"),
    Area.EMOTIONS: say("Emotions at work or at school"),
    Area.SCORING: say("How people behave in society"),
    Area.UNKNOWN: say("I don’t know yet"),
}
CLASSES: dict[AiClass, Words] = {
    AiClass.PROHIBITED: say("prohibited"),
    AiClass.HIGH: say("high risk"),
    AiClass.LIMITED: say("limited risk: people have to be told"),
    AiClass.MINIMAL: say("minimal risk"),
    AiClass.UNKNOWN: say("not known yet"),
}
FUNCTIONS: dict[Function, Words] = {
    Function.IT: say("IT"),
    Function.HR: say("Human resources"),
    Function.MARKETING: say("Marketing"),
    Function.MANAGEMENT: say("Management"),
}
"""Those that the answers can call for."""


def rests_on(care: Care) -> Words:
    """Why the answers suggest this class, and that this is a hint."""
    found, article = care.suggested
    values = {"article": Typed(article)}
    match found:
        case AiClass.PROHIBITED:
            return say("Suggested: Article {article} of the EU AI Act prohibits this. No legal advice.", **values)
        case AiClass.HIGH:
            return say("Suggested: Article 6 of the EU AI Act with Annex {article}. No legal advice.", **values)
        case AiClass.LIMITED:
            return say(
                "Suggested: Article {article} of the EU AI Act asks to tell people that it is a machine. No legal advice.",
                article=Typed(TRANSPARENCY),
            )
        case AiClass.MINIMAL:
            return say("Suggested: none of the areas that the EU AI Act names. No legal advice.")
        case AiClass.UNKNOWN:
            return say("The class of the EU AI Act shows once the open questions are answered.")
