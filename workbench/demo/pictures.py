"""Pictures of the demo: drawn charts and photo-like scenes, grainy enough to be as large as the call asks."""

import io
from collections.abc import Callable, Sequence
from functools import cache
from random import Random

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFont

from workbench.call.notice import notice
from workbench.demo.model import MARK, PlannedPicture
from workbench.statistics.fonts import FONT_PATH

_LARGE, _MEDIUM = (2400, 1600), (900, 600)
_QUALITY = {True: 91, False: 80}
_GRAIN = 14
_PALETTE = ("#1f4e79", "#2e75b6", "#548235", "#bf7b00", "#7f3f98", "#9c3848")
_INK, _PAPER, _DARK = "#1b2733", "#f4f6f8", "#0f2138"


def draw(picture: PlannedPicture) -> bytes:
    """Draw a picture as JPEG; a large one reaches the call's least size."""
    size = _LARGE if picture.is_large else _MEDIUM
    image = Image.new("RGB", size, _PAPER)
    random = Random(picture.seed)  # noqa: S311 - a drawing, not a secret
    _Sketch(image, random).draw(picture)
    if not picture.is_embedded:
        image = _grained(image, random)
    content = _encoded(image, _QUALITY[picture.is_large])
    if picture.is_large and len(content) < notice().limits.min_picture_bytes:
        content = _encoded(image, 95)
    return content


def _encoded(image: Image.Image, quality: int) -> bytes:
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=quality)
    return stream.getvalue()


@cache
def _grain() -> Image.Image:
    """Make the grain of a film, once for all pictures."""
    width, height = _LARGE
    tile = np.random.default_rng(0).normal(128, _GRAIN, (height, width))
    return Image.fromarray(tile.clip(0, 255).astype(np.uint8)).convert("RGB")


def _grained(image: Image.Image, random: Random) -> Image.Image:
    grain = _grain().crop((0, 0, *image.size))
    shifted = ImageChops.offset(grain, random.randrange(image.width), random.randrange(image.height))
    return ImageChops.add(image, shifted, 1, -128)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONT_PATH), size)


class _Sketch:
    """Draws in units of a hundredth of the picture's width."""

    def __init__(self, image: Image.Image, random: Random) -> None:
        self._draw, self._random = ImageDraw.Draw(image), random
        self._unit = image.width / 100
        self._kinds: dict[str, Callable[[Sequence[str]], None]] = {
            "chain": self._chain,
            "flow": self._flow,
            "screen": self._screen,
            "photo": self._photo,
        }

    def draw(self, picture: PlannedPicture) -> None:
        self._kinds[picture.drawing](picture.words)
        is_dark = picture.drawing == "screen"
        self._text(50, 5, picture.caption, 3.2, "white" if is_dark else _INK)
        self._box(0, 61.5, 100, 66.7, "#ffffff")
        self._text(50, 64, f"{picture.caption}（示意图，{MARK}）", 1.9, "#a61b1b")

    def _chain(self, words: Sequence[str]) -> None:
        width = 92 / len(words)
        for band, (name, color) in enumerate((("上游", "#dce9f5"), ("中游", "#e6f0df"), ("下游", "#faeeda"))):
            self._box(4 + band * 92 / 3, 12, 4 + (band + 1) * 92 / 3, 58, color)
            self._text(4 + (band + 0.5) * 92 / 3, 15.5, name, 2.4, _INK)
        for place, word in enumerate(words):
            left, color = 4 + place * width, _PALETTE[place % len(_PALETTE)]
            self._round(left + 1, 24, left + width - 2.5, 36, color)
            self._lines(left + width / 2 - 0.75, 30, word, 1.9, "white", width=4)
            if place < len(words) - 1:
                self._arrow(left + width - 2.3, 30, left + width + 0.8)
            for row in range(self._random.randint(2, 3)):
                top = 40 + row * 5.5
                self._round(left + 1, top, left + width - 2.5, top + 4, "white", outline=color)
                firms = self._random.randint(6, 120)
                self._text(
                    left + width / 2 - 0.75, top + 2, f"{'骨干配套服务'[row * 2 : row * 2 + 2]}企业{firms}家", 1.2, _INK
                )

    def _flow(self, words: Sequence[str]) -> None:
        for place, word in enumerate(words):
            column, row = (place % 3, 0) if place < 3 else (2 - place % 3, 1)
            left, top, color = 6 + column * 31, 16 + row * 22, _PALETTE[place % len(_PALETTE)]
            self._round(left, top, left + 26, top + 14, "white", outline=color)
            self._circle(left + 4, top + 7, 2.6, color)
            self._text(left + 4, top + 7, str(place + 1), 2.4, "white")
            self._lines(left + 16, top + 7, word, 2.3, _INK, width=7)
            if place < len(words) - 1 and place != 2:
                ahead = row == 0
                self._arrow(left + 26.5 if ahead else left - 0.5, top + 7, left + 30.5 if ahead else left - 4.5)
        if len(words) > 3:
            self._draw.line([self._at(81, 30.5), self._at(81, 36.6)], _INK, round(self._unit * 0.35))
            self._draw.polygon([self._at(81, 37.5), self._at(80.3, 36.6), self._at(81.7, 36.6)], _INK)

    def _screen(self, words: Sequence[str]) -> None:
        self._box(0, 0, 100, 66.7, _DARK)
        for place, name in enumerate(("在线设备", "今日工单", "合格率", "综合能耗")):
            left = 4 + place * 23.5
            self._round(left, 10, left + 21.5, 20, "#17365d")
            self._text(left + 10.7, 12.8, name, 1.6, "#9fb8d4")
            value = f"{self._random.uniform(96, 99.8):.1f}%" if place == 2 else str(self._random.randint(120, 4800))
            self._text(left + 10.7, 16.8, value, 3, "#5fd0c5")
        self._round(4, 23, 50, 58, "#17365d")
        self._round(52, 23, 96, 58, "#17365d")
        for place, word in enumerate(words):
            left, height = 9 + place * 10, self._random.uniform(8, 24)
            self._box(left, 53 - height, left + 5, 53, _PALETTE[1])
            self._text(left + 2.5, 55.5, word[:4], 1.4, "#c9d6e4")
        line = [self._at(55 + step * 3.2, self._random.uniform(30, 50) - step * 0.3) for step in range(13)]
        self._draw.line(line, "#f2b134", round(self._unit * 0.4), joint="curve")
        self._text(27, 26, "各工序负荷", 1.6, "white")
        self._text(74, 26, "订单趋势", 1.6, "white")

    def _photo(self, words: Sequence[str]) -> None:
        for step in range(50):
            shade = 226 - step * 2
            self._box(0, step * 1.25, 100, step * 1.25 + 1.3, f"#{shade:02x}{shade:02x}{min(255, shade + 9):02x}")
        self._box(0, 44, 100, 62, "#6b6258")
        for place, word in enumerate(words):
            middle, color = 14 + place * 24, self._random.choice(_PALETTE)
            height, width = self._random.uniform(14, 24), self._random.uniform(6, 9)
            self._draw.ellipse([*self._at(middle - width - 1, 45.5), *self._at(middle + width + 1, 50)], "#4c453d")
            self._round(middle - width, 48 - height, middle + width, 48, color)
            self._round(middle - width * 0.75, 49.5 - height, middle - width * 0.45, 46, "#ffffff")
            self._circle(middle + width * 0.3, 48 - height * 0.6, width * 0.3, "#e9edf0")
            self._round(middle - 8, 53, middle + 8, 57, "#f7f3ea")
            self._text(middle, 55, word, 1.7, _INK)

    def _at(self, x: float, y: float) -> tuple[float, float]:
        return x * self._unit, y * self._unit

    def _box(self, left: float, top: float, right: float, bottom: float, color: str) -> None:
        self._draw.rectangle([*self._at(left, top), *self._at(right, bottom)], color)

    def _round(self, left: float, top: float, right: float, bottom: float, color: str, outline: str = "") -> None:
        corners = [*self._at(left, top), *self._at(right, bottom)]
        line = round(self._unit * 0.25)
        self._draw.rounded_rectangle(corners, self._unit * 0.8, color, outline or None, line if outline else 0)

    def _circle(self, x: float, y: float, radius: float, color: str) -> None:
        self._draw.ellipse([*self._at(x - radius, y - radius), *self._at(x + radius, y + radius)], color)

    def _arrow(self, start: float, y: float, end: float) -> None:
        back = 0.9 if end > start else -0.9
        self._draw.line([self._at(start, y), self._at(end - back, y)], _INK, round(self._unit * 0.35))
        self._draw.polygon([self._at(end, y), self._at(end - back, y - 0.7), self._at(end - back, y + 0.7)], _INK)

    def _text(self, x: float, y: float, text: str, size: float, color: str) -> None:
        self._draw.text(self._at(x, y), text, color, _font(round(size * self._unit)), anchor="mm")

    def _lines(self, x: float, y: float, text: str, size: float, color: str, width: int) -> None:
        """Write text in lines of so many characters, around a middle."""
        lines = [text[start : start + width] for start in range(0, len(text), width)]
        for place, line in enumerate(lines):
            self._text(x, y + (place - (len(lines) - 1) / 2) * size * 1.3, line, size, color)
