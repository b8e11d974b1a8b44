"""Who saves with the tables of a JPEG file."""

import json

import pytest

from desktop.checks import encoder, save_history
from desktop.checks.result import Strength
from desktop.core import places
from desktop.media import jpeg_tables
from desktop.media.facts import JpegFacts
from tests.checks.conftest import jpeg

# The digest that ExifTool lists for the common encoder at these qualities: made by another program than ours.
EXIFTOOL = {50: "ffcd5eab8daeced571d59d4cdcc002c4", 75: "2851eea5e15f1b977c1496a77c884b4f", 95: "adf507352f9ce218a4605700459d597f"}


@pytest.mark.parametrize("quality", [1, 30, 50, 75, 87, 92, 100])
def test_the_common_encoder_is_recognised_exactly(read, photograph, quality):
    facts = read(jpeg(photograph("cat"), quality)).facts.jpeg

    assert encoder.recognise(facts, 405, 270) == encoder.Saved(quality, (), ())


@pytest.mark.parametrize(("quality", "digest"), EXIFTOOL.items())
def test_the_digest_is_the_one_that_exiftool_makes(quality, digest):
    tables = (jpeg_tables.scaled(quality), jpeg_tables.scaled(quality, of_colour=True))

    assert digest in encoder._digests(tables)


def test_one_changed_value_is_not_the_common_encoder():
    table = (jpeg_tables.scaled(80)[0] + 1, *jpeg_tables.scaled(80)[1:])

    saved = encoder.recognise(JpegFacts((table,), "4:2:0", is_progressive=False, estimated_quality=80), 10, 10)

    assert saved == encoder.Saved(None, (), ())


def test_telegram_is_named_only_at_the_size_and_quality_that_its_source_states():
    tables = (jpeg_tables.scaled(87), jpeg_tables.scaled(87, of_colour=True))
    facts = JpegFacts(tables, "4:2:0", is_progressive=False, estimated_quality=87)

    assert encoder.recognise(facts, 960, 1280).services == ("Telegram",)
    assert encoder.recognise(facts, 960, 1200).services == ()


def test_tables_of_an_editor_are_told_as_a_weak_sign(read, photograph, monkeypatch):
    picture = read(jpeg(photograph("cat"), 50, qtables=[[2] * 64, [3] * 64]))
    digest = encoder._digests(picture.facts.jpeg.tables)[0]
    monkeypatch.setattr(encoder, "_known", lambda: {digest: (("", "Adobe Photoshop, Quality 11"),)})

    (finding,) = (one for one in save_history.find(picture) if one.id == "saved_by_editor")

    assert finding.strength is Strength.WEAK
    assert "Adobe Photoshop, Quality 11" in str(finding.text)


def test_every_entry_has_a_name_and_every_service_a_source():
    folder = places.resources() / "encoders"
    digests = json.loads((folder / "digests.json").read_text("utf-8"))
    services = json.loads((folder / "messengers.json").read_text("utf-8"))["services"]

    assert all(len(key) == 32 and all(name for _sampling, name in entries) for key, entries in digests["digests"].items())
    assert len(digests["digests"]) > 600
    assert digests["source"].startswith("ExifTool")
    assert all(service["source"] and service["qualities"] and service["longest_sides"] for service in services)
