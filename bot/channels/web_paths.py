"""The numbers in paths: as long as a database holds one. A longer one is a path that does not exist.

Routing comes before every handler, and Python reads no number of more than 4,300 digits: what fails there
fails outside of all that tells people what is the matter.
"""

from __future__ import annotations

from starlette.convertors import IntegerConvertor, register_url_convertor

from storage.columns import DIGITS


class PathNumber(IntegerConvertor):
    """What `{id:int}` takes."""

    regex = f"[0-9]{{1,{DIGITS}}}"


def limit_path_numbers() -> None:
    """From now on every route that is made takes such numbers, whoever makes it: Starlette knows its
    convertors by name.
    """
    register_url_convertor("int", PathNumber())
