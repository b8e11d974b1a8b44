"""One picture, checked by everything there is: the order of the detectors and what becomes of their findings."""

import hashlib
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from desktop.checks import camera, faces, fusion, learned, odd_parts, provenance, save_history, saving, watermark
from desktop.checks.inference import Model
from desktop.checks.learned import LearnedModels
from desktop.checks.result import CheckResult, Face, Finding, Strength
from desktop.core.texts import mark, say
from desktop.media.picture import Picture

# Below this many pixels on the shorter side a face shows too little to be judged by anyone.
SMALL_FACE = 48


def check(
    untrusted: bytes, picture: Picture, face_model: Model, learned_models: LearnedModels | None, *, began: float | None = None
) -> CheckResult:
    """Return the result for a picture and the exact bytes it was read from, by the model that finds faces and those that judge them.

    `began` is the moment (time.perf_counter) at which the work on this picture began, so that decoding counts. Raises ModelMissing,
    ModelChanged or ModelFailed.
    """
    began = time.perf_counter() if began is None else began
    # What needs no model works on one processor while models look for faces and judge them on the other.
    with ThreadPoolExecutor(1, thread_name_prefix="check") as beside:
        begun = beside.submit(_without_faces, picture)
        found_faces = faces.find_faces(picture.pixels, face_model)
        blurred = beside.submit(_blurred, picture, found_faces)
        judged = learned.judge(picture, found_faces, learned_models)
        told = begun.result()
    found = (*told.before, *blurred.result(), *told.after, *_about_faces(found_faces), *judged.findings)
    findings = tuple(sorted(found, key=lambda finding: list(Strength).index(finding.strength)))
    return CheckResult(
        sha256=hashlib.sha256(untrusted).hexdigest(),
        width=picture.width,
        height=picture.height,
        band=fusion.band(findings, learned_model_judged=judged.is_calm),
        findings=findings,
        faces=judged.faces,
        models=(face_model.used, *judged.models),
        probability=judged.probability,
        seconds=time.perf_counter() - began,
        maps=judged.maps,
        parts=judged.parts,
    )


@dataclass(frozen=True)
class _Told:
    """Findings for which no face is needed, those that are shown before blurred faces and those after."""

    before: tuple[Finding, ...]
    after: tuple[Finding, ...]


def _without_faces(picture: Picture) -> _Told:
    before = (
        *provenance.find(picture.facts),
        *watermark.find(picture),
        *camera.find(picture),
        *saving.find(picture),
        *save_history.find(picture),
        *odd_parts.copied(picture),
    )
    return _Told(before, tuple(odd_parts.noisy(picture)))


def _blurred(picture: Picture, found: tuple[Face, ...]) -> tuple[Finding, ...]:
    return tuple(odd_parts.blurred(picture, found))


def _about_faces(found: tuple[Face, ...]) -> tuple[Finding, ...]:
    if not found:
        text = say(mark("No face was found in the picture."))
        limits = say(mark("Faces that are covered, turned away, very dark or very small are missed."))
        return (Finding("no_face", "faces", text, limits, Strength.NONE),)
    if all(min(face.box.width, face.box.height) < SMALL_FACE for face in found):
        text = say(mark("The faces in the picture are very small."))
        limits = say(mark("Too little can be seen of them to find signs of a swap. A larger copy of the picture would help."))
        return (Finding("small_faces", "faces", text, limits, Strength.NONE),)
    return ()
