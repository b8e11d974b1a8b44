"""Make resources/encoders/digests.json from ExifTool's table of JPEG quantisation tables.

    python tools/encoder_digests.py JPEGDigest.pm

JPEGDigest.pm is lib/Image/ExifTool/JPEGDigest.pm of ExifTool (Phil Harvey; same terms as Perl: GPL or Artistic License). Kept are the
digests of cameras and editors. Left out are those of the common encoder, which we compute from its standard, and those of one old program
with a setting for every table (Apple QuickTime), whose tables any program may have.
"""

import json
import re
import sys
from pathlib import Path

OUT = Path(__file__).resolve().parent.parent / "resources" / "encoders" / "digests.json"
_ENTRY = re.compile(r"^\s*'([0-9a-f]{32})(?::(\d+))?'\s*=>\s*'(.+)',?\s*$")
_LEFT_OUT = ("Independent JPEG Group", "Apple QuickTime", "No DQT")


def main() -> None:
    """Read the table and write ours."""
    found: dict[str, list[list[str]]] = {}
    version = ""
    for line in Path(sys.argv[1]).read_text("utf-8").splitlines():
        if line.startswith("$VERSION"):
            version = line.split("'")[1]
        entry = _ENTRY.match(line)
        if entry and not any(name in entry[3] for name in _LEFT_OUT):
            found.setdefault(entry[1], []).append([entry[2] or "", entry[3]])
    content = {
        "source": f"ExifTool, Image::ExifTool::JPEGDigest {version}, copyright 2003-2026 Phil Harvey, by Jens Duttke and Franz Buchinger",
        "licence": "GPL-1.0-or-later OR Artistic-1.0-Perl, used here under the GPL (see LICENSE)",
        "digests": dict(sorted(found.items())),
    }
    # One table a line, so that a change can be read.
    OUT.write_text(json.dumps(content, indent=0, ensure_ascii=False).replace("[\n[", "[[").replace("\n]\n]", "]]") + "\n", "utf-8")
    print(f"{sum(map(len, found.values()))} entries of {len(found)} tables")


if __name__ == "__main__":
    main()
