"""Every template in every language with 500 hostile addresses, found again in the PDF, the DOCX and the TXT; run by hand, as it takes long.

python tests/reliability/hostile_reports.py [TEMPLATE...]      all templates if none is named; exit status 1 where anything is lost
python tests/reliability/hostile_reports.py --seconds          how long a letter with 50 ordinary addresses takes to be set, and what ships
"""

import collections
import statistics
import sys
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from desktop.reports.answers import read
from desktop.reports.characters import address
from desktop.reports.editable import as_docx
from desktop.reports.letter import write_letter
from desktop.reports.printed import as_pdf
from desktop.reports.recipients import recipients
from desktop.reports.schema import AgeRule
from desktop.reports.template import Template
from desktop.reports.templates import templates
from desktop.reports.text import as_text
from tests.reports import cases
from tests.reports.found import as_printed, as_written, text_of_docx, text_of_pdf, text_of_txt

DAY = date(2026, 11, 23)
ADDRESSES = 500
ORDINARY = 50


def age_for(template: Template) -> str:
    """Return an age that the template is for."""
    return "under_18" if template.age_rule is AgeRule.UNDER_18_ONLY else "adult"


def lost_in(template: Template, language: str) -> collections.Counter[str]:
    """Return how many of the addresses and hashes are not found again, by format."""
    evidence = cases.hostile_items(ADDRESSES)
    letter, _ = write_letter(template, read(cases.full(template, age_for(template), hostile=True), evidence), language)
    found = {
        "pdf": (as_printed, text_of_pdf(as_pdf(letter, DAY))),
        "docx": (as_written, text_of_docx(as_docx(letter, DAY))),
        "txt": (as_written, text_of_txt(as_text(letter).encode("utf-8-sig"))),
    }
    wanted = [address(one.url) for one in evidence] + ([one.sha256 for one in evidence] if template.file.hashes else [])
    return collections.Counter(kind for kind, (shown, text) in found.items() for one in wanted if shown(one) not in text)


def tell(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def search(names: list[str]) -> int:
    """Print what is lost of each template and language, and return the exit status."""
    lost = pairs = 0
    for template in templates():
        for language in template.languages if not names or template.id in names else ():
            began = time.perf_counter()
            missing = lost_in(template, language)
            lost, pairs = lost + missing.total(), pairs + 1
            tell(f"{template.id:18} {language}  lost {dict(missing) or 0}  {time.perf_counter() - began:.1f} s")
    tell(f"{pairs} pairs of template and language, {ADDRESSES} addresses each: {lost} lost")
    return 1 if lost else 0


def tell_seconds() -> int:
    """Print how long each pair takes to be written and set as PDF with 50 addresses, and how much ships."""
    taken: list[tuple[float, str]] = []
    for template in templates():
        for language in template.languages:
            given = read(cases.full(template, age_for(template)), cases.items(ORDINARY))
            began = time.perf_counter()
            as_pdf(write_letter(template, given, language)[0], DAY)
            taken.append((time.perf_counter() - began, f"{template.id}-{language}"))
    languages = collections.Counter(code for template in templates() for code in template.languages)
    tell(f"{len(recipients())} recipients, {len(templates())} templates, {len(taken)} pairs with a language: {dict(languages)}")
    (longest, where), median = max(taken), statistics.median(one for one, _pair in taken)
    tell(f"a PDF of {ORDINARY} addresses: median {median:.2f} s, longest {longest:.2f} s ({where})")
    return 0


if __name__ == "__main__":
    sys.exit(tell_seconds() if sys.argv[1:] == ["--seconds"] else search(sys.argv[1:]))
