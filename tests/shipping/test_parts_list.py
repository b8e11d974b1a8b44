"""The list of parts names what is shipped, with licences, in a form that its own schema accepts, the same each time."""

import io
import json
from pathlib import Path

import lxml.etree
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.xml import XmlValidator

from shipping import parts_list

MODULES = ["desktop.core", "PIL.Image", "cryptography.x509", "av.codec", "typst", "json", "apsw/__init__.cpython-311-x86_64-linux-gnu.so"]
SECONDS = 1_767_225_600


def _written(folder: Path) -> dict[str, bytes]:
    return {
        path.name: path.read_bytes() for path in parts_list.write(folder, MODULES, [Path("/usr/lib/x86_64-linux-gnu/libX11.so.6")], SECONDS)
    }


def test_the_sbom_is_valid_by_its_schema(tmp_path: Path) -> None:
    written = _written(tmp_path)

    assert XmlValidator(SchemaVersion.V1_6).validate_str(written["sbom.cdx.xml"].decode()) is None


def test_both_forms_name_the_same_parts(tmp_path: Path) -> None:
    written = _written(tmp_path)

    in_json = [(one["name"], one.get("version")) for one in json.loads(written["sbom.cdx.json"])["components"]]
    tree = lxml.etree.parse(io.BytesIO(written["sbom.cdx.xml"]))
    space = {"b": "http://cyclonedx.org/schema/bom/1.6"}
    in_xml = [
        (one.findtext("b:name", None, space), one.findtext("b:version", None, space))
        for one in tree.iterfind("b:components/b:component", space)
    ]
    assert sorted(map(str, in_json)) == sorted(map(str, in_xml))
    assert len(in_json) + 1 == len(json.loads(written["parts.json"])["parts"])


def test_only_what_is_shipped_is_listed(tmp_path: Path) -> None:
    names = {part["name"] for part in json.loads(_written(tmp_path)["parts.json"])["parts"]}

    assert {"pillow", "cryptography", "OpenSSL", "av", "FFmpeg", "typst", "SQLite", "Python", "Linden", "yunet"} <= names
    assert not names & {"requests", "certifi", "numpy", "OpenBLAS", "pytest"}


def test_two_lists_of_the_same_parts_are_the_same_bytes(tmp_path: Path) -> None:
    assert _written(tmp_path / "one") == _written(tmp_path / "two")


def test_what_a_release_compiles_is_listed_without_what_only_the_wheel_brings(tmp_path: Path) -> None:
    def names(compiled: set[str]) -> set[str]:
        parts_list.write(tmp_path, ["numpy.linalg", "cv2/cv2.abi3.so"], [], SECONDS, compiled)
        return {part["name"] for part in json.loads((tmp_path / "parts.json").read_text())["parts"]}

    assert {"numpy", "OpenBLAS", "LAPACK", "OpenCV"} <= names(set())
    assert names(set()) - names({"numpy", "opencv-python-headless"}) == {"OpenBLAS"}
