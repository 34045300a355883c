"""A QR as a drawing within the page: no picture has to be fetched, none is kept anywhere."""

from __future__ import annotations

from markupsafe import Markup


def picture(text: str) -> Markup:
    """Black on white, whatever the colours of the page."""
    import segno  # with the first QR: officers see one in a year

    made = segno.make(text, error="m", micro=False)
    return Markup(made.svg_inline(scale=5, border=4, dark="#000", light="#fff", omitsize=True))
