"""`linden-evaluate DIR`: measure the shipped check on pictures whose truth is known.

    models/evaluation/linden-evaluate DIR --out OUT [--only 300] [--as-they-are]

DIR holds real/ and fake/, or is a CSV with the columns path and is_fake, and, where there are any, set, method and group. Every picture
goes through the whole program as it ships (decoding in the child process, every finding, the shipped thresholds), as it is, as JPEG 95, 75,
50 and 30, and at 1/2 and 1/4 of its size. OUT gets answers.csv (one row a picture and variant), measures.json and page.html. Broken off,
it goes on where it ended.
"""

import argparse
import csv
import json
from collections.abc import Iterator
from pathlib import Path
from random import Random

import measures
import numpy as np
import page
from variants import fixed

from desktop.core.errors import LindenError
from desktop.services.checking import Checker

Row = dict[str, str]
_PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif", ".heic", ".avif", ".tif", ".tiff", ".bmp"})
_FIELDS = ("path", "is_fake", "set", "method", "group", "variant", "probability", "band", "faces", "seconds")
AS_IT_IS = "as it is"


def main() -> None:
    """Check every picture, measure, write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pictures", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--only", type=int, default=0, help="so many real and so many fake pictures, drawn at random; all where 0")
    parser.add_argument("--part", default="", help="only rows of a CSV whose column part is this")
    parser.add_argument("--as-they-are", action="store_true", help="no variants")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    rows = [row for row in listed(given.pictures) if given.part in {"", row.get("part")}]
    if given.only:
        rows = [row for truth in ("0", "1") for row in _drawn([row for row in rows if row["is_fake"] == truth], given.only)]
    answers = given.out / "answers.csv"
    check(rows, answers, as_they_are=given.as_they_are)
    found = tables(read(answers))
    (given.out / "measures.json").write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", "utf-8")
    (given.out / "page.html").write_text(page.made(found, read(answers)), "utf-8")
    print(json.dumps(found["variant"].get(AS_IT_IS, {}), indent=1))


def listed(pictures: Path) -> list[Row]:
    """Return the pictures of a folder with real/ and fake/, or of a CSV."""
    if pictures.is_dir():
        return [
            {"path": str(path), "is_fake": str(int(kind == "fake")), "set": pictures.name, "method": "", "group": ""}
            for kind in ("real", "fake")
            for path in sorted((pictures / kind).rglob("*"))
            if path.suffix.lower() in _PICTURES
        ]
    with pictures.open(newline="") as file:
        return [{"set": "", "method": "", "group": "", **row} for row in csv.DictReader(file)]


def check(rows: list[Row], answers: Path, *, as_they_are: bool) -> None:
    """Add a row to answers.csv for each picture and variant that is not there yet."""
    done = {row["path"] for row in read(answers)} if answers.exists() else set()
    with Checker() as checker, answers.open("a", newline="") as file:
        writer = csv.DictWriter(file, _FIELDS, extrasaction="ignore")
        if not done:
            writer.writeheader()
        for row in rows:
            if row["path"] not in done:
                writer.writerows(list(_answers(row, checker, as_they_are=as_they_are)))
                file.flush()


def _answers(row: Row, checker: Checker, *, as_they_are: bool) -> Iterator[dict[str, object]]:
    untrusted = Path(row["path"]).read_bytes()
    for name, content in ({AS_IT_IS: untrusted} if as_they_are else fixed(untrusted)).items():
        try:
            result = checker.check(content, "picture").result
        except LindenError as error:
            yield {**row, "variant": name, "probability": "", "band": error.code, "faces": 0, "seconds": ""}
            continue
        said = "" if result.probability is None else result.probability
        yield {
            **row,
            "variant": name,
            "probability": said,
            "band": result.band,
            "faces": len(result.faces),
            "seconds": round(result.seconds, 3),
        }


def read(answers: Path) -> list[Row]:
    """Return the rows of answers.csv."""
    with answers.open(newline="") as file:
        return list(csv.DictReader(file))


def as_answers(rows: list[Row]) -> measures.Answers:
    """Return rows as arrays."""
    return measures.Answers(
        np.array([row["is_fake"] == "1" for row in rows], bool),
        np.array([float(row["probability"] or "nan") for row in rows], float),
        np.array([row["band"] for row in rows], str),
    )


def tables(rows: list[Row]) -> dict[str, dict[str, object]]:
    """Return every measure by variant, and for pictures as they are by set, by method of making fakes, and by group of people.

    A method is measured against the real pictures of its set, or against all real ones where its set has none. Groups are real people:
    their row is of false alarms.
    """
    plain = [row for row in rows if row["variant"] == AS_IT_IS]
    reals = [row for row in plain if row["is_fake"] == "0"]
    by_variant = {name: [row for row in rows if row["variant"] == name] for name in dict.fromkeys(row["variant"] for row in rows)}
    by_set = {name: [row for row in plain if row["set"] == name] for name in _values(plain, "set")}
    by_method = {name: _against(name, plain, reals) for name in _values(plain, "method")}
    every = [row for row in rows if row["is_fake"] == "0"]
    by_group = {group: [row for row in every if group in row["group"].split()] for group in _values_of_words(every)}
    parts = {"variant": by_variant, "set": by_set, "method": by_method, "group, all variants": by_group}
    return {name: {key: measures.all_of(as_answers(chosen)) for key, chosen in part.items()} for name, part in parts.items()}


def _against(method: str, plain: list[Row], reals: list[Row]) -> list[Row]:
    fakes = [row for row in plain if row["method"] == method]
    sets = {row["set"] for row in fakes}
    return [*([row for row in reals if row["set"] in sets] or reals), *fakes]


def _values(rows: list[Row], column: str) -> list[str]:
    return sorted({row[column] for row in rows} - {""})


def _values_of_words(rows: list[Row]) -> list[str]:
    return sorted({word for row in rows for word in row["group"].split()})


def _drawn(rows: list[Row], count: int) -> list[Row]:
    return Random(8).sample(rows, min(count, len(rows)))


if __name__ == "__main__":
    main()
