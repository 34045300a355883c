"""What every page has around it: navigation, language, flash; and the pages that need no database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from starlette.responses import RedirectResponse, Response

from console.answer import View
from console.asked import Asked
from console.cookies import LANGUAGES, speak
from console.house import ROOT, House
from console.origin import mark_of
from console.page import Page
from console.rendering import finished, page
from console.visit import Visit
from rules.officers import Officer

SPEAK = "language"


@dataclass(frozen=True)
class Showing:
    """`menu`: the pages of the navigation, in order."""

    house: House
    menu: Sequence[Page]

    def page(self, asked: Asked, view: View, visit: Visit | None) -> Response:
        """A view as a page of this officer; of nobody's where they are not wholly in."""
        full = visit is not None and visit.session.stage == "full"
        flash = visit.session.flash if visit and full and not visit.writes else None
        around = self._around(asked, visit.officer if visit and full else None, flash)
        return finished(self.house, page(self.house, view, asked.language, around), view)

    def _around(self, asked: Asked, officer: Officer | None, flash: Any) -> Mapping[str, Any]:
        menu = [one for one in self.menu if officer and one.open_to(officer)]
        languages = [(code, _with(asked, code)) for code in LANGUAGES]
        mark = mark_of(self.house.vault, asked.token)
        return {"officer": officer, "menu": menu, "path": asked.path, "mark": mark, "flash": flash,
                "languages": languages}  # fmt: skip

    def plain(self, asked: Asked, why: str, status: int) -> Response:
        """A page that needs no database."""
        view = View("refused.html", {"why": f"refused.{why}"}, status)
        response = self.page(asked, view, None)
        if status == 503:
            response.headers["Retry-After"] = "5"
        return response

    def spoken(self, asked: Asked) -> Response:
        """In another language from now on, at the same place."""
        rest = {name: value for name, value in asked.query.items() if name != SPEAK}
        response = RedirectResponse(replace(asked, query=rest).here, 303)
        speak(response, asked.query[SPEAK], self.house.secure)
        return finished(self.house, response)


def _with(asked: Asked, language: str) -> str:
    """This page in another language; what a form answered has no address, so from there it leads home."""
    if asked.method != "GET":
        return f"{ROOT}/?{urlencode({SPEAK: language})}"
    return f"{asked.path}?{urlencode({**asked.query, SPEAK: language})}"
