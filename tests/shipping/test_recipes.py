"""The recipes for systems that nobody has built on yet: what they name is there, and is what the program says of itself."""

import plistlib
import re
from pathlib import Path

import desktop

ROOT = Path(__file__).resolve().parents[2]
INSTALLER = ROOT / "shipping" / "windows" / "linden.iss"


def test_the_installer_has_the_programs_version() -> None:
    assert re.findall(r'#define Version "(.*)"', INSTALLER.read_text(encoding="utf-8")) == [desktop.__version__]


def test_every_file_of_ours_that_the_installer_names_is_there() -> None:
    named = re.findall(r"^(?:LicenseFile|SetupIconFile)=(.*)$", INSTALLER.read_text(encoding="utf-8"), re.MULTILINE)

    assert len(named) == 2
    for path in named:
        assert (INSTALLER.parent / path.replace("\\", "/")).resolve().is_file()


def test_the_program_for_macos_asks_for_one_exception_only() -> None:
    asked = plistlib.loads((ROOT / "shipping" / "macos" / "entitlements.plist").read_bytes())

    assert asked == {"com.apple.security.cs.allow-unsigned-executable-memory": True}
