"""The list of parts that the built program carries: for people with every licence (parts.json), for machines as CycloneDX (SBOM).

Source: CycloneDX 1.6 (ECMA-424). What is in the folder is listed, not what was installed: packages that were left out are not there.
"""

import re
import subprocess
import sys
import sysconfig
from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.model import HashAlgorithm, HashType, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import DisjunctiveLicense, LicenseExpression
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.output.xml import XmlV1Dot6
from packageurl import PackageURL

from desktop.services import parts
from desktop.services.parts import Part

SBOM_NAME = "sbom.cdx"
_TYPES = {
    "program": ComponentType.APPLICATION,
    "python": ComponentType.LIBRARY,
    "library": ComponentType.LIBRARY,
    "system": ComponentType.LIBRARY,
    "model": ComponentType.MACHINE_LEARNING_MODEL,
    "data": ComponentType.DATA,
}
_MOST_TEXT = 2_000_000
# An SPDX expression has words of these letters only; anything else is a name in words.
_EXPRESSION = re.compile(r"[A-Za-z0-9.+-]+(( AND | OR | WITH )[A-Za-z0-9.+-]+)*")
_NAMES_IN_WORDS = frozenset({"MIT License", "BSD License", "libtiff", "blessing", "IJG", "PSFL", "Apache"})


def write(folder: Path, modules: Iterable[str], libraries: Iterable[Path], seconds: int, compiled: Collection[str] = ()) -> list[Path]:
    """Write parts.json and the SBOM for a program of these modules and libraries, made at this time, and return the files.

    `compiled` names the packages whose libraries were compiled from their sources, and are not those of their wheels.
    """
    folder.mkdir(parents=True, exist_ok=True)
    found = [*shipped(set(modules), compiled), python(), *system_libraries(libraries)]
    listed = folder / parts.LIST_NAME
    listed.write_text(parts.encoded(found), encoding="utf-8")
    bom = as_bom(found, seconds)
    written = [listed]
    for suffix, output in ((".json", JsonV1Dot6(bom)), (".xml", XmlV1Dot6(bom))):
        path = folder / f"{SBOM_NAME}{suffix}"
        path.write_text(output.output_as_string(indent=1) + "\n", encoding="utf-8")
        written.append(path)
    return written


def shipped(modules: set[str], compiled: Collection[str] = ()) -> list[Part]:
    """Return the parts of which a module is in the program (by its name, or as a file), and what lies inside them."""
    tops = {re.split(r"[./]", name, maxsplit=1)[0] for name in modules}
    packages = metadata.packages_distributions()
    there = {_normal(name) for top in tops for name in packages.get(top, ())}
    listed = parts.listed(compiled)
    return [part for part in listed if part.kind not in {"python", "library"} or _normal(part.inside or part.name) in there]


def python() -> Part:
    """Return Python itself."""
    text = next(
        (path for path in (Path(sysconfig.get_path("stdlib")) / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE.txt") if path.is_file()),
        None,
    )
    words = text.read_text(encoding="utf-8") if text else ""
    return Part("Python", ".".join(map(str, sys.version_info[:3])), "library", "PSF-2.0", "https://www.python.org", text=words)


def system_libraries(libraries: Iterable[Path]) -> list[Part]:
    """Return the system's packages whose libraries go along, where a Debian system can be asked; elsewhere there are none."""
    ours = (Path(sys.prefix).resolve(), Path(sys.base_prefix).resolve())
    of_system = sorted({path.resolve() for path in libraries if not any(path.resolve().is_relative_to(place) for place in ours)})
    packages: dict[str, Part] = {}
    for path in of_system:
        package = _owner(path)
        if package and package not in packages:
            version = _told("dpkg-query", "-W", "-f=${Version}", package)
            copyright_file = Path("/usr/share/doc", package.split(":", 1)[0], "copyright")
            text = copyright_file.read_bytes()[:_MOST_TEXT].decode("utf-8", "replace") if copyright_file.is_file() else ""
            packages[package] = Part(package.split(":", 1)[0], version, "system", "see its text", text=text)
    return [packages[name] for name in sorted(packages)]


def as_bom(listed: Iterable[Part], seconds: int) -> Bom:
    """Return the parts as a CycloneDX document that is the same each time for the same parts."""
    own, *others = listed
    names = "\n".join(f"{part.kind} {part.name} {part.version}" for part in (own, *others))
    bom = Bom(serial_number=uuid5(NAMESPACE_URL, f"urn:linden:parts:{names}"))
    bom.metadata.timestamp = datetime.fromtimestamp(seconds, UTC)
    bom.metadata.component = _component(own)
    components = [_component(part) for part in others]
    for component in components:
        bom.components.add(component)
    bom.register_dependency(bom.metadata.component, components)
    return bom


def _component(part: Part) -> Component:
    component = Component(
        name=part.name,
        version=part.version or None,
        type=_TYPES[part.kind],
        bom_ref=f"{part.kind}:{part.name}",
        purl=_purl(part),
        description=f"inside {part.inside}" if part.inside else None,
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=part.sha256)] if part.sha256 else None,
    )
    if part.licence:
        component.licenses.add(_licence(part.licence))
    if part.home:
        component.external_references = [_website(part.home)]
    return component


def _website(address: str):
    from cyclonedx.model import ExternalReference, ExternalReferenceType

    return ExternalReference(type=ExternalReferenceType.WEBSITE, url=XsUri(address))


def _licence(stated: str) -> LicenseExpression | DisjunctiveLicense:
    if _EXPRESSION.fullmatch(stated) and stated not in _NAMES_IN_WORDS and "IJG" not in stated:
        return LicenseExpression(stated)
    return DisjunctiveLicense(name=stated)


def _purl(part: Part) -> PackageURL | None:
    if part.kind == "python":
        return PackageURL("pypi", name=_normal(part.name), version=part.version)
    if part.kind == "system":
        return PackageURL("deb", "debian", part.name, part.version)
    return None


def _owner(path: Path) -> str:
    """Return the Debian package of a library; a system whose /lib is a link knows some files by the other name."""
    for place in (path, Path(*("/", *path.parts[2:])) if path.parts[1:2] == ("usr",) else path):
        told = _told("dpkg-query", "-S", str(place))
        if told:
            return told.split(": ", 1)[0].split(",", 1)[0]
    return ""


def _told(*command: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
