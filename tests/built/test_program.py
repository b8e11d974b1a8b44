"""The built program: what it is made of, that it works without a network, and that its window opens and closes."""

import json
import re
import shutil
import subprocess
import time
from pathlib import Path

import av
import pillow_heif
import pillow_jxl  # noqa: F401  it registers itself
import pytest
from PIL import Image

from desktop.services import parts

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "resources" / "samples"
WINDOW_PATIENCE_S = 40
# Bytes, the learned models included: of a release, and where the parts of wheels stand in it (docs/decisions/4-size.md).
LARGEST_RELEASE = 395_000_000
LARGEST_WITH_WHEELS = 485_000_000
# The X server: the socket in the file system, and the abstract one that is tried first.
DISPLAY_SOCKET = re.compile(r'\{sa_family=AF_UNIX, sun_path=@?"/tmp/\.X11-unix/X\d+"\}')
# The bus of this computer, on which the desktop tells that the screen was locked or that it goes to sleep.
BUS_SOCKET = re.compile(r'\{sa_family=AF_UNIX, sun_path="(?:/var)?/run/dbus/system_bus_socket"\}')


def test_the_program_is_no_larger_than_it_was(program: Path, record_property) -> None:
    listed = parts.decoded((program / "_internal" / parts.FOLDER / parts.LIST_NAME).read_text(encoding="utf-8"))
    is_release = "OpenBLAS" not in {part.name for part in listed}

    size = sum(path.stat().st_size for path in program.rglob("*") if path.is_file())

    record_property("size_mb", round(size / 1e6, 1))
    assert size < (LARGEST_RELEASE if is_release else LARGEST_WITH_WHEELS)


def test_the_program_holds_no_link_because_sticks_hold_none(program: Path) -> None:
    assert [path for path in program.rglob("*") if path.is_symlink()] == []


def test_no_network_library_of_qt_or_python_is_shipped(program: Path) -> None:
    names = [path.name for path in program.rglob("*")]

    assert not [name for name in names if re.search(r"Qt6?(Network|Qml|Quick|WebEngine)|^_ssl\.|^requests|^urllib3|^certifi", name)]


def test_no_shipped_library_knows_where_to_report_its_use(program: Path) -> None:
    known = (b"events.data.microsoft.com", b"OneCollector", b"sentry.io", b"google-analytics.com", b"applicationinsights")

    for file in program.rglob("*"):
        if file.is_file() and not file.is_symlink() and (file.suffix in {".so", ".dll", ".dylib", ".pyd"} or ".so." in file.name):
            content = file.read_bytes()
            assert not [place for place in known if place in content], file


def test_what_the_program_needs_is_beside_it(program: Path) -> None:
    inside = program / "_internal"

    for folder in ("resources", "models"):
        wanted = {
            file.relative_to(ROOT)
            for file in (ROOT / folder).rglob("*")
            if file.is_file()
            and file.suffix not in {".po", ".py", ".pyc"}
            and not {"training", "evaluation", "conversion"} & set(file.parts)
        }
        assert wanted
        assert [file for file in wanted if not (inside / file).is_file()] == []


@pytest.mark.parametrize("mode", ["--decode", "--read-export"])
@pytest.mark.parametrize("name", ["linden", "linden-window"])
def test_both_programs_can_be_the_children_that_read_files_of_strangers(
    program: Path, clean_environment: dict[str, str], name: str, mode: str
) -> None:
    ended = subprocess.run(
        [program / name, mode], stdin=subprocess.DEVNULL, capture_output=True, env=clean_environment, check=False, timeout=60
    )

    assert (ended.returncode, ended.stderr) == (0, b"")


@pytest.mark.parametrize("charset", ["euc-kr", "iso-2022-kr", "utf-8"])
def test_a_mail_is_read_in_its_code_page(program: Path, tmp_path: Path, clean_environment: dict[str, str], charset: str) -> None:
    mail = tmp_path / "x.eml"
    head = f"From: a@example.org\nTo: b@example.org\nSubject: x\nContent-Type: text/plain; charset={charset}\n\n"
    mail.write_bytes(head.encode() + "안녕하세요\n".encode(charset))

    ended = subprocess.run(
        [program / "linden", "vault", "import-mail", tmp_path / "vault", mail, "--list", "--json"],
        capture_output=True,
        encoding="utf-8",
        env=clean_environment,
        check=False,
        timeout=120,
    )

    assert ended.returncode == 0, ended.stderr
    assert "안녕하세요" in json.loads(ended.stdout.splitlines()[-1])["text"]


def test_a_picture_is_checked(program: Path, clean_environment: dict[str, str]) -> None:
    picture = SAMPLES / "untouched.jpg"

    ended = subprocess.run(
        [program / "linden", "check", picture, "--json"],
        capture_output=True,
        encoding="utf-8",
        env=clean_environment,
        check=False,
        timeout=120,
    )

    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout)["band"] in {"clear_signs", "some_signs", "cannot_tell", "no_signs"}


def _film(path: Path, picture: Image.Image, codec: str) -> None:
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=5)
        stream.width, stream.height, stream.pix_fmt = *picture.size, "yuv420p"
        for number in range(4):
            frame = av.VideoFrame.from_image(picture)
            frame.pts = number
            container.mux(stream.encode(frame))
        container.mux(stream.encode())


def test_every_kind_of_picture_and_video_is_opened(program: Path, tmp_path: Path, clean_environment: dict[str, str]) -> None:
    """Nothing that decoding needs is among what shipping/slim.py leaves out."""
    folder = tmp_path / "kinds"
    folder.mkdir()
    pillow_heif.register_heif_opener()
    picture = Image.open(SAMPLES / "untouched.jpg").resize((320, 240))
    for suffix in ("heic", "avif", "webp", "jxl", "png", "tiff", "gif", "bmp", "pdf"):
        picture.save(folder / f"picture.{suffix}")
    for name, codec in (
        ("264.mp4", "libx264"),
        ("265.mp4", "libx265"),
        ("vp9.webm", "libvpx-vp9"),
        ("av1.webm", "libsvtav1"),
        ("4.mov", "mpeg4"),
    ):
        _film(folder / name, picture, codec)

    ended = subprocess.run(
        [program / "linden", "check", folder, "--json"],
        capture_output=True, encoding="utf-8", env=clean_environment, check=False, timeout=300,
    )  # fmt: skip

    found = [json.loads(line) for line in ended.stdout.splitlines()]
    assert {Path(one["path"]).name for one in found} == {path.name for path in folder.iterdir()}
    assert [one for one in found if "error" in one] == []
    assert ended.stderr == ""


def test_the_whole_tour_runs_without_a_network_and_reaches_for_none(
    program: Path, home: Path, clean_environment: dict[str, str], without_network
) -> None:
    prefix, seen = without_network

    ended = subprocess.run(
        [*prefix, program / "linden", "tour", "--keep", home / "tour"],
        capture_output=True,
        encoding="utf-8",
        env=clean_environment,
        check=False,
        timeout=400,
    )

    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert any((home / "tour").rglob("*.zip"))
    assert list(home.iterdir()) == [home / "tour"], "something was left in the home"
    assert seen().sockets_beyond_this_computer() == []
    assert seen().reached() == []


def test_the_watch_would_see_a_connection(clean_environment: dict[str, str], without_network) -> None:
    prefix, seen = without_network

    subprocess.run(
        [*prefix, "bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/9"], capture_output=True, env=clean_environment, check=False, timeout=60
    )

    assert seen().sockets_beyond_this_computer()
    assert any("AF_INET" in place for place in seen().reached())


def test_the_window_opens_without_a_network_and_leaves_at_its_key(
    program: Path, clean_environment: dict[str, str], without_network, screen: str, record_property
) -> None:
    if not shutil.which("xdotool"):
        pytest.skip("xdotool is not installed")
    prefix, seen = without_network
    surroundings = {**clean_environment, "DISPLAY": screen, "QT_QPA_PLATFORM": "xcb"}

    def xdotool(*command: str) -> str:
        ended = subprocess.run(
            ["timeout", str(WINDOW_PATIENCE_S), "xdotool", *command], env=surroundings, capture_output=True, text=True, check=False
        )
        return ended.stdout.strip()

    began = time.monotonic()
    started = subprocess.Popen(
        [*prefix, program / "linden-window"], env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        windows = xdotool("search", "--sync", "--onlyvisible", "--name", "Linden").split()
        record_property("window_opened_under_strace_s", round(time.monotonic() - began, 1))
        if windows:
            xdotool("windowfocus", "--sync", windows[0], "key", "--delay", "60", "shift", "shift", "shift")
            started.wait(timeout=WINDOW_PATIENCE_S)
    finally:
        started.kill()
        said, _ = started.communicate()

    assert windows, said
    assert (started.returncode, said) == (0, "")
    assert seen().sockets_beyond_this_computer() == []
    assert [place for place in seen().reached() if not (DISPLAY_SOCKET.fullmatch(place) or BUS_SOCKET.fullmatch(place))] == []
