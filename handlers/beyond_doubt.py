"""What some words leave no doubt about: it goes before what the learnt models make of a text.

Questions by their words (asked.synonyms.* in heard.po); that somebody has died by their own hand; that
nothing has happened, or nothing at work; messages of one word that say nothing where nothing was asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import cast

from bot.conversation.conversation import Start
from bot.conversation.meaning import Meaning
from bot.conversation.scene import Scene
from handlers.denied import WORDS, Told, mistaken, told_of
from handlers.patterns import forms, has_any, patterns_of
from handlers.phrasing import asks
from handlers.services import Services
from handlers.unfit import foreign
from rules.cases import OPEN

# Questions that their words decide, in the order in which they are looked for: who has lost money first.
QUESTIONS = (
    "scam_paid", "asked_money", "scam", "marriage", "unregistered", "unpaid", "claim_papers", "death_work",
    "injured", "ill", "not_covered", "ktp_lost", "nik_where", "jht_out", "bsu", "voice", "waiting",
    "how_long", "pay", "data_safe", "age", "who_may", "not_health",
)  # fmt: skip
MONEY = ("scam_paid", "asked_money", "scam")  # in the middle of something too
ALIVE = ("jht_out",)  # means something else where somebody has died
DEATH, ACCIDENT = "report_death", "report_accident"
KINDS = {DEATH: "death", ACCIDENT: "accident"}


def asked(text: str, scene: Scene, keys: tuple[str, ...] = QUESTIONS) -> str:
    """The key of the question that a text asks beyond doubt; "" where there is none."""
    found = (key for key in keys if has_any(text, patterns_of(scene, WORDS, f"asked.synonyms.{key}")))
    key = next(found, "")
    return "" if key in ALIVE and told_of("death", text, scene).happened else key


def event(text: str, scene: Scene, begun: Callable[[str], Meaning]) -> Meaning | None:
    """What to do with an event that is told outright, and not asked about: a denial is believed, a death by
    the own hand and what is told in another language is reported. None: the models may say.
    """
    if family_lost(text, scene):
        return begun(DEATH)
    if asks(text):
        return None
    death, accident = told_of("death", text, scene), told_of("accident", text, scene)
    if mistaken(text, scene) or (only_denied(death, accident) and not reported_speech(text, scene)):
        return denial_believed(scene)
    if by_own_hand(text, scene):
        return replace(begun(DEATH), say=scene.common("grief"))
    if death.happened and (accident.denied or foreign(text, scene)):
        return begun(DEATH)
    if accident.happened and (death.denied or foreign(text, scene)):
        return begun(ACCIDENT)
    return None


def only_denied(*events: Told) -> bool:
    """Is one of them denied, and has none happened?"""
    return any(one.denied for one in events) and not any(one.happened for one in events)


def reported_speech(text: str, scene: Scene) -> bool:
    """Is it somebody else who denies it ("dokter bilang bukan kecelakaan kerja")?"""
    return has_any(text, patterns_of(scene, WORDS, "event.synonyms.reported_speech"))


def by_own_hand(text: str, scene: Scene) -> bool:
    """Of somebody else: who speaks of themselves has been heard before (handlers/urgent.py)."""
    return told_of("own_hand", text, scene).happened and not supposed(text, scene)


def supposed(text: str, scene: Scene) -> bool:
    """Is it only thought of ("kalau saya jatuh")?"""
    return has_any(text, patterns_of(scene, WORDS, "event.synonyms.supposed"))


def family_lost(text: str, scene: Scene) -> bool:
    """Is one of the family said to be no more? Also beside "harus bagaimana", which asks nothing of us."""
    return "?" not in text and not supposed(text, scene) and told_of("gone", text, scene).happened


def off_work(text: str, scene: Scene) -> bool:
    """Is an accident told that was none at work ("tapi bukan pas kerja")?"""
    died, hurt = told_of("death", text, scene).happened, told_of("accident", text, scene).happened
    return hurt and not died and told_of("at_work", text, scene).denied


def denial_believed(scene: Scene) -> Meaning:
    """Nothing is reported. Who has a report open is shown where it can be stopped."""
    cases = cast(Services, scene.services).cases()
    if any(case.kind in KINDS.values() and case.status in OPEN for case in cases):
        return Meaning(scene.common("denied.case"), Start("case"))
    return Meaning(scene.common("denied"))


def no_report(text: str, scene: Scene) -> bool:
    """Is it denied in the middle of the report of it?"""
    kind = KINDS.get(scene.conversation.name)
    return kind is not None and (mistaken(text, scene) or told_of(kind, text, scene).denied)


def nothing_said(text: str, scene: Scene) -> bool:
    """One word that means nothing by itself, or signs alone ("00")?"""
    words = forms(text)[0].split()[1:-1]
    alone = patterns_of(scene, WORDS, "alone.synonyms.nothing")
    return not any(map(str.isalpha, text)) or (len(words) == 1 and words[0] in alone)


def only_address(text: str, scene: Scene) -> bool:
    """Nothing but how somebody is spoken to ("min"), or one of the family ("suami saya")?"""
    if has_any(text, patterns_of(scene, WORDS, "alone.synonyms.kin")):
        return True
    words = forms(text)[0].split()[1:-1]
    return bool(words) and set(words) <= set(patterns_of(scene, WORDS, "alone.synonyms.address"))
