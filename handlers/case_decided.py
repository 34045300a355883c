"""What a chat hears when an officer has done something to a case: in plain words, with the next date.

Words: case_decided.po, the reasons in case.po. `about` is "case_status:CASE:STATUS", "case_asked:CASE:PAPER",
"case_notified:CASE:WHAT" or "case_back:CASE:EVENT"; nothing is said where the case has moved on since. Read
by families in grief.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date
from typing import cast

from bot.conversation.conversation import Start
from bot.conversation.messages import Template
from bot.conversation.news import News
from bot.conversation.question import Context
from bot.conversation.scene import Scene
from bot.conversation.words import Words
from handlers.case_benefit import totals_of
from handlers.case_papers import CATALOGUE, paper_name
from handlers.case_told import missing_told, next_told, reason_told
from handlers.cases import heading, of_case
from handlers.services import Services
from rules.case_clock import happened_on, notified
from rules.cases import CHANGEABLE, Case, asked, latest, takes_back
from rules.records import Event

STATUS, ASKED, NOTIFIED, BACK = "case_status", "case_asked", "case_notified", "case_back"
CAME_BACK = ("given_back", "not_sent")
EVENTS = {"with_branch": "sent", "accepted": "accepted", "paid": "paid", "refused": "refused",
          "reported": "reopened"}  # fmt: skip


def status(rest: str, scene: Scene) -> News | None:
    """How the case stands since an officer's act, and what comes next."""
    id, _, wanted = rest.partition(":")
    case = seen(id, scene)
    event = latest(case.events, EVENTS.get(wanted, "")) if case else None
    if case is None or event is None or case.status != wanted:
        return None
    return of_case_news(case, SAID.get(wanted, plainly)(case, event, scene))


def seen(id: str, scene: Scene) -> Case | None:
    """The case, if this chat may see what is told of it."""
    known = cast(Services, scene.services).cases()
    return next((case for case in known if str(case.id) == id and case.private), None)


def of_case_news(case: Case, text: str, start: Start | None = None) -> News:
    """News that names its case also where only a template may be sent."""
    return News(text, start=start, template=Template("case_news", {"number": case.number}))


def words_of(scene: Scene, catalogue: str = "case_decided") -> Words:
    return Words(scene.dialogue.languages[scene.session.language], catalogue)


def context_of(scene: Scene) -> Context:
    """What tells a case's status, in the words of `case`."""
    return Context(scene.now, words_of(scene, "case"), scene.services)


def told(key: str, case: Case, event: Event, scene: Scene, **more: object) -> str:
    """One text, with the case, the day the officer has given, and what comes next."""
    words, context = words_of(scene), context_of(scene)
    when = day(happened_on(event, scene.now.tzinfo or UTC), scene)
    return words(key, **heading(case), when=when, next=next_told(case, context), **more).strip()


def day(value: date, scene: Scene) -> str:
    return scene.dialogue.languages[scene.session.language].formats.date(value)


def plainly(case: Case, event: Event, scene: Scene) -> str:
    """Sent or accepted."""
    return told(f"said.{case.status}", case, event, scene)


def refused(case: Case, event: Event, scene: Scene) -> str:
    """Why, and what can be done about it."""
    words, reason = words_of(scene), reason_told(event, context_of(scene))
    code = event.reason
    after = words.first(f"after.{code}.{case.kind}", f"after.{code}", "after.unknown")
    return mistaken(case, event, scene) + told("said.refused", case, event, scene, reason=reason, after=after)


def reopened(case: Case, event: Event, scene: Scene) -> str:
    """It goes on, and what is missing still."""
    missing = missing_told(case, context_of(scene))
    return mistaken(case, event, scene) + told("said.reopened", case, event, scene, missing=missing)


def mistaken(case: Case, event: Event, scene: Scene) -> str:
    """What was said before is not so, where the chat has heard that the case was accepted, or paid."""
    words, what = words_of(scene), takes_back(case.events, event)
    return words(f"taken_back.{what}", number=case.number) + "\n\n" if what else ""


def paid(case: Case, event: Event, scene: Scene) -> str:
    """The sum and to whom only for who speaks for the insured or has proved to know them; to all others that
    and when it was paid.
    """
    person = cast(Services, scene.services).case_person(case)
    near = case.details.get("proved") or (person and cast(Services, scene.services).speaks_for(person))
    amount = event.details.get("amount")
    if not near or not amount:
        return told("said.paid", case, event, scene)
    rupiah = scene.dialogue.languages[scene.session.language].formats.rupiah
    text = told("said.paid_sum", case, event, scene, amount=rupiah(amount), to=event.details.get("to", ""))
    expected = totals_of(cast(Services, scene.services), case)
    if not expected or amount in expected:
        return text
    words = words_of(scene)
    estimates = words("or").join(rupiah(one) for one in expected)
    return f"{text}\n\n{words('differs', estimate=estimates)}"


SAID: Mapping[str, Callable[[Case, Event, Scene], str]] = {
    "refused": refused, "reported": reopened, "paid": paid,
}  # fmt: skip


def paper_asked(rest: str, scene: Scene) -> News | None:
    """A paper is asked for: why, and at once the question for it."""
    id, _, paper = rest.partition(":")
    case = seen(id, scene)
    if case is None or paper not in asked(case.events):
        return None
    last = next(event for event in reversed(case.events)
                if event.kind == "asked" and event.details["document"] == paper)  # fmt: skip
    words, papers = words_of(scene), words_of(scene, CATALOGUE)
    about = {"paper": paper_name(paper, papers.language), "where": papers(f"document.{paper}.where")}
    text = words("said.asked", **heading(case), **about, why=words(f"why.{last.reason}"))
    answers = {**of_case(case), "listed": paper, "document": paper}
    return of_case_news(case, text, Start("case_documents", answers))


def branch_notified(rest: str, scene: Scene) -> News | None:
    """The branch office was told of the accident, or of what the doctor said."""
    id, _, what = rest.partition(":")
    case = seen(id, scene)
    event = notified(case, what) if case else None
    if case is None or event is None:
        return None
    known = [one for one in case.events if one.kind == "notified" and one.details.get("what") == what]
    sorry = words_of(scene)("taken_back.notified", number=case.number) + "\n\n" if known[1:] else ""
    return of_case_news(case, sorry + told(f"said.notified.{what}", case, event, scene))


def came_back(rest: str, scene: Scene) -> News | None:
    """The branch office has given the papers back, or never had them: what is missing, as far as we know."""
    id, _, kind = rest.partition(":")
    case = seen(id, scene)
    event = latest(case.events, kind) if case else None
    if case is None or event is None or case.status not in CHANGEABLE:
        return None
    missing, words = missing_told(case, context_of(scene)), words_of(scene)
    sorry = words("taken_back.sent", number=case.number) + "\n\n" if kind == "not_sent" else ""
    return of_case_news(case, sorry + told(f"said.{kind}", case, event, scene, missing=missing))


CASES: Mapping[str, Callable[[str, Scene], News | None]] = {
    STATUS: status, ASKED: paper_asked, NOTIFIED: branch_notified,
    BACK: came_back,
}  # fmt: skip
