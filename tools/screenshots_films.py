"""Scenes of the check of videos, documents and of what a file says."""

import io
import tempfile
from pathlib import Path

import av
from PIL import Image, PngImagePlugin
from screenshots import SAMPLES, scene, settle, wait_for

from desktop.gui.context import Place
from desktop.gui.window import MainWindow

_FOLDER = Path(tempfile.mkdtemp(prefix="linden-films-"))


def a_clip() -> Path:
    """Return a video of sample photographs: a portrait, a temple, a composite."""
    path = _FOLDER / "clip.mp4"
    if not path.exists():
        with av.open(str(path), "w") as container:
            stream = container.add_stream("libx264", rate=10)
            stream.width, stream.height, stream.pix_fmt = 640, 480, "yuv420p"
            for number, name in enumerate(("own-photos/portrait.jpg", "own-photos/temple.jpg", "composite.jpg")):
                photo = Image.open(SAMPLES / name).convert("RGB").resize((800, 600))
                for step in range(40 + 20 * number):
                    frame = photo.crop((step, step // 2, step + 640, step // 2 + 480))
                    container.mux(stream.encode(av.VideoFrame.from_image(frame)))
            container.mux(stream.encode())
    return path


def a_generated_picture() -> bytes:
    """Return a picture with the record of a generator."""
    info = PngImagePlugin.PngInfo()
    info.add_text("parameters", "a temple\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1, Size: 512x512")
    out = io.BytesIO()
    Image.open(SAMPLES / "own-photos" / "temple.jpg").save(out, "PNG", pnginfo=info)
    return out.getvalue()


@scene("film-result")
def film_result(window: MainWindow) -> None:
    """A video that was checked."""
    window.show_page(Place.CHECK)
    window.page.check([a_clip()])
    wait_for(window.context.check_lane)


@scene("film-moments")
def film_moments(window: MainWindow) -> None:
    """The moments of a video, further down."""
    film_result(window)
    window.page.show_part(window.page.result.film)
    settle()


@scene("film-moments-held")
def film_moments_held(window: MainWindow) -> None:
    """The moments, held."""
    film_moments(window)
    hold = window.page.result.film.hold
    window.page.show_part(hold)
    hold.button.pressed.emit()
    settle()


@scene("file-says-generated")
def file_says_generated(window: MainWindow) -> None:
    """A picture whose file says how it was generated."""
    path = _FOLDER / "picture.png"
    path.write_bytes(a_generated_picture())
    window.show_page(Place.CHECK)
    window.page.check([path])
    wait_for(window.context.check_lane)
    window.page.show_part(window.page.result.cards[0])
    settle()
