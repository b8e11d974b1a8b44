"""What is measured as work grows, each beside its peers in the same run: a function a plot, which returns the figures."""

import io
import os
import secrets
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from desktop.core import places
from desktop.core.work import Work
from desktop.services import handing_over, vaults
from desktop.services.checking import Checker
from desktop.services.vaults import AgeAnswer, Where
from desktop.vault.slots import CHEAP_COST_FOR_TESTS_ONLY as CHEAP
from tests.benchmarks.plots import Plot

if TYPE_CHECKING:
    from desktop.matching.search import Photo

ROOT = Path(__file__).resolve().parents[2]
MIB = 1024 * 1024
SAMPLE = places.resources() / "samples" / "untouched.jpg"


def seconds(act: Callable[[], object], times: int = 1) -> float:
    """Return the median seconds on the wall that an act takes."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        act()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def check(megapixels: Sequence[float], times: int) -> Plot:
    """One picture by its size; peers: decoding it with OpenCV alone, the face model with the inference library alone."""
    import cv2
    import onnxruntime

    lines: dict[str, list[tuple[float, float]]] = {"Linden": [], "OpenCV decodes": [], "onnxruntime, faces": []}
    model = next(places.models().glob("yunet-*/model.onnx"))
    session = onnxruntime.InferenceSession(str(model), providers=["CPUExecutionProvider"])
    given = {session.get_inputs()[0].name: np.zeros((1, 3, 640, 640), np.float32)}
    with Checker() as checker:
        checker.check(SAMPLE)
        for size in megapixels:
            content = photograph(size)
            raw = np.frombuffer(content, np.uint8)
            lines["Linden"].append((size, seconds(lambda content=content: checker.check(content, "photo.jpg"), times)))
            lines["OpenCV decodes"].append((size, seconds(lambda raw=raw: cv2.imdecode(raw, cv2.IMREAD_COLOR), times)))
            lines["onnxruntime, faces"].append((size, seconds(lambda: session.run(None, given), times)))
    how = f"A photograph enlarged with grain, JPEG 90, in memory; median of {times}. Peers see the same bytes or one 640 x 640 picture."
    return Plot("Check one picture", "megapixels", "seconds", lines, how)


def processes(pictures: int) -> Plot:
    """The same pictures by one process and by two."""
    command = [sys.executable, "-m", "desktop", "check", "--json"]
    lines: dict[str, list[tuple[float, float]]] = {"pictures a second": []}
    for count in (1, 2):
        share = [str(SAMPLE)] * (pictures // count)
        began = time.perf_counter()
        running = [subprocess.Popen([*command, *share], cwd=ROOT, stdout=subprocess.DEVNULL) for _ in range(count)]
        for one in running:
            one.wait()
        lines["pictures a second"].append((count, count * len(share) / (time.perf_counter() - began)))
    return Plot("Check with one and two processes", "processes", "pictures/s", lines, f"{pictures} pictures, starting included.")


def match(counts: Sequence[int]) -> Plot:
    """Indexing so many own photos, and asking for one picture."""
    from desktop.matching.search import Index, describe

    picture = np.asarray(Image.open(SAMPLE).convert("RGB").resize((768, 576)))
    indexing: list[tuple[float, float]] = []
    asking: list[tuple[float, float]] = []
    generator = np.random.default_rng(1)
    photos: list[Photo] = []
    taken = 0.0
    for number in range(max(counts)):
        top, left, shift = generator.integers(0, (96, 96, 640))
        part = np.ascontiguousarray(np.roll(picture[top : top + 480, left : left + 640], int(shift), axis=1))
        began = time.perf_counter()
        photos.append(describe(Path(str(number)), f"{number:064x}", part, 640, 480))
        taken += time.perf_counter() - began
        if len(photos) in counts:
            began = time.perf_counter()
            index = Index(photos)
            indexing.append((len(photos), taken + time.perf_counter() - began))
            asking.append((len(photos), seconds(partial(index.find, picture, 768, 576, Work()), 3)))
    how = "Photos of 640 x 480 cut and rolled from one; indexing is all of it, in memory, in one thread; asking is the median of three."
    return Plot("Find the source photo", "own photos", "seconds", {"index all": indexing, "ask once": asking}, how)


def vault_import(sizes: Sequence[int], folder: Path) -> Plot:
    """Putting one file into a vault, beside a plain copy of it."""
    lines: dict[str, list[tuple[float, float]]] = {"Linden imports": [], "plain copy": []}
    for size in sizes:
        source = random_file(folder / "source.bin", size)
        with vaults.create(folder / "vault", "passphrase", cost=CHEAP) as vault:
            lines["Linden imports"].append((size, seconds(partial(vault.add_file, source, "a.bin", Where(), AgeAnswer.ADULT, Work()))))
        lines["plain copy"].append((size, seconds(partial(flushed_copy, source, folder / "copy.bin"))))
        shutil.rmtree(folder / "vault")
    return Plot("Put a file into the vault", "MiB", "seconds", lines, "Random bytes; both are flushed to the disk before the clock stops.")


def vault_list(counts: Sequence[int], folder: Path) -> Plot:
    """Unlocking and listing so many items; the key derivation is made cheap, so that the list is what is measured."""
    opening: list[tuple[float, float]] = []
    adding: list[tuple[float, float]] = []
    vaults.create(folder / "many", "passphrase", cost=CHEAP).lock()
    done = 0
    for count in counts:
        with vaults.unlock(folder / "many", "passphrase") as vault:
            for number in range(done, count):
                _add_address(vault, f"https://example.org/{number}")
            adding.append((count, 1000 * seconds(partial(_add_address, vault, f"https://example.org/{secrets.token_hex(8)}"))))
        done = count
        opening.append((count, 1000 * seconds(partial(_open_and_list, folder / "many"), 3)))
    return Plot("A vault with many items", "items", "milliseconds", {"open and list": opening, "add one more": adding}, "Addresses.")


def _add_address(vault: vaults.Vault, address: str) -> None:
    vault.add_link(address, Where(address), AgeAnswer.ADULT)


def _open_and_list(folder: Path) -> None:
    with vaults.unlock(folder, "passphrase") as vault:
        vault.items()


def package(sizes: Sequence[int], folder: Path) -> Plot:
    """Building and verifying a package, beside zip -0 and sha256sum, and age where it is there."""
    names = ["Linden builds and verifies", "zip -0 and sha256sum"] + (["age encrypts"] if shutil.which("age") else [])
    lines: dict[str, list[tuple[float, float]]] = {name: [] for name in names}
    for size in sizes:
        source, out, peer = random_file(folder / "source.bin", size), folder / "out.zip", folder / "peer.zip"
        with vaults.create(folder / "vault", "passphrase", cost=CHEAP) as vault:
            vault.add_file(source, "film.mp4", Where(), AgeAnswer.ADULT, Work())
            ours = seconds(partial(handing_over.build, vault, out, Work()))
        ours += seconds(partial(handing_over.verify, out, Work()))
        lines[names[0]].append((size, ours))
        lines[names[1]].append((size, seconds(partial(_zip_and_hash, source, peer))))
        if len(names) > 2:
            lines[names[2]].append((size, seconds(partial(_aged, peer))))
        for path in (out, peer, source, folder / "peer.zip.age"):
            path.unlink(missing_ok=True)
        shutil.rmtree(folder / "vault")
    both = zip(lines[names[0]], lines[names[1]], strict=True)
    shares = [f"{size} MiB: we reach {theirs / ours:.0%} of zip -0 + sha256sum" for (size, ours), (_, theirs) in both]
    how = "One file of random bytes; ours decrypts the vault, hashes twice (SHA-256, SHA-512), writes, and verifies all of it."
    return Plot("Build and verify a package", "MiB", "seconds", lines, how, shares)


def _zip_and_hash(source: Path, out: Path) -> None:
    subprocess.run(["zip", "-0", "-q", "-j", out, source], check=True)
    subprocess.run(["sync", out], check=False)
    subprocess.run(["sha256sum", out], check=True, stdout=subprocess.DEVNULL)


def _aged(path: Path) -> None:
    import pyrage

    recipient = str(pyrage.x25519.Identity.generate().to_public())
    subprocess.run(["age", "-r", recipient, "-o", f"{path}.age", str(path)], check=True)


def start_up(times: int) -> Plot:
    """Starting: the interpreter alone, the command, and a command that loads the models."""
    acts = {
        "Python alone": ["-c", "pass"],
        "linden --version": ["-m", "desktop", "--version"],
        "linden check, one picture": ["-m", "desktop", "check", str(SAMPLE), "--json"],
    }
    lines = {name: [(1.0, seconds(lambda act=act: _run(act), times))] for name, act in acts.items()}
    return Plot(
        "Start", "", "seconds", lines, f"From this checkout, warm; median of {times}. tests/benchmarks/first_paint.py measures the window."
    )


def _run(arguments: list[str]) -> None:
    subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def memory(sizes: Sequence[int], folder: Path) -> Plot:
    """The most memory that handing over needs, by the size of what is handed over: it must not grow."""
    script = (
        "import resource, sys\nfrom pathlib import Path\nfrom desktop.core.work import Work\n"
        "from desktop.services import handing_over, vaults\n"
        "vault = vaults.unlock(Path(sys.argv[1]), 'passphrase')\nout = Path(sys.argv[2])\n"
        "handing_over.build(vault, out, Work())\nhanding_over.verify(out, Work())\nvault.lock()\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
    )
    found: list[tuple[float, float]] = []
    for size in sizes:
        with vaults.create(folder / "vault", "passphrase", cost=CHEAP) as vault:
            vault.add_file(random_file(folder / "source.bin", size), "film.mp4", Where(), AgeAnswer.ADULT, Work())
        command = [sys.executable, "-c", script, str(folder / "vault"), str(folder / "out.zip")]
        told = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
        found.append((size, float(told.split()[-1])))
        (folder / "out.zip").unlink()
        shutil.rmtree(folder / "vault")
    lines = {"most that was held": found}
    return Plot("Memory of handing over", "MiB handed over", "MiB of memory", lines, "A process of its own each time.")


def photograph(megapixels: float) -> bytes:
    """Return a photograph of that many million pixels as a JPEG."""
    image = Image.open(SAMPLE).convert("RGB")
    scale = (megapixels * 1e6 / (image.width * image.height)) ** 0.5
    large = image.resize((round(image.width * scale), round(image.height * scale)), Image.Resampling.BICUBIC)
    grain = np.random.default_rng(1).integers(-6, 7, (large.height, large.width, 1), np.int16)
    out = io.BytesIO()
    Image.fromarray(np.clip(np.asarray(large, np.int16) + grain, 0, 255).astype(np.uint8)).save(out, "JPEG", quality=90)
    return out.getvalue()


def random_file(path: Path, mebibytes: int) -> Path:
    """Write a file of random bytes and return it."""
    with path.open("wb") as file:
        for _ in range(mebibytes):
            file.write(os.urandom(MIB))
        os.fsync(file.fileno())
    return path


def flushed_copy(source: Path, target: Path) -> None:
    """Copy a file and flush it."""
    with source.open("rb", buffering=0) as file, target.open("wb", buffering=0) as copy:
        while chunk := file.read(MIB):
            copy.write(chunk)
        os.fsync(copy.fileno())
