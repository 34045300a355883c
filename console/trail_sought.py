"""What an auditor has typed into the search of the trail: a NIK is looked up here, and no address has it."""

from __future__ import annotations

from urllib.parse import urlencode

from console.answer import Answer, Go, said
from console.house import ROOT
from console.masking import masked
from console.registration_search import nik_in, of_nik
from console.visit import Visit

HERE = f"{ROOT}/audit"
ASKED = ("act", "login", "about")


def sought(visit: Visit) -> Answer:
    """POST: on to what was found; of a NIK to the number of its registration, in the auditor's areas."""
    typed = {name: visit.asked.one(name) for name in ASKED}
    if nik := nik_in(typed["about"]):
        mine = of_nik(visit, nik)
        if not mine:
            return Go(HERE, said("audit.nik_not_here"))
        typed["about"] = mine[0].number
    return Go(f"{HERE}?{urlencode({name: masked('words', value) for name, value in typed.items() if value})}")
