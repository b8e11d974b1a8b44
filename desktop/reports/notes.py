"""What a person should know before sending a report: how, by when, and who will learn their name."""

from collections.abc import Iterable

from babel import Locale

from desktop.core import texts
from desktop.core.texts import Sentence, say
from desktop.reports.answers import Missing, Named
from desktop.reports.letter import Letter, Part
from desktop.reports.recipients import Contact, Deadline, Recipient, recipient, sources
from desktop.reports.schema import Confidence, Sourced, Words
from desktop.reports.template import BlockKind, Element, Template

_WAYS = {
    "web_form": say("Web form"),
    "in_app": say("Inside the app"),
    "email": say("E-mail"),
    "phone": say("Phone"),
    "in_person": say("In person"),
    "post": say("By post"),
}


def write_notes(template: Template, lacking: Iterable[Missing], reader: str) -> Letter:
    """Return the page to read before sending, in the reader's language ("ko" or "en")."""
    title = say("Read before sending: {name}", name=Named("", words=template.file.name)).within(reader)
    parts = [Part(BlockKind.TITLE, title), Part(BlockKind.TEXT, _this_is_for_you().within(reader))]
    for heading, sentences in _sections(template, lacking):
        if sentences:
            parts.append(Part(BlockKind.HEADING, heading.within(reader)))
            parts += [Part(BlockKind.TEXT, sentence.within(reader)) for sentence in sentences]
    return Letter(title, reader, tuple(parts))


def fact(claim: Sourced, text: Sentence) -> Sentence:
    """Return a claim in words with its source and date; what is unsure begins with "Check before sending"."""
    source, day = sources()[claim.source].title, claim.date
    match claim.confidence:
        case Confidence.VERIFIED:
            return say("{fact} [Read in the original: {source}, {date}]", fact=text, source=source, date=day)
        case Confidence.SECONDARY:
            return say("{fact} [Read in a report about it: {source}, {date}]", fact=text, source=source, date=day)
        case Confidence.STALE:
            return say(
                "Check before sending: {fact} [The source may be out of date: {source}, {date}]",
                fact=text,
                source=source,
                date=day,
            )
        case Confidence.MEMORY:
            return say("Check before sending: {fact} [From memory, not looked up, {date}]", fact=text, date=day)


def contact(one: Contact) -> Sentence:
    """Return one way to reach a recipient in words, with its source."""
    value = words(one.shown) if one.shown else one.value
    if one.note is None:
        return fact(one, say("{way}: {value}", way=_WAYS[one.way], value=value))
    return fact(one, say("{way}: {value} ({note})", way=_WAYS[one.way], value=value, note=words(one.note)))


def who_learns_the_name(template: Template) -> tuple[Sentence, ...]:
    """Return what is known about who sees the writer's name and reply address, to be read before they are put in."""
    known = recipient(template.recipient_id).discloses
    if known:
        return tuple(fact(one, words(one.text)) for one in known)
    return (say("Nothing is known about whom they show your name to. Give only what is asked for, and a reply address without your name."),)


def deadline(one: Deadline) -> Sentence:
    """Return a time limit in words, with its source."""
    what, starts = words(one.what), words(one.starts)
    if one.hours is not None:
        return fact(one, say("{what}: {hours} hours, counted from: {starts}", what=what, hours=one.hours, starts=starts))
    if one.days is not None:
        return fact(one, say("{what}: {days} days, counted from: {starts}", what=what, days=one.days, starts=starts))
    return fact(one, say("{what}: {months} months, counted from: {starts}", what=what, months=one.months or 0, starts=starts))


def words(text: Words) -> Named:
    """Return words of a data file for use in a sentence."""
    return Named("", words=text)


def _this_is_for_you() -> Sentence:
    return say("This page is for you. Do not send it with the report. Contacts and deadlines change: each one has the date of its source.")


def _sections(template: Template, lacking: Iterable[Missing]) -> list[tuple[Sentence, list[Sentence]]]:
    who: Recipient = recipient(template.recipient_id)
    return [
        (say("Still missing"), [one.text for one in lacking]),
        (say("How to send it"), [contact(one) for one in who.reached]),
        (say("What to do first"), [*(words(one) for one in template.file.before_sending), _your_own_words(template)]),
        (say("Who will see your name"), list(who_learns_the_name(template)) if who.discloses else []),
        (say("Who may file"), [fact(one, words(one.text)) for one in who.who_may_file]),
        (say("Time limits"), [deadline(one) for one in who.deadlines]),
        (say("What happens then"), [fact(one, words(one.text)) for one in who.what_happens]),
        (say("Be careful"), [fact(one, words(one.text)) for one in who.careful]),
        (say("Legal basis"), [fact(one, words(one.text)) for one in who.legal_basis]),
        (
            say("What the report must contain"),
            [_element(one) for one in template.file.elements],
        ),
        (say("Not yet checked by a lawyer"), [_not_reviewed()] if template.file.reviewed == "no" else []),
    ]


def _your_own_words(template: Template) -> Sentence:
    names = {code: ", ".join(_language_name(one, code) for one in template.sent_in) for code in texts.LANGUAGES}
    return say("Your own sentences appear as you wrote them. The recipient reads: {languages}.", languages=words(Words(names)))


def _language_name(code: str, reader: str) -> str:
    return str(Locale.parse(code).get_language_name(reader))


def _element(one: Element) -> Sentence:
    return fact(one, say("{element}: {law}", element=words(one.words), law=one.law))


def _not_reviewed() -> Sentence:
    return say(
        "The wording is ours, from the sources named here. Where you can, let a support centre or a lawyer read it before you send it."
    )
