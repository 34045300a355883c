"""The papers of a case, one after the other, in any order and over days; a file may come first.

Words: locales/*/LC_MESSAGES/case_documents.po (the papers' names too); examples: tests/transcripts/
case_documents/.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.conversation.choices import TICK, Choice
from bot.conversation.conversation import Conversation
from bot.conversation.derived import End, Lookup, Outcome, Tell
from bot.conversation.messages import Option
from bot.conversation.question import Context
from bot.conversation.questions import Document
from handlers.case_papers import OTHER, helpful_of, in_order, missing_of, paper_line, paper_name, paper_told
from handlers.cases import case_meant, closed, heading, how_many, mine, none, of_case, which
from handlers.services import services
from rules.cases import OPEN, Case, clear


def missing(case: Case, context: Context) -> list[str]:
    """The codes of what is missing today."""
    return missing_of(services(context), case, context.now.date())


def wanted(context: Context) -> dict[str, str]:
    """What is missing, in a few lines; nothing where it is not known yet which case is meant."""
    words, language = context.words, context.words.language
    if how_many(context) == "several" and "which" not in context.answers:
        return {"code": "unknown", "told": words("wanted.unknown")}
    case = case_meant(context)
    papers = missing(case, context)
    if case.status not in OPEN:
        return {"code": "closed", "told": "", **heading(case)}
    if not papers:
        return {"code": "nothing", "told": words("wanted.nothing")}
    listed = context.answers.get("listed")
    if listed == "yes":
        return {"code": "some", "told": words("wanted.listed"), **heading(case)}
    if listed in papers:  # an officer has asked for this one
        named = words("wanted.one", paper=paper_name(listed, language))
        return {"code": "some", "told": named, **heading(case)}
    lines = "\n".join(f"- {paper_line(case, paper, language)}" for paper in papers)
    return {"code": "some", "told": words("wanted.some", papers=lines), **heading(case)}


def listed(context: Context) -> str:
    """ "yes" for who comes from the case: each missing paper with where to get it. For whom the news that an
    officer asks for a paper begins it, the paper's code.
    """
    return "no"


def checklist(context: Context) -> dict[str, str]:
    """All that is missing, each with what it is and where to get it."""
    case, language = case_meant(context), context.words.language
    lines = "\n".join(paper_told(case, paper, language) for paper in missing(case, context))
    also = helpful_of(services(context), case, context.now.date())
    more = "\n".join(paper_told(case, paper, language) for paper in also)
    return {"lines": f"{lines}\n\n{context.words('also', papers=more)}" if more else lines}


def papers(context: Context) -> Sequence[Option]:
    """What a file may be: missing first, ticked what is there already, last anything else."""
    case, language = case_meant(context), context.words.language
    there = clear(case.events)
    known = in_order(services(context), case, context.now.date())
    named = [Option(one, f"{TICK if one in there else ''}{paper_name(one, language)}") for one in known]
    return [*named, Option(OTHER, paper_name(OTHER, language))]


def enough(answers: Mapping[str, Any], context: Context) -> Outcome:
    """Nothing has to be sent today."""
    if answers["wanted"]["code"] == "unknown":
        return Outcome("later")
    return Outcome("enough", heading(case_meant(context)))


def kept(answers: Mapping[str, Any], context: Context) -> Outcome:
    """The file belongs to the case; the next one is asked for, unless nothing is missing any more."""
    case = case_meant(context)
    if case.status not in OPEN:
        return closed(answers, context)
    lacking = set(missing(case, context))
    case = services(context).add_document(case, answers["document"], answers["file"])
    left = missing(case, context)
    settled = services(context).settle_case(case, left)
    details = {**heading(case), "paper": paper_name(answers["document"], context.words.language)}
    if lacking and not left:
        return Outcome(f"complete.{settled.status}", details)
    return Outcome("kept", details, then="case_documents", answers=of_case(case))


case_documents = Conversation(
    name="case_documents",
    of_events=True,
    questions=(
        mine, none,
        Lookup("listed", find=listed),
        Lookup("wanted", find=wanted),
        End("over", when={"wanted": "closed"}, finish=closed, says=("closed",)),
        Lookup("list", when={"listed": "yes", "wanted": "some"}, find=checklist),
        Tell("checklist", when={"listed": "yes", "wanted": "some"}),
        Document("file", optional=True),
        End("stop", when={"file": "skipped"}, finish=enough, says=("enough", "later")),
        which,
        Lookup("state", of=("which",), find=lambda context: case_meant(context).status),
        End("not_open", when={"state": ("paid", "refused", "withdrawn")}, finish=closed, says=("closed",)),
        Choice("document", papers, of=("which",)),
    ),
    finish=kept,
    says=("kept", "complete.complete", "complete.with_branch", "complete.accepted", "closed"),
    review=False,
    progress=False,
)  # fmt: skip
