"""The page a lawyer signs off: every template in every language side by side, with its elements and their sources."""

from jinja2 import Environment, select_autoescape

from desktop.reports.recipients import recipient, sources
from desktop.reports.template import BlockKind, Template
from desktop.reports.templates import templates

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Linden: templates for review</title>
<style>
body { font: 15px/1.5 sans-serif; margin: 2em; max-width: 110em; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
td, th { border: 1px solid #aaa; padding: .5em; vertical-align: top; text-align: left; white-space: pre-wrap; overflow-wrap: anywhere; }
.kind { color: #555; font-size: .85em; }
</style></head><body>
<h1>Templates for review</h1>
<p>Text in double braces is filled from answers; text between {% raw %}{% and %}{% endraw %} chooses a wording.
A template is signed off by setting "reviewed" in its file to "yes".</p>
<ol>{% for one in templates %}<li><a href="#{{ one.id }}">{{ one.name('en') }}</a> (reviewed: {{ one.file.reviewed }})</li>{% endfor %}</ol>
{% for one in templates %}
<h2 id="{{ one.id }}">{{ one.name('en') }} / {{ one.name('ko') }}</h2>
<p>{{ one.id }}, version {{ one.version }}, to {{ recipient(one.recipient_id).name('en') }}, for {{ one.age_rule }},
sent in {{ one.sent_in | join(', ') }}, reviewed: {{ one.file.reviewed }}</p>
<h3>What it must contain</h3>
<ul>{% for element in one.file.elements %}<li>{{ element.words('en') }}: {{ element.law }}
({{ element.confidence }}, {{ sources()[element.source].title }}, {{ element.date }})</li>{% endfor %}</ul>
<h3>Fields</h3>
<ul>{% for field in one.fields %}<li>{{ field.label('en') }} / {{ field.label('ko') }}
{%- if field.required %} (required){% elif field.required_when %}
 (required when {{ field.required_when.id }} is {{ field.required_when.value }}){% endif %}</li>{% endfor %}</ul>
<h3>Wording</h3>
<table><tr>{% for language in one.languages %}<th>{{ language }}</th>{% endfor %}</tr>
{% for row in rows(one) %}<tr>{% for cell in row.cells %}<td><span class="kind">{{ row.about }}</span>
{{ cell }}</td>{% endfor %}</tr>
{% endfor %}</table>
{% endfor %}
</body></html>
"""


class _Row:
    """One part of a template in each of its languages."""

    def __init__(self, about: str, cells: list[str]) -> None:
        self.about = about
        self.cells = cells


def review_page() -> str:
    """Return the page as HTML, without any script, picture or address to load from."""
    page = Environment(autoescape=select_autoescape(default=True)).from_string(_PAGE)
    return page.render(templates=templates(), recipient=recipient, sources=sources, rows=_rows)


def _rows(template: Template) -> list[_Row]:
    rows = []
    for block in template.letter:
        about = ", ".join([block.kind, *block.elements, *([] if block.age == "any" else [block.age])])
        cells = ["(the items of the case)" if block.kind is BlockKind.ITEMS else block.words[language] for language in template.languages]
        rows.append(_Row(about, cells))
    for entry in template.file.form:
        about = ", ".join(["form", *entry.elements, *([] if entry.age == "any" else [entry.age])])
        values = [entry.value.get(language) or entry.value.get("any") or entry.value["en"] for language in template.languages]
        rows.append(_Row(about, [f"{entry.label(language)}\n{value}" for language, value in zip(template.languages, values, strict=True)]))
    return rows
