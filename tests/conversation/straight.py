"""The right way through the kitchen: what to answer to whatever is asked, and how to mend what went wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.conversation.messages import Attachment, Said
from bot.conversation.session import Answers, Talk
from tests.conversation.chat import Chat

NIK = "6371015708859001"
CHILDREN: tuple[dict[str, str], ...] = (
    {"name": "ANI", "born": "2015-03-05", "school": "yes", "grade": "dua"},
    {"name": "BUDI", "born": "2016-04-06", "school": "no"},
)
TYPED = {
    "story": "cerita", "tale": "cerita", "extra": "tambahan", "nik": NIK, "name": "Siti", "born": "17-8-1985",
    "happened": "kemarin jam 5 pagi", "income": "6 juta", "wealth": "warisan", "phone": "081234567890",
    "place": "desa 7", "tools": "1, 2",
}  # fmt: skip
PICKED = {"who": "self", "agrees": "yes", "fruit": "apple", "consent": "yes"}
SENT = {"photo": Attachment("d1", "photo"), "paper": Attachment("d2", "document")}
MOST_MOVES = 300


@dataclass
class Straight:
    """Leads a chat to the end of the kitchen. `wanted` are the final answers of a straight run."""

    chat: Chat
    wanted: Answers

    def lead(self) -> Answers:
        """From wherever the chat is; the final answers then."""
        done = len(self.chat.services.finished)
        for _ in range(MOST_MOVES):
            self.move()
            if any(name == "kitchen" for name, _ in self.chat.services.finished[done:]):
                return even(self.chat.services.last())
        raise AssertionError(f"no end in sight: {self.chat.session}")

    def move(self) -> None:
        """One message in the right direction."""
        self.chat.send(self.next())

    def next(self) -> Said:
        """What a person says who knows what is right."""
        talk = self.chat.session.talk
        if not self.chat.replies or talk is None:
            return self.pick("resume") if self.offered("resume") else Said(text="dapur")
        if talk.conversation not in ("kitchen", "gate"):
            return Said(text="batal")
        if talk.doubt:
            right = talk.doubt.texts.get("yes", "") == self.wanted.get(talk.doubt.question)
            return self.pick("yes") if right else self.answer(talk.doubt.question)
        if talk.picking:
            wrong = self.wrong(talk)
            return self.pick(wrong) if wrong else Said(text="kembali")
        if self.chat.asked is None:
            return self.pick("change" if self.wrong(talk) else "send")
        return self.answer(self.chat.asked)

    def wrong(self, talk: Talk) -> str | None:
        """The first answer that is not as it should be."""
        now = even(talk.answers)
        names = [name for name in self.wanted if now.get(name) != self.wanted[name] and name != "agrees"]
        return next(("children" if name.startswith("children") else name for name in names), None)

    def answer(self, question: str) -> Said:
        """The right answer to a question."""
        if question in SENT:
            return Said(attachment=SENT[question])
        if question in PICKED:
            return self.pick(PICKED[question])
        if question == "children":
            return self.pick(self.rows())
        if question.startswith("children."):
            return self.of_row(question)
        return Said(text=TYPED[question])

    def rows(self) -> str:
        """Remove what is wrong, add what is missing."""
        answers = self.chat.session.talks[-1].answers
        rows = (answers.get("children") or {"rows": []})["rows"]
        for place, row in enumerate(rows):
            prefix = f"children.{row}."
            told = {name.removeprefix(prefix): answers[name] for name in answers if name.startswith(prefix)}
            if place >= len(CHILDREN) or counted(told) != CHILDREN[place]:
                return f"remove:{row}"
        return "add" if len(rows) < len(CHILDREN) else "done"

    def of_row(self, question: str) -> Said:
        _, row, name = question.split(".")
        rows = self.chat.session.talks[-1].answers["children"]["rows"]
        right = CHILDREN[min(rows.index(row), len(CHILDREN) - 1)]
        return self.pick(right["school"]) if name == "school" else Said(text=right.get(name, "x"))

    def offered(self, option: str) -> bool:
        return any(id == option for id, _ in self.chat.session.shown)

    def pick(self, option: str) -> Said:
        return Said(choice=f"{self.chat.session.step}:{option}")


def counted(child: dict[str, Any]) -> dict[str, Any]:
    """Without the class of a child that does not go to school."""
    return {name: answer for name, answer in child.items() if name != "grade" or child.get("school") == "yes"}


def even(answers: Answers) -> Answers:
    """Answers with the rows numbered in their order."""
    rows = (answers.get("children") or {"rows": []})["rows"]
    places = {row: str(place) for place, row in enumerate(rows, 1)}
    evened: Answers = {}
    for name, answer in answers.items():
        head, *rest = name.split(".")
        if rest and rest[0] in places:
            name = ".".join([head, places[rest[0]], *rest[1:]])
        evened[name] = {**answer, "rows": list(places.values())} if name == "children" and answer else answer
    return evened
