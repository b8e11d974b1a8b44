"""What stands on the printed evidence list: a letter of transfer with a receipt to sign, and every item. A service prints it."""

import json

from desktop.core import places
from desktop.handover import pages, words
from desktop.handover.evidence import EvidenceList

PDF_PATH = "data/evidence.pdf"
_LABELS = ("receipt_name", "receipt_when", "receipt_hash", "receipt_signature")


def source() -> bytes:
    """Return the page's source, which reads the file evidence.json beside it."""
    return (places.resources() / "handover" / "evidence_list.typ").read_bytes()


def title(language: str) -> str:
    """Return the title of the printed list."""
    return words.PAGE["list_title"].within(language)


def content(evidence: EvidenceList, fingerprint: str) -> bytes:
    """Return the words and values of the printed list as JSON."""
    language = evidence.language
    page = {key: sentence.within(language) for key, sentence in words.PAGE.items()}
    letter = {key: sentence.within(language) for key, sentence in words.LETTER.items()}
    for_age = sum(item.original == "left_out_age" for item in evidence.items)
    stated = {
        "title": page["list_title"],
        "letter": {
            "title": letter["title"],
            "text": letter["text"],
            "facts": pages.package_facts(evidence, language, fingerprint),
            "care_heading": letter["care_heading"],
            "care": [pages.care(evidence, language), *([words.age_note(for_age).within(language)] if for_age else []), page["limits"]],
            "receipt_heading": letter["receipt_heading"],
            "receipt_text": letter["receipt_text"],
            "blanks": [letter[label] for label in _LABELS],
        },
        "items": [
            {"title": words.item_title(item.id).within(language), "facts": pages.item_facts(item, language)} for item in evidence.items
        ],
        "documents_title": page["documents_heading"],
        "documents": [
            {
                "title": words.document_title(document.kind, document.path).within(language),
                "facts": [(page["file_path"], document.path, False), *pages.document_facts(document, language)],
            }
            for document in evidence.documents
        ],
    }
    return json.dumps(stated, ensure_ascii=False).encode()
