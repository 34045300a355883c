"""Invented reports for the sheets, and the words they are written with."""

from __future__ import annotations

from typing import Any

from bot.catalogues import languages
from bot.conversation.words import Words
from bot.paper.sheet import Sheet, accident_sheet, death_sheet

NIK, NAME = "6371015203849001", "Siti Rahmawati"
SITE = "https://payung.example"
DOCUMENTS = [("Kartu peserta", True), ("KTP-el pekerja", True), ("Kronologi kejadian", False)]
FACTS: dict[str, Any] = {
    "kpj": "21087659001", "programme": "Pekerja rentan Kota Banjarmasin", "payer": "city_budget",
    "package": ["jkk", "jkm"], "birth_date": "1984-03-12", "address": "Jl. Kelayan A RT 12 RW 02 No. 45",
    "village": "Kelayan Dalam", "district": "Banjarmasin Selatan", "regency": "Kota Banjarmasin",
    "phone": "081234509001", "category": "Pengemudi ojek", "income": 1500000,
    "reported": "2026-11-21T09:30", "deadline": "2026-11-22T07:45", "kept": True, "documents": DOCUMENTS,
}  # fmt: skip
ACCIDENT: dict[str, Any] = {
    "nik": NIK, "name": NAME, "happened": "2026-11-20T07:45", "place": "Simpang empat depan pasar",
    "place_kind": "on_the_road", "task": "mengantar penumpang", "traffic": "yes",
    "how": "Motor ditabrak mobil dari belakang.", "injury": "patah tulang kaki kanan", "treated": "partner",
    "facility": "RSUD Ulin", "notifier_name": "Ahmad Fauzi", "notifier_relation": "spouse",
    "notifier_phone": "081234509002", "witnesses": ["Rudi Hartono", "Nurul Aini"],
}  # fmt: skip
DEATH: dict[str, Any] = {
    "nik": NIK, "name": NAME, "died_on": "2026-11-18", "cause": "illness", "relation": "spouse",
    "notifier_name": "Ahmad Fauzi", "notifier_phone": "081234509002", "bank": "Bank Kalsel",
    "account": "0012345678", "account_owner": "Ahmad Fauzi",
    "children": [{"name": "Rani", "born": "2015-05-03", "school": "SDN Kelayan 2"}],
}  # fmt: skip
AT_WORK = {**ACCIDENT, **DEATH, "cause": "work_accident"}
CODES = ("happened", "place_kind", "traffic", "treated", "died_on", "cause", "birth_date", "reported",
         "deadline")  # fmt: skip


def words(language: str = "id") -> Words:
    return Words(languages()[language], "paper")


def accident(
    answers: Any = ACCIDENT, facts: Any = FACTS, language: str = "id", public_url: str = ""
) -> Sheet:
    spoken = words(language)
    return accident_sheet("LK-000123", answers, facts, spoken, spoken.language.formats, public_url)


def death(answers: Any = DEATH, facts: Any = FACTS, language: str = "id", public_url: str = "") -> Sheet:
    spoken = words(language)
    return death_sheet("LM-000124", answers, facts, spoken, spoken.language.formats, public_url)


def filled(values: dict[str, Any], text: str) -> dict[str, Any]:
    """The same answers, with this text wherever somebody writes freely."""
    return {
        key: text if isinstance(value, str) and key not in CODES else value for key, value in values.items()
    }


def longest(text: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Answers and facts with a text everywhere, ten children, ten witnesses and thirty documents."""
    child = {"name": text, "born": "2015-09-30", "school": text}
    answers = filled(AT_WORK, text) | {"children": [child] * 10, "witnesses": [text] * 10}
    return answers, filled(FACTS, text) | {"documents": [(text, True)] * 30}
