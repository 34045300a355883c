"""What a chat hears without having asked: about a file, a report on paper, what a case still needs.

Words: news.po. `about` is "file:REASON", "photo:FILE", "paper:CASE:FILE", "case:CASE:WHAT", "word:ID". What
is said of groups: group_news.py, of a decision: decided.py, of one on a case: case_decided.py, of a card:
card_news.py, of an officer's thread: officer.py, to many at once: announced.py, of cover:
covered.py, of who is not paid for: left_list.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from bot.conversation.messages import File, Template
from bot.conversation.news import News
from bot.conversation.scene import Scene
from bot.conversation.session import THREAD
from bot.conversation.words import Words
from handlers.announced import ANNOUNCED
from handlers.card_news import CARDS
from handlers.case_decided import CASES
from handlers.case_papers import missing_of, paper_name
from handlers.covered import COVER
from handlers.decided import DECISIONS
from handlers.group_news import GROUPS
from handlers.left_list import LEFT
from handlers.officer import closed
from handlers.services import Services
from rules.cases import CHANGEABLE, OPEN, REMIND_AFTER, Case, clear, received, unclear
from rules.threads import CASE, Thread

DAY = 24 * 3600 * 1000
DOCTOR = "doctor_letter"
PAPER_TALKS = ("case", "case_documents")  # in which a photo is a paper of the case
EXAMPLE = File("contoh.png", "photo", "picture:example")
TOLD = {**GROUPS, **DECISIONS, **CARDS, **CASES, **ANNOUNCED, **COVER, **LEFT, THREAD: closed}
REASONS = ("heic", "broken", "encrypted", "unsafe", "too_large", "unknown", "gone")


def news(about: str, scene: Scene) -> News | None:
    """What to say; None where it has been settled meanwhile."""
    kind, _, rest = about.partition(":")
    if kind in TOLD:
        return TOLD[kind](rest, scene)
    desk = Desk(scene, Words(scene.dialogue.languages[scene.session.language], "news"))
    ways = {"file": desk.file, "photo": desk.photo, "paper": desk.paper, "case": desk.case, "word": desk.word}
    return ways[kind](rest)


def of_case(case: Case, text: str, file: File | None = None) -> News:
    """News that names its case also where only a template may be sent."""
    return News(text, file, template=Template("case_news", {"number": case.number}))


@dataclass(frozen=True)
class Desk:
    """Where the words are looked up for one chat."""

    scene: Scene
    words: Words

    @property
    def services(self) -> Services:
        return cast(Services, self.scene.services)

    def file(self, reason: str) -> News:
        """A file that can't be kept, and what to do instead; from a coordinator it was most likely a list."""
        if reason == "unknown" and self.services.groups.mine():
            return News(self.words("file.unknown.list"))
        return News(self.words(f"file.{reason if reason in REASONS else 'gone'}"))

    def photo(self, file: str) -> News | None:
        """A photo that is hard to read: once, with a picture of how it is done; the second counts anyway."""
        for case in self.services.cases():
            for document, problem in unclear(case.events).items():
                if file in received(case.events)[document]:
                    name = paper_name(document, self.words.language)
                    return of_case(case, self.words(f"photo.{problem}", document=name), EXAMPLE)
        return None

    def paper(self, rest: str) -> News | None:
        """The report on paper."""
        id, _, file = rest.partition(":")
        case = self._seen(int(id))
        if case is None:
            return None
        paper = File(f"{case.number}.pdf", "document", f"shelf:{file}")
        return of_case(case, self.words("paper", number=case.number), paper)

    def case(self, rest: str) -> News | None:
        """What is still missing, unless reminders were stopped or the case has moved on."""
        id, _, what = rest.partition(":")
        case = self._seen(int(id))
        if case is None or case.quiet or case.status not in CHANGEABLE:
            return None
        told = {"number": case.number, "name": case.name}
        if what == "expiry":
            return of_case(case, self.words("expiry", **told))
        if what.startswith("phase_two"):
            due = self._phase_two_due(case, what)
            return of_case(case, self.words("phase_two", **told)) if due else None
        return None if self._overtaken(case, int(what.partition(":")[2])) else self.missing(case)

    def _phase_two_due(self, case: Case, what: str) -> bool:
        """Is it still the day the doctor spoke of, and the letter not here?"""
        day = what.partition(":")[2]
        spoken = (
            case.details.get("outcome") in ("healed", "disabled") and case.details.get("doctor_date") == day
        )
        return spoken and DOCTOR not in clear(case.events)

    def _overtaken(self, case: Case, days: int) -> bool:
        """Is a later reminder due as well? One says it all."""
        age = self.scene.now.timestamp() * 1000 - case.created_at
        return any(age >= later * DAY for later in REMIND_AFTER if later > days)

    def missing(self, case: Case) -> News | None:
        papers = missing_of(self.services, case, self.services.today())
        if not papers:
            return None
        listed = "\n".join(f"- {paper_name(paper, self.words.language)}" for paper in papers)
        told = {"number": case.number, "name": case.name, "papers": listed}
        return of_case(case, self.words(f"missing.{case.kind}", **told))

    def word(self, id: str) -> News | None:
        """What an officer wrote to this chat. An answer is for officers: where none has the chat, this
        one has it from now on, and it is said how to answer and how to go on with what waits.
        """
        text, has_it = self.services.officer_word(int(id)), self.scene.session.known.get(THREAD)
        if not text:
            return None
        thread = self.services.answered_in(int(id), has_it) if self.scene.open else None
        if thread is None or has_it:
            return News(self.words("word", text=text))
        waits = "goes_on" if self.scene.session.talks else "menu"
        takes = self.takes_papers(thread)
        papers = self.words("word.papers", number=thread.message) if takes else ""
        lines = (self.words("word", text=text), f"\n{self.words('word.answer')}", papers)
        told = "\n".join(line for line in (*lines, self.words(f"word.{waits}")) if line)
        return News(told, thread=thread.id, papers=takes)

    def takes_papers(self, thread: Thread) -> bool:
        """Does a photo that comes now go into the case of a thread? Not of one that is over, nor where
        something else is under way, for which it may be meant.
        """
        of_case = any(
            case.status in OPEN and thread.about == f"{CASE}{case.id}" for case in self.services.cases()
        )
        talks = self.scene.session.talks
        return of_case and (not talks or talks[-1].conversation in PAPER_TALKS)

    def _seen(self, id: int) -> Case | None:
        """A case that this chat may still see."""
        return next((case for case in self.services.cases() if case.id == id), None)
