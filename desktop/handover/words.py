"""The words of the lists and pages in a package, kept as sentences so that each is written in the receiver's language."""

from collections.abc import Mapping

from desktop.core.texts import Sentence, say

KINDS: Mapping[str, Sentence] = {
    "file": say("File"),
    "link": say("Address without a file"),
    "record": say("Record without a file"),
}
PRESENCE: Mapping[str, Sentence] = {
    "included": say("The original file is included"),
    "left_out_age": say("No file: the person shown is, or may be, under 18"),
    "left_out_choice": say("No file: handed over without pictures by choice"),
    "none": say("There is no file, only an address"),
}
AGES: Mapping[str, Sentence] = {
    "adult": say("Adult, as stated"),
    "under_18": say("Under 18, as stated"),
    "not_sure": say("Not sure whether 18 or over, treated as under 18"),
    "not_asked": say("Age not stated"),
}
DOCUMENTS: Mapping[str, Sentence] = {
    "report": say("Report or letter"),
    "check": say("Record of a check of an image"),
    "match": say("Record of a comparison with own photos"),
    "other": say("Other document"),
}
# The pictures among the documents: what they show, so that nobody has to open one to know.
DRAWINGS: Mapping[str, Sentence] = {
    "check": say("Blurred picture with what a check marked in it"),
    "match": say("The picture beside the photo it was compared with"),
    "other": say("Coarse blurred preview of an item"),
}
ACTS: Mapping[str, Sentence] = {
    "added": say("Put into the vault"),
    "linked": say("Address put into the vault"),
    "hash_recorded": say("Hash and address recorded, no file kept"),
    "found_again": say("Seen again"),
    "age_changed": say("Answer about age changed"),
    "deleted": say("Deleted from the vault"),
    "destroyed": say("File destroyed"),
    "exported": say("File saved outside the vault"),
    "record_kept": say("Result or report kept"),
    "viewed": say("Looked at"),
    "checked": say("Checked"),
    "matched": say("Compared with own photos"),
    "reported": say("Report written"),
}
"""Acts of the custody log in words; an act that is not here is shown by its name."""

CSV_COLUMNS: tuple[Sentence, ...] = (
    say("Number"),
    say("Kind"),
    say("Original file name"),
    say("Path in this package"),
    say("Original"),
    say("Web address"),
    say("Account"),
    say("Platform"),
    say("Note"),
    say("Seen at"),
    say("Kept since"),
    say("Age"),
    say("Size in bytes"),
    Sentence("SHA-256"),
    Sentence("SHA-512"),
    Sentence("MD5"),
    Sentence("PDQ"),
    say("Media type"),
    say("What was done with it"),
)
PAGE: Mapping[str, Sentence] = {
    "title": say("Evidence package"),
    "list_title": say("Evidence list"),
    "to_list": say("Open the evidence list"),
    "to_front": say("Back to the front page"),
    "other_language": say("Read this page in English"),
    "what_heading": say("What this is"),
    "what": say(
        "This package was made by a person, or by someone helping them, whose face was put into images without their consent. "
        "It holds what they kept as evidence: where and when it was seen, the hashes of every file, and a record of what was "
        "done with it since."
    ),
    "care_pictures": say(
        "Files in the folders data/items and data/documents may show sexual or distressing images. Open them only if you must, where "
        "nobody else sees the screen, and do not pass them on."
    ),
    "care_no_pictures": say(
        "This package holds no image. It was made so on purpose: hashes and addresses identify the files without anyone viewing them."
    ),
    "care_previews": say(
        "This package holds no original image, only a coarse blurred preview of each: colours and rough shapes. It was made so on "
        "purpose: hashes and addresses identify the files without anyone viewing them."
    ),
    "facts_heading": say("At a glance"),
    "package": say("Package number"),
    "made": say("Made at"),
    "items": say("Items"),
    "originals": say("Original files inside"),
    "fingerprint": say("Fingerprint of the key that signed it"),
    "inside_heading": say("What is inside"),
    "inside_list": say(
        "The evidence list: every item with its hashes, where and when it was seen. evidence.csv opens in Excel; evidence.pdf is for "
        "printing, with a receipt to sign."
    ),
    "inside_case": say("The same list with the custody log for forensic programs (CASE/UCO, JSON-LD)."),
    "inside_items": say("The original files, byte for byte as they were kept. The number in front of a name is the number in the list."),
    "inside_documents": say(
        "Reports, letters and records of checks. A file stamp-….tsr is the answer of a time-stamping authority (RFC 3161); "
        "“openssl ts -reply -text -in” shows it, “openssl ts -verify” checks it."
    ),
    "inside_custody": say(
        "The custody log: what was done with this evidence, in order; each line is bound to the one before by its hash. Lines on "
        "other matters are there as their hashes only."
    ),
    "inside_manifests": say("The list of all files with their SHA-256 and SHA-512 hashes (BagIt 1.0, RFC 8493)."),
    "inside_seal": say("The seal: it names the hashes of both lists and is signed with the key public-key.pem (Ed25519)."),
    "verify_heading": say("How to verify it"),
    "verify_intro": say(
        "Unpack the ZIP file first. No way needs the internet. The first four show whether a file was damaged, lost or changed. Only the "
        "signature also shows that nobody made all lists anew. If you suspect a deception, use tools of your own, not the file inside."
    ),
    "verify_python": say(
        "With Python (3.8 or newer, nothing else), in the unpacked folder. It says in words what differs; for the signature it asks "
        "OpenSSL where there is one."
    ),
    "verify_linux": say("On Linux or macOS, in the unpacked folder:"),
    "verify_windows": say("On Windows, in PowerShell, in the unpacked folder. Nothing is printed where every file is as it was:"),
    "verify_bagit": say("With any BagIt program, for example bagit-python:"),
    "verify_signature": say(
        "The signature, with OpenSSL 3. It prints “Signature Verified Successfully” for the seal, and again for the end of the custody log:"
    ),
    "verify_linden": say("With Linden, on the ZIP file itself. This finds any byte that differs, in the ZIP as well:"),
    "fingerprint_note": say(
        "The signature shows that everything here comes from whoever holds the key. To be sure whose key it is, ask the person who "
        "gave you this package to read you its fingerprint over another way, for example by phone."
    ),
    "limits_heading": say("What it does not show"),
    "limits": say(
        "Hashes and signature show that nothing was changed since this package was made. They do not show that an image is real "
        "or false, or who made it. Times are those of the computer that was used."
    ),
    "file_path": say("File in this package"),
    "no_items": say("There are no items."),
    "documents_heading": say("Documents"),
    "not_given": say("not given"),
    "addresses_note": say("Addresses are written as text on purpose, so that none is opened by mistake."),
}

LETTER: Mapping[str, Sentence] = {
    "title": say("Letter of transfer"),
    "text": say(
        "With this letter the evidence package below is handed over to you. What is in it, and how it can be verified with ordinary "
        "tools, is said on the page index.html inside it. The list of all items follows."
    ),
    "care_heading": say("Please note"),
    "receipt_heading": say("Receipt"),
    "receipt_text": say("I have received the package with the number above. (One copy stays with the person who handed it over.)"),
    "receipt_name": say("Name, office"),
    "receipt_when": say("Date and time"),
    "receipt_hash": say("SHA-256 of the file"),
    "receipt_signature": say("Signature"),
}


def document_title(kind: str, path: str) -> Sentence:
    """Return what a document is: a paper, a record, or a picture drawn for the receiver."""
    return (DRAWINGS if path.endswith(".jpg") and kind in DRAWINGS else DOCUMENTS)[kind]


def age_note(count: int) -> Sentence:
    """Return the sentence that says why some items have no image."""
    return say(
        "For {count} of the items the person shown is, or may be, under 18. Of these no image was kept or handed over in any "
        "form, only hashes and addresses.",
        count=count,
    )


def item_title(number: str) -> Sentence:
    """Return the heading of one item."""
    return say("Item {number}", number=number)
