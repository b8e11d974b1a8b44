"""The texts of the program and their translations: find new ones, check them, compile them.

    python tools/texts.py update [LAYER...]     add new texts of the code to resources/texts/<language>/<layer>.po
    python tools/texts.py update --prune        the same, and drop translations that the code no longer uses
    python tools/texts.py check                 exit 1 where a text is missing, doubtful, at odds or unused
    python tools/texts.py compile               merge all .po files of a language into LC_MESSAGES/linden.mo

The source language is English. A language is a folder under resources/texts; a text is translated when any .po
file of that folder has it, so a large layer may be split into several files (gui_case.po beside gui.po).
Languages that only receivers of a package read (FOR_RECEIVERS) have the words of a package and no others.
"""

import argparse
import ast
import io
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
CODE = ROOT / "desktop"
TEXTS = ROOT / "resources" / "texts"
DOMAIN = "linden"
KEYWORDS = {"_": None, "many": (1, 2), "mark": None, "say": None}
FOR_RECEIVERS = ("de", "fr", "ja")
WORDS_OF_A_PACKAGE = frozenset({"desktop/handover/words.py", "desktop/handover/parts.py"})
# Files directly under desktop/ speak on the command line.
LAYER_OF_ROOT_FILES = "cli"


@dataclass
class Text:
    """One text of the code: its id (one string, or singular and plural) and where it stands."""

    id: str | tuple[str, str]
    layer: str
    places: set[str] = field(default_factory=set)

    @property
    def key(self) -> str:
        """The singular, by which gettext looks a text up."""
        return _key(self.id)


class TextsAtOddsError(Exception):
    """Two .po files of one language translate one text in two ways."""


def texts_in_code(code: Path = CODE) -> dict[str, Text]:
    """Return every marked text under the folder, by its singular, in the order of the layers' names (core first)."""
    found: dict[str, Text] = {}
    for file in sorted(code.rglob("*.py"), key=lambda file: (_layer(file, code) != "core", file.as_posix())):
        place = f"desktop/{file.relative_to(code).as_posix()}"
        for _line, message, _comments, _context in extract_from_file("python", file, keywords=KEYWORDS):
            text = Text(message if isinstance(message, str) else (message[0], message[1]), _layer(file, code))
            known = found.setdefault(text.key, text)
            known.places.add(place)
            if isinstance(known.id, str) and not isinstance(text.id, str):
                known.id = text.id
    return found


def texts_for(language: str, code: Path = CODE) -> dict[str, Text]:
    """Return the texts that a language must have: all of them, or those of a package."""
    everything = texts_in_code(code)
    if language not in FOR_RECEIVERS:
        return everything
    return {key: text for key, text in everything.items() if text.places & WORDS_OF_A_PACKAGE}


def unmarkable_in_code(code: Path = CODE) -> Iterator[str]:
    """Yield where a text is built before it is marked (an f-string or joined pieces), which no catalogue can hold."""
    for file in sorted(code.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_bytes(), str(file))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS:
                arguments = node.args[:2] if node.func.id == "many" else node.args[:1]
                if any(isinstance(argument, ast.JoinedStr | ast.BinOp) for argument in arguments):
                    yield f"desktop/{file.relative_to(code).as_posix()}:{node.lineno}: a text is built before it is translated"


def languages(texts: Path = TEXTS) -> list[str]:
    """Return the codes of the languages that have a folder."""
    return sorted(folder.name for folder in texts.iterdir() if any(folder.glob("*.po")))


def read(file: Path, language: str) -> Catalog:
    """Return one .po file."""
    with file.open("rb") as stream:
        return read_po(stream, locale=language, domain=DOMAIN, charset="utf-8", abort_invalid=True)


def merged(language: str, texts: Path = TEXTS) -> Catalog:
    """Return all translations of a language. Raises TextsAtOddsError."""
    whole = Catalog(locale=language, domain=DOMAIN, charset="utf-8", fuzzy=False)
    for file in sorted((texts / language).glob("*.po")):
        for message in _messages(read(file, language)):
            if message.fuzzy or not _is_translated(message):
                continue
            known = whole.get(message.id)
            if known is None:
                whole.add(message.id, message.string)
            elif known.string != message.string:
                raise TextsAtOddsError(f"{file.name}: another file translates {_key(message.id)!r} in another way")
    return whole


def compile_language(language: str, texts: Path = TEXTS) -> Path:
    """Write the compiled catalogue of a language beside its .po files and return its path."""
    out = texts / language / "LC_MESSAGES" / f"{DOMAIN}.mo"
    out.parent.mkdir(exist_ok=True)
    compiled = io.BytesIO()
    write_mo(compiled, merged(language, texts))
    # Whole or not at all: several test processes may compile at once.
    beside = out.with_name(f"{out.name}.{os.getpid()}")
    beside.write_bytes(compiled.getvalue())
    beside.replace(out)
    return out


def is_stale(language: str, texts: Path = TEXTS) -> bool:
    """Whether a .po file changed after the language was compiled."""
    compiled = texts / language / "LC_MESSAGES" / f"{DOMAIN}.mo"
    if not compiled.exists():
        return True
    sources = [texts / language, *(texts / language).glob("*.po")]
    return max(source.stat().st_mtime_ns for source in sources) > compiled.stat().st_mtime_ns


def update(language: str, layers: list[str], *, prune: bool, code: Path = CODE, texts: Path = TEXTS) -> int:
    """Add the texts that no file of the language has to `<layer>.po`; return how many were added."""
    in_code = texts_for(language, code)
    folder = texts / language
    have = {_key(message.id) for file in folder.glob("*.po") for message in _messages(read(file, language))}
    added = 0
    for layer in sorted(layers or {text.layer for text in in_code.values()}):
        file = folder / f"{layer}.po"
        catalogue = read(file, language) if file.exists() else Catalog(locale=language, domain=DOMAIN, charset="utf-8")
        for text in in_code.values():
            if text.layer == layer and text.key not in have:
                catalogue.add(text.id)
                added += 1
        _settle(catalogue, in_code, prune=prune)
        _save(catalogue, file, language)
    return added


def problems(language: str, *, code: Path = CODE, texts: Path = TEXTS) -> list[str]:
    """Return in words what is wrong with a language."""
    in_code = texts_for(language, code)
    found = list(unmarkable_in_code(code))
    translated: dict[str, object] = {}
    for file in sorted((texts / language).glob("*.po")):
        for message in _messages(read(file, language)):
            where = f"{language}/{file.name}: {_key(message.id)!r}"
            if _key(message.id) not in in_code:
                found.append(f"{where} is not in the code any more")
            if message.fuzzy:
                found.append(f"{where} is marked as doubtful (fuzzy)")
            elif _is_translated(message):
                if translated.setdefault(_key(message.id), message.string) != message.string:
                    found.append(f"{where} is translated in two ways")
                found += [f"{where}: {words}" for words in _field_problems(message)]
    missing = (text for text in in_code.values() if text.key not in translated)
    found += [f"{language}: {text.key!r} is not translated ({', '.join(sorted(text.places))})" for text in missing]
    return found


def _layer(file: Path, code: Path) -> str:
    parts = file.relative_to(code).parts
    return parts[0] if len(parts) > 1 else LAYER_OF_ROOT_FILES


def _key(message_id: object) -> str:
    return str(message_id[0]) if isinstance(message_id, list | tuple) else str(message_id)


def _messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def _is_translated(message: Message) -> bool:
    strings = _strings(message)
    return bool(strings) and all(strings)


def _strings(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def _field_problems(message: Message) -> Iterator[str]:
    source = message.id if isinstance(message.id, str) else message.id[-1]
    try:
        wanted = _fields(source)
        for string in _strings(message):
            if _fields(string) != wanted:
                yield f"its fields are {sorted(_fields(string))}, and should be {sorted(wanted)}"
    except ValueError as error:
        yield f"its braces do not pair ({error})"


def _fields(text: str) -> set[str]:
    return {name for _text, name, _format, _conversion in Formatter().parse(text) if name is not None}


def _settle(catalogue: Catalog, in_code: dict[str, Text], *, prune: bool) -> None:
    for message in _messages(catalogue):
        text = in_code.get(_key(message.id))
        if text is not None:
            message.locations = [(place, 0) for place in sorted(text.places)]
        elif prune:
            catalogue.delete(message.id)
    if prune:
        catalogue.obsolete.clear()


def _save(catalogue: Catalog, file: Path, language: str) -> None:
    body = io.BytesIO()
    write_po(body, catalogue, width=120, omit_header=True, include_lineno=False, sort_output=False)
    # A header of our own: the usual one changes with every run, and would drown the changes that matter.
    header = (
        f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        f'"Content-Transfer-Encoding: 8bit\\n"\n"Plural-Forms: {get_plural(language)}\\n"\n\n'
    )
    whole = header.encode() + body.getvalue()
    if not file.exists() or file.read_bytes() != whole:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(whole)


def main(arguments: list[str]) -> int:
    """Run one of the three acts for every language."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("act", choices=["update", "check", "compile"])
    parser.add_argument("layers", nargs="*", help="only these layers (update)")
    parser.add_argument("--prune", action="store_true", help="drop what the code no longer uses (update)")
    parser.add_argument("--stale", action="store_true", help="only where a file changed (compile)")
    chosen = parser.parse_args(arguments)
    wrong = 0
    for language in languages():
        if chosen.act == "update":
            print(f"{language}: {update(language, chosen.layers, prune=chosen.prune)} new")
        elif chosen.act == "check":
            found = problems(language)
            print(*found, f"{language}: {len(found)} to mend" if found else f"{language}: complete", sep="\n")
            wrong += len(found)
        elif not chosen.stale or is_stale(language):
            try:
                compile_language(language)
            except TextsAtOddsError as error:
                print(error, file=sys.stderr)
                wrong += 1
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
