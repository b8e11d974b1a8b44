"""Verifying a package: every byte of it is either derived from what was sealed, or hashed by it.

Trust goes from the top down: the signature makes the seal believed, the seal the tag manifests, these the payload
manifests and all pages, and those the payload. What is left are the bytes of the ZIP around the contents, which have
only one form (zip_layout). A part is named as changed by the highest part that is itself still believed, so that one
changed byte gives one name.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Literal

from desktop.core.clock import stamp
from desktop.core.files import as_reading_error
from desktop.core.names import shown
from desktop.core.work import Work
from desktop.handover import (
    bag,
    bag_files,
    contents,
    custody,
    evidence_check,
    findings,
    layout_check,
    listing,
    other_bag,
    parts,
    seal,
    sealing,
    zip_layout,
)
from desktop.handover.contents import Contents
from desktop.handover.errors import NotAPackage, PackageSealed, PackageUnreadable
from desktop.handover.listing import Listing
from desktop.handover.result import Problem, Verified

_SPECIAL = (*(bag.tag_manifest_path(name) for name in bag.ALGORITHMS), seal.SEAL_PATH, seal.SIGNATURE_PATH)
_REQUIRED = (*_SPECIAL, *(bag.manifest_path(name) for name in bag.ALGORITHMS), bag.DECLARATION_PATH, seal.KEY_PATH)

# What only packages of ours have. A bag with none of these is anyone's, and is told to be unsigned.
_TRACES = (
    f"/{seal.SEAL_PATH}", f"/{seal.SIGNATURE_PATH}", "/verify_package.py",
    f"/{custody.LOG_PATH}", f"/{custody.HEAD_PATH}", f"/{evidence_check.JSON_PATH}", "/data/custody",
)  # fmt: skip


def verify(path: Path, work: Work, expected_fingerprint: str = "") -> Verified:
    """Return what is wrong with the package at `path`: the ZIP, the unpacked folder, or a bag that someone else made.

    Raises FileMissing, FileUnreadable, NotAPackage, PackageSealed, PackageUnreadable, Stopped.
    """
    try:
        if path.is_dir():
            return _verify_folder(path, work, expected_fingerprint) if _has_traces(_top_names(path)) else other_bag.verify(path, work)
        with parts.opened(path) as (stream, size):
            if _is_others(stream):
                return other_bag.verify(path, work)
            lacking = _lacking_part(path, stream, size)
            if lacking:
                return Verified(ok=False, problems=(findings.missing(lacking),))
            return verify_stream(stream, size, shown(path.name), work, expected_fingerprint)
    except OSError as error:
        raise as_reading_error(error, path) from error


def _lacking_part(path: Path, stream: BinaryIO, size: int) -> str:
    """Return the name of the part that follows the last one, where the package plainly goes on, else nothing."""
    places = parts.parts_of(path)
    stream.seek(0)
    is_ours = stream.read(len(zip_layout.LOCAL_SIGNATURE)) == zip_layout.LOCAL_SIGNATURE
    if not is_ours or not parts.may_lack_more(places) or listing.from_list(stream, size) is not None:
        return ""
    return parts.part(path.with_name(path.name.removesuffix(parts.FIRST)), len(places) + 1).name


def verify_stream(stream: BinaryIO, size: int, name: str, work: Work, expected_fingerprint: str = "") -> Verified:
    """Return what is wrong with a package of ours that is open for reading. Raises as `verify`."""
    stream.seek(0)
    start = stream.read(len(sealing.MAGIC))
    if start == sealing.MAGIC:
        raise PackageSealed(name=name)
    try:
        by_list, by_headers = listing.from_list(stream, size), listing.from_headers(stream, size)
    except PackageUnreadable as error:
        raise PackageUnreadable(name=name, part=str(error.facts["part"])) from error
    listings = [found for found in dict.fromkeys((by_list, by_headers)) if found is not None and found.files]
    if not listings:
        if not _smells_of_ours(stream, size):
            raise NotAPackage(name=name)
        return Verified(ok=False, problems=(findings.zip_broken(),))
    verified = [_verify_listing(stream, size, found, work, expected_fingerprint) for found in listings]
    best = min(verified, key=lambda one: len(one.problems))
    if not best.package_id and not any(_looks_like_ours(found) for found in listings):
        raise NotAPackage(name=name)
    return best


def _top_names(folder: Path) -> Iterator[str]:
    return (f"/{place.relative_to(folder).as_posix()}" for depth in ("*", "data/*") for place in folder.glob(depth))


def _is_others(stream: BinaryIO) -> bool:
    """Whether a file is a ZIP with a bag that no program of ours made. One trace of ours is enough: then what lacks is told."""
    archive = bag_files.archive(stream)
    if archive is None:
        return False
    with archive:
        names = [f"/{name.rstrip('/')}" for name in archive.namelist()]
    return any(name.endswith(f"/{bag.DECLARATION_PATH}") for name in names) and not _has_traces(iter(names))


def _has_traces(names: Iterator[str]) -> bool:
    return any(name.endswith(_TRACES) for name in names)


def _verify_folder(folder: Path, work: Work, expected_fingerprint: str) -> Verified:
    held = contents.read_folder(folder, work)
    text = seal.read_seal(held.bytes_of(seal.SEAL_PATH))
    held.folder = text.folder if text else folder.name
    problems = _file_problems(held, text, expected_fingerprint)
    return _verified(held, text, problems, kind="folder", notes=(findings.unpacked(),))


def _smells_of_ours(stream: BinaryIO, size: int) -> bool:
    """Whether a file of which no list can be read begins or ends as packages do."""
    stream.seek(0)
    start = stream.read(1024)
    stream.seek(max(0, size - 65_536))
    end = stream.read(65_536)
    return start.startswith(zip_layout.LOCAL_SIGNATURE) and (b"/data/" in start or f"/{bag.DECLARATION_PATH}".encode() in end)


def _looks_like_ours(found: Listing) -> bool:
    return any(file.name.endswith((f"/{bag.DECLARATION_PATH}", f"/{seal.SEAL_PATH}")) for file in found.files)


def _verify_listing(stream: BinaryIO, size: int, found: Listing, work: Work, expected_fingerprint: str) -> Verified:
    held = contents.read(stream, found, work)
    text = seal.read_seal(held.bytes_of(seal.SEAL_PATH))
    problems = _file_problems(held, text, expected_fingerprint)
    wrong = {problem.part for problem in problems}
    problems += layout_check.problems_in(stream, size, found, held=held, text=text, wrong=wrong)
    return _verified(held, text, problems)


def _file_problems(held: Contents, text: seal.Seal | None, expected_fingerprint: str) -> list[Problem]:
    problems = list(_problems(held, text, expected_fingerprint))
    wrong = {problem.part for problem in problems}
    if evidence_check.JSON_PATH not in wrong:
        problems += evidence_check.problems_in(held, text, wrong)
    return problems


def _verified(
    held: Contents,
    text: seal.Seal | None,
    problems: list[Problem],
    *,
    kind: Literal["package", "folder"] = "package",
    notes: tuple[Problem, ...] = (),
) -> Verified:
    return Verified(
        ok=not problems,
        problems=tuple(dict.fromkeys(problems)),
        items=evidence_check.items_in(held),
        made_at=stamp(text.made_at) if text else "",
        package_id=text.package_id if text else "",
        fingerprint=text.fingerprint if text else "",
        kind=kind,
        notes=notes,
        chain=custody.chain(held.bytes_of(custody.LOG_PATH)) if not problems else (),
    )


def _problems(held: Contents, text: seal.Seal | None, expected_fingerprint: str) -> Iterator[Problem]:
    yield from (findings.added(name) for name in held.strangers)
    yield from (findings.missing(path) for path in _REQUIRED if path not in held.digests)
    key = seal.read_key_file(held.bytes_of(seal.KEY_PATH))
    signed = _is_signed(held, text, key)
    tags, tag_problems = _tag_hashes(held, text if signed else None)
    tag_wrong = list(_compare(held, tags, _tag_paths(held)))
    if not signed and all(path in held.digests for path in (seal.SEAL_PATH, seal.SIGNATURE_PATH, seal.KEY_PATH)):
        yield findings.wrong_signature(_who_broke_the_signature(held, text, tag_wrong))
    if signed and text and expected_fingerprint and text.fingerprint != expected_fingerprint.lower().replace(" ", ""):
        yield findings.other_key(seal.KEY_PATH)
    if signed and text and text.folder != held.folder:
        yield findings.renamed(held.folder, text.folder)
    yield from tag_problems
    yield from tag_wrong
    wrong = {problem.part for problem in tag_wrong}
    believed = [name for name in bag.ALGORITHMS if bag.manifest_path(name) not in wrong] or list(bag.ALGORITHMS)
    payload = {name: _hashes(held, bag.manifest_path(name), name) for name in believed}
    payload_wrong = list(_compare(held, payload, [path for path in held.digests if path.startswith(bag.PAYLOAD)]))
    yield from payload_wrong
    wrong |= {problem.part for problem in payload_wrong}
    yield from _custody_problems(held, text if signed else None, key, wrong)


def _is_signed(held: Contents, text: seal.Seal | None, key: bytes | None) -> bool:
    if text is None or key is None or text.fingerprint != seal.fingerprint(key):
        return False
    return seal.is_signed(held.bytes_of(seal.SIGNATURE_PATH), held.bytes_of(seal.SEAL_PATH), key)


def _who_broke_the_signature(held: Contents, text: seal.Seal | None, tag_wrong: list[Problem]) -> str:
    """Return which of seal, key and signature disagrees with the rest of the package."""
    if any(problem.part == seal.KEY_PATH for problem in tag_wrong):
        return seal.KEY_PATH
    key = seal.read_key_file(held.bytes_of(seal.KEY_PATH))
    if text is None or key is None or text.fingerprint != seal.fingerprint(key):
        return seal.SEAL_PATH
    same = all(held.digests[path].sha256 == value for path, value in text.hashes.items() if path in held.digests)
    listed = evidence_check.read_list(held)
    agrees = listed is None or (listed.package, listed.made_at) == (text.package_id, stamp(text.made_at))
    return seal.SIGNATURE_PATH if same and agrees and text.folder == held.folder else seal.SEAL_PATH


def _tag_paths(held: Contents) -> list[str]:
    return [path for path in held.digests if not path.startswith(bag.PAYLOAD) and path not in _SPECIAL]


def _tag_hashes(held: Contents, believed: seal.Seal | None) -> tuple[dict[bag.Algorithm, dict[str, str] | None], list[Problem]]:
    """Return the hashes of the tag manifests that the seal vouches for; of all that can be read, where there is none."""
    problems: list[Problem] = []
    hashes: dict[bag.Algorithm, dict[str, str] | None] = {}
    for name in bag.ALGORITHMS:
        path = bag.tag_manifest_path(name)
        if believed and path in held.digests and held.digests[path].sha256 != believed.hashes[path]:
            problems.append(findings.changed(path))
        else:
            hashes[name] = _hashes(held, path, name)
    if believed is None and len({tuple(found or ()) for found in hashes.values()}) > 1:
        problems += [findings.changed(bag.tag_manifest_path(name)) for name in bag.ALGORITHMS if hashes[name] is None]
    return hashes or {name: _hashes(held, bag.tag_manifest_path(name), name) for name in bag.ALGORITHMS}, problems


def _hashes(held: Contents, path: str, algorithm: bag.Algorithm) -> dict[str, str] | None:
    if path not in held.digests:
        return None
    try:
        return bag.read_manifest(held.bytes_of(path), algorithm, path)
    except PackageUnreadable:
        return None


def _compare(held: Contents, lists: dict[bag.Algorithm, dict[str, str] | None], there: list[str]) -> Iterator[Problem]:
    """Compare files with every believed list of them, in both directions."""
    known = {name: hashes for name, hashes in lists.items() if hashes is not None}
    if not known:
        return
    listed = sorted(set().union(*known.values()))
    gone = [path for path in listed if path not in held.digests and path not in _REQUIRED]
    extra = [path for path in there if path not in listed]
    for path in extra:
        digests = held.digests[path]
        old = next((one for one in gone if all(hashes.get(one) == digests.of(name) for name, hashes in known.items())), None)
        if old is None:
            yield findings.added(path)
        else:
            gone.remove(old)
            yield findings.renamed(path, old)
    yield from (findings.missing(path) for path in gone)
    for path in listed:
        if path in held.digests and any(hashes.get(path) != held.digests[path].of(name) for name, hashes in known.items()):
            yield findings.changed(path)


def _custody_problems(held: Contents, text: seal.Seal | None, key: bytes | None, wrong: set[str]) -> Iterator[Problem]:
    """Check the custody log, unless its own files are already known to be changed."""
    files = (custody.LOG_PATH, custody.HEAD_PATH, custody.HEAD_SIGNATURE_PATH)
    if wrong.intersection(files) or key is None or seal.KEY_PATH in wrong:
        return
    absent = [path for path in files if path not in held.digests]
    yield from (findings.missing(path) for path in absent)
    if absent:
        return
    log, head, signature = (held.bytes_of(path) for path in files)
    problem = custody.problem_in(log, head, signature, key)
    if problem == "signature":
        yield findings.custody_signature(custody.HEAD_SIGNATURE_PATH)
    elif problem in {"cut", "head"}:
        yield findings.custody_cut(custody.LOG_PATH)
    elif problem is not None:
        yield findings.custody_changed(custody.LOG_PATH, problem)
    elif text and not custody.tells_of(log, text.package_id):
        yield findings.custody_silent(custody.LOG_PATH)
