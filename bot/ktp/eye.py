"""The model that sees letters: rapidocr, with its files from its own package, no network. Slow to load."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Protocol

from bot.ktp.boxes import Box, Look, Point

if TYPE_CHECKING:
    from PIL.Image import Image

THREADS = 1  # whoever chats goes first; on one core a photo takes half as long again as on two
TALL = 1.5  # times as high as wide: rapidocr takes it for a line that runs downwards
SETTINGS = {
    "Global.use_cls": False,  # it takes the digits of OCR-A for letters upside down
    "Global.log_level": "critical",  # what is on a card is in no log
    "EngineConfig.onnxruntime.intra_op_num_threads": THREADS,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}


class Eye(Protocol):
    """Finds lines of letters, and reads a picture of one line once more."""

    def lines(self, image: Image) -> list[Box]: ...

    def again(self, image: Image) -> Look: ...


class Seeing:
    """The real one."""

    def __init__(self) -> None:
        from rapidocr import RapidOCR

        self._model: Any = RapidOCR(params=SETTINGS)

    def lines(self, image: Image) -> list[Box]:
        """Every line of letters in an RGB picture, in pixels of that picture."""
        # it remembers what was asked of it last
        found = self._model(_pixels(image), use_det=True, use_rec=True, return_word_box=False)
        if found.boxes is None:
            return []
        read = zip(found.boxes.tolist(), found.txts, found.scores, strict=True)
        return [Box(text, float(score), _corners(corners)) for corners, text, score in read]

    def again(self, image: Image) -> Look:
        """The text of a picture of a single line, and its least sure letter."""
        found = self._model(_pixels(image), use_det=False, use_rec=True, return_word_box=True)
        text, sure = (
            "".join(found.txts or ()),
            [one for line in found.word_results or () for one in line.confs],
        )
        letters = [one for sign, one in zip(text, sure, strict=False) if sign.isalnum()]
        return Look(text, min(letters, default=0.0))


def _corners(corners: list[list[float]]) -> tuple[Point, Point, Point, Point]:
    """Clockwise from where the letters begin; the model turns a tall line before it reads it."""
    a, b, c, d = (Point(x, y) for x, y in corners)
    tall = max(math.dist(a, d), math.dist(b, c)) >= TALL * max(math.dist(a, b), math.dist(d, c))
    return (b, c, d, a) if tall else (a, b, c, d)


def _pixels(image: Image) -> Any:
    import numpy

    return numpy.asarray(image)[:, :, ::-1]  # blue, green, red, as the model was taught
