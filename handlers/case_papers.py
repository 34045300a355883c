"""Which papers a case needs, which are there, and how they are called (words: case_documents.po)."""

from __future__ import annotations

from datetime import date

from bot.conversation.words import Language, Words
from handlers.case_benefit import needs_tax_number
from handlers.services import Services
from rules.case_clock import event_day_of
from rules.cases import Case, asked, clear, received, unclear
from rules.documents import Circumstances, Needed, every_document, needed

OTHER = "other"
POWER = "power_of_attorney"  # whoever is no heir may claim for the heirs: nobody has to
CATALOGUE = "case_documents"


def event_day(case: Case, today: date) -> date:
    """The day whose cover and rules count: of the accident at work, else of the death, else today."""
    told = event_day_of(case)
    return date.fromisoformat(told) if told else today


def circumstances(services: Services, case: Case, on: date) -> Circumstances:
    """What is told of a case, as the table of papers asks it."""
    told = case.details
    return Circumstances(
        kind=case.kind,
        cause=told.get("cause", "work_accident"),
        outcome=told["outcome"] if told.get("outcome") in ("healed", "disabled") else "injured",
        traffic=told.get("traffic") == "yes",
        treated_elsewhere=told.get("treated") == "other",
        relation=told.get("relation", "other"),
        over_50m=needs_tax_number(services, case, on),
        on_the_job=told.get("place_kind") != "commute",
    )


def papers_of(services: Services, case: Case, today: date) -> tuple[Needed, ...]:
    """The papers of a case, in the order in which they are asked; before the table begins today's."""
    on = event_day(case, today)
    known = circumstances(services, case, on)
    return needed(known, on) or needed(known, today)


def missing_of(services: Services, case: Case, today: date) -> list[str]:
    """The codes of the papers that must be there and are not, or can't be read and came only once; and of
    those that an officer has asked for.
    """
    there = clear(case.events)
    required = [paper.document for paper in papers_of(services, case, today)
                if paper.required and paper.document not in there]  # fmt: skip
    return [*required, *(paper for paper in asked(case.events) if paper not in required)]


def in_order(services: Services, case: Case, today: date) -> list[str]:
    """Every paper that may be sent: what is missing first, then what helps, then what came already."""
    missing, there = missing_of(services, case, today), received(case.events)
    others = [paper.document for paper in papers_of(services, case, today) if paper.document not in missing]
    if case.details.get("relation") == OTHER and POWER not in others:
        others.append(POWER)
    return [*missing, *sorted(others, key=lambda paper: paper in there)]


def askable(services: Services, case: Case, today: date) -> list[str]:
    """Every paper that an officer may ask for: those of the case first, then all the others."""
    return list(dict.fromkeys([*in_order(services, case, today), *every_document(), POWER]))


def helpful_of(services: Services, case: Case, today: date) -> list[str]:
    """The codes of papers that may be sent where there are any, and are not there yet."""
    missing, there = missing_of(services, case, today), received(case.events)
    known = in_order(services, case, today)
    return [paper for paper in known if paper not in missing and paper not in there]


def paper_name(document: str, language: Language) -> str:
    """What a paper is called, to begin a line with."""
    words = Words(language, CATALOGUE)
    return words(f"document.{document}")


def paper_line(case: Case, document: str, language: Language) -> str:
    """The name of a missing paper; where its only photo is hard to read, that too."""
    words, name = Words(language, CATALOGUE), paper_name(document, language)
    return words("again", document=name) if document in unclear(case.events) else name


def paper_told(case: Case, document: str, language: Language) -> str:
    """A missing paper with what it is and where to get it."""
    words, line = Words(language, CATALOGUE), f"- {paper_line(case, document, language)}"
    return line if document in unclear(case.events) else f"{line}: {words(f'document.{document}.where')}"
