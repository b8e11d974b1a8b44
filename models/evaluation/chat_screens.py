"""Draw screenshots of chats with photographs in them: what people check most, and what no set of photographs has.

    python3 models/evaluation/chat_screens.py PHOTOS OUT [--count 30] [--seed 1]

OUT gets one folder for each screen (phones of three sizes, a window on a computer). Bars, bubbles, round pictures of people, times and
words are drawn with the program's own fonts, in light, dark and coloured themes; each screenshot holds one to three photographs of
PHOTOS, made to fit, with round corners. On every fourth one a photograph is shown pixel for pixel, where it fits. Nothing in them is
from a real chat.
"""

import argparse
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from desktop.core import places
from desktop.media.files import pictures_in

SCREENS = {"phone-750": (750, 1334), "phone-1080": (1080, 2340), "phone-1440": (1440, 3120), "window-900": (900, 1000)}
LINES = (
    "이거 너 맞아?",
    "아니야 ㅠㅠ 누가 만든 거 같아",
    "어디서 받았어?",
    "단톡방에 올라왔어",
    "캡처해 둘게",
    "지금 전화할 수 있어?",
    "신고하자",
    "응",
    "look who this is",
    "where did you get that?",
    "someone sent it to the group, I kept the messages",
    "ok",
    "please do not send it on",
    "사진 원본은 작년 여행 때 찍은 거야. 배경이 똑같잖아",
    "I will call you in ten minutes",
    "ㅇㅇ 알겠어",
)
NAMES = ("민지", "서준", "Alex", "하늘", "Group (4)")


@dataclass(frozen=True)
class Theme:
    """The colours of one app."""

    ground: tuple[int, int, int]
    bar: tuple[int, int, int]
    own: tuple[int, int, int]
    other: tuple[int, int, int]
    words: tuple[int, int, int]


THEMES = (
    Theme((178, 199, 217), (169, 190, 208), (254, 229, 0), (255, 255, 255), (20, 20, 20)),
    Theme((255, 255, 255), (247, 247, 247), (0, 122, 255), (233, 233, 235), (0, 0, 0)),
    Theme((11, 20, 26), (31, 44, 52), (0, 92, 75), (32, 44, 51), (233, 237, 239)),
    Theme((236, 229, 221), (7, 94, 84), (220, 248, 198), (255, 255, 255), (17, 27, 33)),
)


def main() -> None:
    """Draw them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("photos", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--count", type=int, default=30, help="screenshots of each screen")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    photos = pictures_in(asked.photos)
    for name, size in SCREENS.items():
        (asked.out / name).mkdir(parents=True, exist_ok=True)
        for number in range(asked.count):
            chance = np.random.default_rng([asked.seed, *name.encode(), number])
            drawn = [Image.open(photos[int(place)]).convert("RGB") for place in chance.choice(len(photos), 6, replace=False)]
            screen = _Screen(size, THEMES[number % len(THEMES)], chance)
            screen.draw(drawn, as_it_is=number % 4 == 3)
            screen.image.save(asked.out / name / f"{name}-{number:03}.png")


class _Screen:
    """One screenshot, drawn from top to bottom."""

    def __init__(self, size: tuple[int, int], theme: Theme, chance: np.random.Generator) -> None:
        self.image = Image.new("RGB", size, theme.ground)
        self._theme, self._chance = theme, chance
        self._unit = size[0] / (375 if size[1] > 1.2 * size[0] else 560)
        self._pen = ImageDraw.Draw(self.image)
        self._font, self._small = (_font(self._px(points)) for points in (16, 11))
        self._down = 0

    def draw(self, photos: list[Image.Image], *, as_it_is: bool) -> None:
        """Draw bars, words and one to three of the photos; the last two of them are the people's own pictures."""
        faces, shown = photos[-2:], photos[: int(self._chance.integers(1, 4))]
        self._top_bar(faces[0])
        bottom = self.image.height - self._px(64)
        while self._down < bottom - self._px(90):
            is_own = bool(self._chance.integers(2))
            if shown and self._chance.random() < 0.4:
                self._photo(shown.pop(), faces[0], bottom, is_own=is_own, as_it_is=as_it_is and not shown)
            else:
                self._bubble(str(self._chance.choice(LINES)), faces[0], is_own=is_own)
        self._bottom_bar(bottom)

    def _px(self, points: float) -> int:
        return round(points * self._unit)

    def _top_bar(self, face: Image.Image) -> None:
        height = self._px(88)
        self._pen.rectangle((0, 0, self.image.width, height), fill=self._theme.bar)
        words = (255, 255, 255) if sum(self._theme.bar) < 300 else (20, 20, 20)
        self._pen.text((self._px(20), self._px(14)), f"{self._chance.integers(1, 12)}:{self._chance.integers(10, 59)}", words, self._small)
        self._pen.text((self.image.width - self._px(90), self._px(14)), f"LTE  {self._chance.integers(10, 99)}%", words, self._small)
        self._round(face, self._px(40), self._px(44), self._px(34))
        self._pen.text((self._px(84), self._px(50)), str(self._chance.choice(NAMES)), words, self._font)
        self._down = height + self._px(12)

    def _bottom_bar(self, top: int) -> None:
        self._pen.rectangle((0, top, self.image.width, self.image.height), fill=self._theme.bar)
        box = (self._px(44), top + self._px(10), self.image.width - self._px(50), top + self._px(44))
        self._pen.rounded_rectangle(box, self._px(17), self._theme.other)
        self._pen.line((self._px(14), top + self._px(27), self._px(32), top + self._px(27)), (120, 120, 120), self._px(2))
        self._pen.line((self._px(23), top + self._px(18), self._px(23), top + self._px(36)), (120, 120, 120), self._px(2))

    def _bubble(self, line: str, face: Image.Image, *, is_own: bool) -> None:
        wide = self._px(230)
        rows, row = [], ""
        for word in line.split(" "):
            longer = f"{row} {word}".strip()
            if self._font.getlength(longer) > wide and row:
                rows.append(row)
                row = word
            else:
                row = longer
        rows.append(row)
        width = round(max(self._font.getlength(one) for one in rows)) + self._px(24)
        height = self._px(22) * len(rows) + self._px(16)
        left = self._place(width, face, is_own=is_own)
        fill = self._theme.own if is_own else self._theme.other
        self._pen.rounded_rectangle((left, self._down, left + width, self._down + height), self._px(14), fill)
        words = (255, 255, 255) if sum(fill) < 350 else (20, 20, 20)
        for number, one in enumerate(rows):
            self._pen.text((left + self._px(12), self._down + self._px(7) + self._px(22) * number), one, words, self._font)
        self._time(left, width, height, is_own=is_own)
        self._down += height + self._px(10)

    def _photo(self, photo: Image.Image, face: Image.Image, bottom: int, *, is_own: bool, as_it_is: bool) -> None:
        most = (min(self._px(240), self.image.width - self._px(110)), min(self._px(320), bottom - self._down - self._px(16)))
        if not (as_it_is and photo.width <= most[0] and photo.height <= most[1]):
            factor = min(most[0] / photo.width, most[1] / photo.height)
            photo = photo.resize((max(1, round(photo.width * factor)), max(1, round(photo.height * factor))), Image.Resampling.BILINEAR)
        left = self._place(photo.width, face, is_own=is_own)
        self.image.paste(photo, (left, self._down), _rounded(photo.size, self._px(12)))
        self._time(left, photo.width, photo.height, is_own=is_own)
        self._down += photo.height + self._px(10)

    def _place(self, width: int, face: Image.Image, *, is_own: bool) -> int:
        if is_own:
            return self.image.width - width - self._px(12)
        self._round(face, self._px(8), self._down, self._px(36))
        return self._px(52)

    def _time(self, left: int, width: int, height: int, *, is_own: bool) -> None:
        words = f"{self._chance.integers(1, 12)}:{self._chance.integers(10, 59)}"
        across = left - self._px(36) if is_own else left + width + self._px(6)
        self._pen.text((across, self._down + height - self._px(14)), words, (130, 130, 130), self._small)

    def _round(self, face: Image.Image, left: int, top: int, side: int) -> None:
        cut = min(face.size)
        middle = ((face.width - cut) // 2, (face.height - cut) // 2)
        small = face.crop((*middle, middle[0] + cut, middle[1] + cut)).resize((side, side), Image.Resampling.LANCZOS)
        self.image.paste(small, (left, top), _rounded((side, side), side // 2))


def _rounded(size: tuple[int, int], radius: int) -> Image.Image:
    mask = Image.new("L", (size[0] * 2, size[1] * 2), 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, size[0] * 2 - 1, size[1] * 2 - 1), radius * 2, 255)
    return mask.resize(size, Image.Resampling.BILINEAR)


def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(places.resources() / "fonts" / "Pretendard-Regular.otf", size)


if __name__ == "__main__":
    main()
