"""What is said about an export: what is in it, what is not certain, and what stays outside."""

from datetime import datetime

from desktop.core import names
from desktop.core.texts import _, many
from desktop.gui import item_words
from desktop.services.importing import Contents, ExportKind, Medium, Message

_LONGEST_LINE = 160
_MOST_SENDERS = 5


def title(contents: Contents) -> str:
    """Return what it is, in a few words."""
    kind = {
        ExportKind.EMAIL: _("E-mail"),
        ExportKind.PAGE: _("Saved page"),
    }.get(contents.kind) or _("Chat from {program}").format(program=_programs().get(contents.kind, contents.platform))
    name = names.shown(contents.title)
    return f"{kind}: {name}" if name else kind


def _programs() -> dict[ExportKind, str]:
    return {
        ExportKind.KAKAOTALK: _("KakaoTalk"),
        ExportKind.TELEGRAM_JSON: _("Telegram"),
        ExportKind.TELEGRAM_HTML: _("Telegram"),
        ExportKind.WHATSAPP: _("WhatsApp"),
    }


def facts(contents: Contents) -> list[str]:
    """Return what was found in it, a sentence a line."""
    tally, lines = contents.messages.tally, []
    if contents.kind.is_chat:
        lines.append(many("{count} message", "{count} messages", tally.said).format(count=tally.said))
    if contents.senders:
        shown = ", ".join(names.shown(one) for one in contents.senders[:_MOST_SENDERS])
        more = len(contents.senders) - _MOST_SENDERS
        lines.append(
            _("From {names} and {count} more").format(names=shown, count=more) if more > 0 else _("From {names}").format(names=shown)
        )
    if tally.first_at is not None and tally.last_at is not None:
        lines.append(_span(tally.first_at, tally.last_at))
    lines.append(
        many("{count} picture or file with it", "{count} pictures or files with it", len(contents.media)).format(count=len(contents.media))
    )
    if contents.url:
        lines.append(_("Address: {url}").format(url=names.shown(contents.url)))
    return lines


def doubts(contents: Contents) -> list[str]:
    """Return what is not certain or not there, and what to do about it."""
    lines = []
    missing = contents.messages.tally.missing
    if missing:
        lines.append(
            many(
                "{count} picture or file is named but was not exported. If you need it, export the chat again with media.",
                "{count} pictures or files are named but were not exported. If you need them, export the chat again with media.",
                missing,
            ).format(count=missing)
        )
    if not contents.zone_known:
        lines.append(_("The export does not say its time zone. The times are taken to be those of this computer."))
    if not contents.day_order_known:
        lines.append(_("It is not certain which number of a date is the day and which the month. Compare one date with the chat itself."))
    if contents.skipped:
        unread = many("{count} line was not understood.", "{count} lines were not understood.", contents.skipped)
        lines.append(unread.format(count=contents.skipped))
    return lines


def medium_line(medium: Medium, message: Message | None) -> str:
    """Return who sent a file when, and how large it is."""
    parts = [item_words.size(medium.size)]
    if message is not None:
        parts = [names.shown(message.sender), item_words.moment(message.at) if message.at else "", *parts]
    return "  ·  ".join(part for part in parts if part)


def message_line(message: Message) -> str:
    """Return one message in one line."""
    when = item_words.moment(message.at) if message.at else ""
    said = " ".join(message.text.split())
    files = len(message.media) + len(message.missing)
    attached = many("[{count} file]", "[{count} files]", files).format(count=files) if files else ""
    head = "  ·  ".join(part for part in (when, names.shown(message.sender)) if part)
    body = " ".join(part for part in (_visible(said), attached) if part)
    return f"{head}:  {body}"


def _visible(text: str) -> str:
    cut = text if len(text) <= _LONGEST_LINE else f"{text[:_LONGEST_LINE]}…"
    return "".join(names.shown(letter) for letter in cut)


def _span(first: datetime, last: datetime) -> str:
    if first.date() == last.date():
        return item_words.moment(first)
    return _("From {first} to {last}").format(first=item_words.moment(first), last=item_words.moment(last))
