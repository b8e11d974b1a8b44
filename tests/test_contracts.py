"""The import contracts hold, and each of them is caught when it is broken."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# Modules that reach the network inside packages that are otherwise harmless, which import-linter cannot tell apart.
NETWORK_MODULES = (
    "urllib.request",
    "urllib.robotparser",
    "multiprocessing.connection",
    "multiprocessing.managers",
    "logging.handlers",
    "logging.config",
    "PySide6.QtNetwork",
    "PySide6.QtNetworkAuth",
    "PySide6.QtWebSockets",
    "PySide6.QtHttpServer",
    "PySide6.QtWebEngineCore",
    "PySide6.QtDBus",
)


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    script = "from importlinter.cli import lint_imports; sys.exit(lint_imports(cache_dir=None))"
    return subprocess.run(
        [sys.executable, "-P", "-c", f"import sys; sys.path.insert(0, {str(folder)!r})\n{script}"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "desktop", tmp_path / "desktop", ignore=shutil.ignore_patterns("__pycache__", "shipped"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_all_contracts_hold(tree: Path) -> None:
    ended = lint(tree)

    assert ended.returncode == 0, ended.stdout
    assert "0 broken" in ended.stdout


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("core/clock.py", "import desktop.services.checking", "Imports point one way"),
        ("checks/words.py", "import desktop.matching.result", "Imports point one way"),
        ("services/checking.py", "import PySide6.QtCore", "Only the window imports Qt"),
        ("cli/output.py", "import PySide6.QtWidgets", "Only the window imports Qt"),
        ("checks/result.py", "import onnxruntime", "One module imports the inference library"),
        ("reports/errors.py", "import cryptography.hazmat", "Only the vault and the package import cryptography"),
        ("handover/errors.py", "import apsw", "Only the vault imports the encrypted database"),
        ("core/clock.py", "import socket", "Nothing imports the network"),
        ("gui/app.py", "def later():\n    import http.client", "Nothing imports the network"),
        ("media/files.py", "from requests import get", "Nothing imports the network"),
    ],
)
def test_a_broken_contract_is_caught(tree: Path, module: str, line: str, contract: str) -> None:
    path = tree / "desktop" / module
    path.write_text(path.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")

    ended = lint(tree)

    assert ended.returncode == 1, ended.stdout
    assert any(contract in row and "BROKEN" in row for row in ended.stdout.splitlines()), ended.stdout


# The desktop of this computer tells over D-Bus that the screen is locked. It is a socket of the computer, and nothing is asked there.
ALLOWED = {"desktop/gui/away.py": {"PySide6.QtDBus"}}


def imported_by(source: bytes) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def test_no_module_imports_a_network_module_of_a_harmless_package() -> None:
    for file in (ROOT / "desktop").rglob("*.py"):
        allowed = ALLOWED.get(file.relative_to(ROOT).as_posix(), set())
        assert not imported_by(file.read_bytes()) & set(NETWORK_MODULES) - allowed, file


@pytest.mark.parametrize("line", ["import urllib.request", "from urllib import request", "from PySide6.QtNetwork import QTcpSocket"])
def test_such_an_import_would_be_seen(line: str) -> None:
    assert imported_by(line.encode()) & set(NETWORK_MODULES)


def test_every_folder_of_code_is_in_the_layers() -> None:
    contracts = (ROOT / "pyproject.toml").read_text(encoding="utf-8")

    for folder in (ROOT / "desktop").iterdir():
        if (folder / "__init__.py").exists():
            assert f"desktop.{folder.name}" in contracts
