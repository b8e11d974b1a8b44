"""The source photo of a video's scenes."""

from pathlib import Path

from PIL import Image

from desktop.core.work import Work
from desktop.services.film_matching import find_source_of_film
from desktop.services.matching import index_photos
from tests.media import clips, pictures

PHOTOS = Path(__file__).resolve().parents[2] / "resources" / "samples" / "own-photos"


def test_the_own_photos_in_a_video_are_found_with_the_time_at_which_they_are_seen():
    own = index_photos(PHOTOS, Work())
    unrelated = pictures.scene(480, 360, 5)
    cropped = Image.open(PHOTOS / "temple.jpg").convert("RGB").resize((600, 400)).crop((60, 20, 540, 380))
    mirrored = Image.open(PHOTOS / "dahlia.jpg").convert("RGB").resize((480, 360)).transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    shown = [unrelated] * 10 + [cropped] * 10 + [mirrored] * 10
    clip = clips.clip(frames=[(number / 5, picture) for number, picture in enumerate(shown)], rate=5, options={"crf": "26"})

    found = {one.match.path.name: one for one in find_source_of_film(clip, own, Work())}

    assert set(found) == {"temple.jpg", "dahlia.jpg"}
    assert 1.9 <= found["temple.jpg"].time < 4
    assert found["dahlia.jpg"].time >= 3.9
    assert found["dahlia.jpg"].match.mirrored


def test_a_video_of_nothing_of_ones_own_finds_nothing():
    own = index_photos(PHOTOS, Work())

    assert find_source_of_film(clips.clip(), own, Work()) == ()
