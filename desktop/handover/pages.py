"""The pages in a package that a person reads: the front page and the evidence list, without script and without anything remote."""

from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import quote

import jinja2

from desktop.core import places
from desktop.core.names import shown
from desktop.core.texts import LANGUAGES
from desktop.handover import words
from desktop.handover.evidence import EvidenceList, ListedDocument, ListedItem

Fact = tuple[str, str, bool]
"""A label, a value, and whether the value is a hash."""

_LINUX = "sha256sum -c --quiet manifest-sha256.txt tagmanifest-sha256.txt && echo OK"
_MACOS = "shasum -a 256 -c manifest-sha256.txt tagmanifest-sha256.txt"
_WINDOWS = """\
Get-Content -Encoding UTF8 manifest-sha256.txt, tagmanifest-sha256.txt | ForEach-Object {
  $hash, $path = $_ -split '  ', 2
  $found = (Get-FileHash -Algorithm SHA256 -LiteralPath $path).Hash
  if ($found -ne $hash) { "DIFFERS: $path" }
}"""
_OPENSSL = (
    "openssl pkeyutl -verify -pubin -inkey public-key.pem -rawin -in seal.txt -sigfile seal.sig\n"
    "openssl pkeyutl -verify -pubin -inkey public-key.pem -rawin -in data/custody/head.json -sigfile data/custody/head.sig"
)
_INSIDE = (
    ("data/evidence.pdf, .html, .csv, .json", "inside_list"),
    ("data/case.jsonld", "inside_case"),
    ("data/items/", "inside_items"),
    ("data/documents/", "inside_documents"),
    ("data/custody/", "inside_custody"),
    ("manifest-….txt, tagmanifest-….txt", "inside_manifests"),
    ("seal.txt, seal.sig", "inside_seal"),
)


def pages(evidence: EvidenceList, fingerprint: str, folder: str) -> dict[str, bytes]:
    """Return all pages by their path, each in the package's language and in those of the program."""
    made: dict[str, bytes] = {}
    for language in _ordered(evidence.language):
        made[front_page_path(language, evidence.language)] = front_page(evidence, language, fingerprint, folder)
        made[list_path(language, evidence.language)] = evidence_page(evidence, language)
    return made


def front_page_path(language: str, first: str) -> str:
    """Return where the front page in this language is; the one in the package's own language is index.html."""
    return "index.html" if language == first else f"index.{language}.html"


def list_path(language: str, first: str) -> str:
    """Return where the evidence list in this language is."""
    return "data/evidence.html" if language == first else f"data/evidence.{language}.html"


def front_page(evidence: EvidenceList, language: str, fingerprint: str, folder: str) -> bytes:
    """Return the page that says what the package is and how to verify it."""
    included = [item for item in evidence.items if item.original == "included"]
    for_age = sum(item.original == "left_out_age" for item in evidence.items)
    present = {"data/items/": bool(included), "data/documents/": bool(evidence.documents)}
    page = words.PAGE
    return _render(
        "front_page.html",
        language,
        others=[(code, front_page_path(code, evidence.language)) for code in _others(language, evidence.language)],
        list_path=list_path(language, evidence.language),
        care=care(evidence, language),
        age_note=words.age_note(for_age).within(language) if for_age else "",
        facts=package_facts(evidence, language, fingerprint),
        inside=[(path, page[key].within(language)) for path, key in _INSIDE if present.get(path, True)],
        ways=[
            (page["verify_python"].within(language), "python verify_package.py"),
            (page["verify_windows"].within(language), _WINDOWS),
            (page["verify_linux"].within(language), f"{_LINUX}\n{_MACOS}"),
            (page["verify_bagit"].within(language), "bagit.py --validate ."),
            (page["verify_signature"].within(language), _OPENSSL),
            (page["verify_linden"].within(language), f"linden package verify {folder}.zip"),
        ],
    )


def care(evidence: EvidenceList, language: str) -> str:
    """Return the sentence that says what a reader may come to see."""
    if any(item.original == "included" for item in evidence.items):
        return words.PAGE["care_pictures"].within(language)
    drawn = any(document.path.endswith(".jpg") for document in evidence.documents)
    return words.PAGE["care_previews" if drawn else "care_no_pictures"].within(language)


def evidence_page(evidence: EvidenceList, language: str) -> bytes:
    """Return the evidence list as a page."""
    return _render(
        "evidence_list.html",
        language,
        others=[(code, list_path(code, evidence.language).removeprefix("data/")) for code in _others(language, evidence.language)],
        front_path=f"../{front_page_path(language, evidence.language)}",
        package=evidence.package,
        made_at=_moment(evidence.made_at),
        items=[
            {
                "id": item.id,
                "title": words.item_title(shown(item.id)).within(language),
                "facts": item_facts(item, language),
            }
            for item in evidence.items
        ],
        documents=[
            {
                "title": words.document_title(document.kind, document.path).within(language),
                "path": document.path,
                "link": _link(document.path),
                "facts": document_facts(document, language),
            }
            for document in evidence.documents
        ],
    )


def package_facts(evidence: EvidenceList, language: str, fingerprint: str) -> list[Fact]:
    """Return what is said of the package as a whole."""
    page = words.PAGE
    included = sum(item.original == "included" for item in evidence.items)
    return [
        (page["package"].within(language), evidence.package, False),
        (page["made"].within(language), _moment(evidence.made_at), False),
        (page["items"].within(language), str(len(evidence.items)), False),
        (page["originals"].within(language), str(included), False),
        (page["fingerprint"].within(language), fingerprint, True),
    ]


def item_facts(item: ListedItem, language: str) -> list[Fact]:
    """Return what is said of an item; what is not known is left out, except where and when it was seen."""
    page = {key: sentence.within(language) for key, sentence in words.PAGE.items()}
    column = {sentence.text: sentence.within(language) for sentence in words.CSV_COLUMNS}
    facts: list[Fact] = [
        (column["Kind"], words.KINDS[item.kind].within(language), False),
        (column["Original"], words.PRESENCE[item.original].within(language), False),
        (column["Original file name"], shown(item.name), False),
        (page["file_path"], item.path or "", False),
        (column["Web address"], _visible(item.url) or page["not_given"], False),
        (column["Account"], _visible(item.account), False),
        (column["Platform"], _visible(item.platform), False),
        (column["Note"], _visible(item.note), False),
        (column["Seen at"], _moment(item.seen_at) or page["not_given"], False),
        (column["Kept since"], _moment(item.added_at), False),
        (column["Age"], words.AGES[item.age].within(language), False),
        (column["Size in bytes"], f"{item.size:,}" if item.sha256 else "", False),
        (column["Media type"], _visible(item.media_type), False),
        ("SHA-256", item.sha256, True),
        ("SHA-512", item.sha512, True),
        ("MD5", item.md5, True),
        ("PDQ", item.pdq, True),
        (column["What was done with it"], "\n".join(f"{_moment(act.at)}  {_act(act.act, language)}" for act in item.history), False),
    ]
    return [fact for fact in facts if fact[1]]


def document_facts(document: ListedDocument, language: str) -> list[Fact]:
    """Return what is said of one document beside its title and path."""
    return [
        *([(words.PAGE["items"].within(language), document.item_id, False)] if document.item_id else []),
        ("SHA-256", document.sha256, True),
    ]


def _link(path: str) -> str:
    return quote(path.removeprefix("data/"))


def _render(template: str, language: str, *, others: Sequence[tuple[str, str]], **fields: object) -> bytes:
    page = _environment().get_template(template)
    return page.render(
        language=language,
        say={key: sentence.within(language) for key, sentence in words.PAGE.items()},
        others=[(code, path, words.PAGE["other_language"].within(code)) for code, path in others],
        style=_style(),
        **fields,
    ).encode()


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    from jinja2.sandbox import SandboxedEnvironment

    return SandboxedEnvironment(
        loader=jinja2.FileSystemLoader(places.resources() / "handover"), autoescape=True, undefined=jinja2.StrictUndefined
    )


@lru_cache(maxsize=1)
def _style() -> str:
    from markupsafe import Markup

    return Markup((places.resources() / "handover" / "page.css").read_text(encoding="utf-8"))  # noqa: S704 - our own file


def _others(language: str, first: str) -> list[str]:
    return [code for code in _ordered(first) if code != language]


def _moment(stamped: str) -> str:
    """Return 2026-11-23T10:15:00+09:00 as 2026-11-23 10:15:00 +09:00."""
    return f"{stamped[:10]} {stamped[11:19]} {stamped[19:]}".strip() if stamped else ""


def _act(act: str, language: str) -> str:
    known = words.ACTS.get(act)
    return known.within(language) if known else _visible(act)


def _visible(text: str) -> str:
    return "\n".join("".join(shown(letter) for letter in line) for line in text.splitlines())


def _ordered(first: str) -> Sequence[str]:
    return [first, *(code for code in LANGUAGES if code != first)]
