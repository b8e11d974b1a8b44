"""Answers that the tests of reports share: full, minimal and hostile ones, made from what each template asks."""

from datetime import UTC, date, datetime, timedelta, timezone

from desktop.reports.evidence import Evidence
from desktop.reports.template import Field, Template

SEOUL = timezone(timedelta(hours=9))
HOSTILE_TEXT = (
    '\u202egpj.exe\u202c \u2066x\u2069 {{ 7*7 }} {% for a in b %} {# c #} #eval("1+1") #image("a.png") *bold* _it_ $x^2$ @ref '
    "<b>&amp; \\u{41} `raw` = heading - item // comment /* c */ \U0001f600\U0001f468\u200d\U0001f469\u200d\U0001f467 "
    "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 \u4f60\u597d \x07\x00 ''' \"\"\" ~ x2x -> ffi"
)
HOSTILE_LONG = HOSTILE_TEXT + "\n= Heading\n\n- list\n" + "long" * 2400 + "\n" + "가" * 400
HOSTILE_URLS = (
    "https://example.com/\U0001f600/\u202egpj?q={{7*7}}&x=#eval(1)",
    "https://xn--example.test/\u0645\u0631\u062d\u0628\u0627/한글/日本語?a=b c",
    "https://example.com/" + "a" * 1500,
    "javascript:alert('x')//example.com",
    'https://user@example.com:8443/*bold*/_under_/$math$/`raw`/"quote"/<tag>',
)


def answer(field: Field, *, hostile: bool = False) -> object:
    """Return an answer of the field's kind that can be found again in a letter."""
    if field.kind == "yes_no":
        return True
    if field.kind == "choice":
        values = [choice.value for choice in field.choices]
        return {"age": "adult", "writing_for": "other", "real_or_fake": "fake", "offence": "other"}.get(field.id, values[0])
    if field.kind == "date":
        return date(2026, 11, 20)
    if field.kind == "addresses":
        return [f"https://{field.id.replace('_', '-')}.example/1"]
    if hostile:
        return f"{field.id} {HOSTILE_LONG if field.kind == 'long' else HOSTILE_TEXT}"
    return f"Answer to {field.id}"


def full(template: Template, age: str = "adult", *, hostile: bool = False) -> dict[str, object]:
    """Return an answer to every question that the template asks, but for the addresses of the case."""
    answers = {field.id: answer(field, hostile=hostile) for field in template.fields if field.id != "addresses"}
    return {**answers, "age": age, "letter_date": date(2026, 11, 23)}


def minimal(template: Template, age: str = "adult") -> dict[str, object]:
    """Return only the answers that the template requires, from the person shown themself."""
    answers = {field.id: answer(field) for field in template.fields if field.required and field.id != "addresses"}
    answers |= {"age": age, "letter_date": date(2026, 11, 23)}
    if template.field("writing_for"):
        answers["writing_for"] = "self"
    for field in template.fields:
        condition = field.required_when
        if condition and str(answers.get(condition.id)) in {condition.value, {"yes": "True"}.get(condition.value, "")}:
            answers[field.id] = answer(field)
    if "threatened" in answers:
        answers["threatened"] = False
        answers.pop("threat_text", None)
    return answers


def items(count: int = 3) -> list[Evidence]:
    """Return ordinary items of a case on one website."""
    return [
        Evidence(
            url=f"https://videos.example/post/{number}?id={number * 7919}",
            account=f"@uploader_{number}",
            platform="Example",
            seen_at=datetime(2026, 11, 20, 10, number % 60, tzinfo=SEOUL),
            sha256=f"{number:064x}",
        )
        for number in range(1, count + 1)
    ]


def hostile_items(count: int) -> list[Evidence]:
    """Return items whose addresses and accounts try to break a page."""
    return [
        Evidence(
            url=f"{HOSTILE_URLS[number % len(HOSTILE_URLS)]}/{number}",
            account=f"\u202e@x{number}\U0001f4a3 {{{{ 1 }}}} #let",
            platform="*P* [x](y)",
            seen_at=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=number),
            sha256=f"{number:064x}",
        )
        for number in range(count)
    ]
