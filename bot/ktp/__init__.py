"""Reads the photo of a KTP, in a process apart that is loaded when it is needed and leaves when it is idle.

It knows no chat and no database, keeps nothing and writes nothing anywhere. It needs the extra `ocr`
(rapidocr): `installed` tells whether that is there; nothing else here imports it before a photo comes.
"""

from __future__ import annotations

from importlib.util import find_spec

NEEDED = ("rapidocr", "onnxruntime")


def installed() -> bool:
    """Is the extra `ocr` there?"""
    return all(find_spec(library) is not None for library in NEEDED)
