"""Double saving, by region: what is seen in pictures whose history is known."""

import io

import pytest
from PIL import Image

from desktop.checks import save_history, stored_blocks, twice_saved
from desktop.checks.result import Box, Strength
from tests.checks.conftest import jpeg, resaved


def _found(read, content):
    blocks = stored_blocks.of_picture(read(content))
    assert blocks is not None
    return twice_saved.find(blocks)


@pytest.mark.parametrize("quality", [50, 75, 90, 95])
def test_a_picture_saved_once_has_no_earlier_saving(read, photograph, quality):
    assert _found(read, jpeg(photograph("temple"), quality)) is None


@pytest.mark.parametrize(("earlier", "later"), [(50, 75), (60, 90), (75, 95)])
def test_an_earlier_coarser_saving_is_told_with_its_quality(read, photograph, earlier, later):
    found = _found(read, jpeg(resaved(photograph("temple"), earlier), later))

    assert found is not None
    assert abs(found.earlier_quality - earlier) <= 6
    assert found.parts == ()


def _with_a_part(photograph):
    base = resaved(photograph("temple"), 60)
    base.paste(photograph("dahlia").crop((100, 90, 300, 260)), (205, 101))
    return base


def test_a_part_put_in_between_two_savings_is_found_where_it_lies(read, photograph):
    ((box, log10_nfa), *_more) = _found(read, jpeg(_with_a_part(photograph), 90)).parts

    assert abs(box.x - 205) <= 32
    assert abs(box.y - 101) <= 32
    assert log10_nfa < -10


@pytest.mark.parametrize(("name", "bend"), [("coffee", 0.8), ("coffee", 1.25), ("portrait", 1.25), ("cat", 0.7)])
def test_a_filter_that_bends_the_tones_between_two_savings_makes_no_part(read, photograph, name, bend):
    toned = resaved(photograph(name), 60).point(lambda value: round(255 * (value / 255) ** bend))
    blocks = stored_blocks.of_picture(read(jpeg(toned, 90)))

    assert twice_saved.find(blocks).parts == ()


def test_a_part_that_is_as_bright_as_nothing_else_is_still_found(read, photograph):
    base = resaved(photograph("temple"), 60)
    base.paste(photograph("dahlia").crop((100, 90, 300, 260)).point(lambda value: value // 4), (205, 101))

    assert _found(read, jpeg(base, 90)).parts


@pytest.mark.parametrize("orientation", range(2, 9))
def test_the_part_lies_in_the_upright_picture_however_the_file_was_held(read, photograph, orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    picture = read(jpeg(_with_a_part(photograph), 90, exif=exif))
    upright = twice_saved.find(stored_blocks.of_picture(read(jpeg(_with_a_part(photograph), 90)))).parts[0][0]

    box = twice_saved.find(stored_blocks.of_picture(picture)).parts[0][0]

    turned = stored_blocks._upright(upright, 576, 384, orientation)
    assert box == turned
    assert box.x + box.width <= picture.width
    assert box.y + box.height <= picture.height


def test_a_box_is_turned_as_its_pixels_are():
    stored = Image.new("L", (40, 24))
    stored.paste(255, (8, 2, 18, 7))
    ways = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}  # EXIF orientation to Pillow's transposition

    for orientation, way in ways.items():
        box = stored_blocks._upright(Box(8, 2, 10, 5), 40, 24, orientation)
        left, top, right, bottom = stored.transpose(Image.Transpose(way)).getbbox()
        assert box == Box(left, top, right - left, bottom - top), orientation


def test_the_words_are_moderate_for_a_part_and_nothing_for_the_history(read, photograph):
    found = {finding.id: finding for finding in save_history.find(read(jpeg(_with_a_part(photograph), 90)))}

    assert found["saved_once_part"].strength is Strength.MODERATE
    assert found["saved_once_part"].region is not None
    assert found["saved_twice"].strength is Strength.NONE


def test_a_file_that_is_no_jpeg_has_no_history(read, photograph):
    out = io.BytesIO()
    photograph("cat").save(out, "PNG")

    assert save_history.find(read(out.getvalue())) == ()


def test_a_picture_of_a_few_blocks_says_nothing(read, photograph):
    assert stored_blocks.of_picture(read(jpeg(photograph("cat").crop((0, 0, 40, 40)), 80))) is None


def test_a_damaged_table_with_a_step_of_zero_says_nothing(read, photograph):
    content = bytearray(jpeg(photograph("cat"), 80))
    content[content.index(b"\xff\xdb") + 6] = 0
    found = read(bytes(content))

    assert found.facts.jpeg.tables[0][1] == 0
    assert stored_blocks.of_picture(found) is None
