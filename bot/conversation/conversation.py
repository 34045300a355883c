"""A conversation is a list of questions and what is done with the answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from bot.conversation.derived import Finish, Many
from bot.conversation.keywords import Keywords, keywords
from bot.conversation.mark import described, mark
from bot.conversation.messages import Attachment, File
from bot.conversation.question import Question
from bot.conversation.session import Answers
from bot.conversation.steps import Step, laid_out, rows_of
from bot.conversation.words import Language

if TYPE_CHECKING:
    from bot.conversation.meaning import Meaning
    from bot.conversation.news import News
    from bot.conversation.scene import Scene


@dataclass(frozen=True, kw_only=True)
class Conversation:
    """`finish` does the real work. `says` are the texts it may choose to end with.

    `variant` names the question whose answer picks another wording of the texts (`nik.ask@other`). `place`:
    somewhere to come back to, with nothing half done: begun anew where it waits, and never reminded of.
    `over` tells by the answers and the services that what is asked about has been settled elsewhere: then a
    talk that waits is left instead of going on. `form` names the question from which on a channel may offer a
    form. `of_events`: deaths and accidents are
    told of here, so that telling one begins none.
    """

    name: str
    questions: tuple[Question, ...]
    finish: Finish
    says: tuple[str, ...] = ("done",)
    review: bool = True
    progress: bool = True
    variant: str | None = None
    place: bool = False
    over: Callable[[Answers, Any], bool] | None = None
    of_events: bool = False
    form: str | None = None

    def __post_init__(self) -> None:
        known: set[str] = set()
        for question in self.questions:
            self._check(question, known)
            known.add(question.name)
        for many in self.rows_of:
            self._check_row(many, known)

    def _check_row(self, many: Many, outside: set[str]) -> None:
        """A row's questions may depend on each other and on all that is asked outside of rows."""
        inside: set[str] = set()
        for question in many.questions:
            if question.silent or isinstance(question, Many):
                raise ValueError(f"{self.name}.{many.name}: a row has only questions that people answer")
            self._check(question, inside, outside)
            inside.add(question.name)

    def _check(self, question: Question, before: Set[str], outside: Set[str] = frozenset()) -> None:
        """Raises ValueError for a question that could never work."""
        place = f"{self.name}.{question.name}"
        if question.name in before:
            raise ValueError(f"{self.name}: two questions named {question.name!r}")
        if missing := (set(question.when) | set(question.of)) - before - outside:
            raise ValueError(f"{place}: needs {missing}, not asked before it")
        if "." in question.name or "/" in question.name:
            raise ValueError(f"{place}: a name has neither dots nor slashes")

    @cached_property
    def referred(self) -> frozenset[str]:
        """The questions on whose answers others depend with `when`."""
        return frozenset(name for question in self.all_questions() for name in question.when)

    @cached_property
    def leant_on(self) -> frozenset[str]:
        """The questions whose change may make other answers lapse: rows of theirs, or those `of` them."""
        of = {name for question in self.all_questions() for name in question.of}
        return frozenset(of | {question.name for question in self.rows_of})

    @cached_property
    def older(self) -> Mapping[str, str]:
        """The older names of questions ("kin", "children.age"), and what they are now ("heir", "born")."""
        rows = {f"{q.name}.{row.was}": row.name for q in self.rows_of for row in q.questions if row.was}
        return {question.was: question.name for question in self.questions if question.was} | rows

    @cached_property
    def rows_of(self) -> tuple[Many, ...]:
        return tuple(question for question in self.questions if isinstance(question, Many))

    def steps(self, answers: Answers) -> Sequence[Step]:
        """All questions, whether they apply or not; before a Many those of the rows there are."""
        if not any(answers.get(many.name) for many in self.rows_of):
            return self._steps
        steps: list[Step] = []
        met = 0
        for many in self.rows_of:
            place = self.places[many.name]
            steps += self._steps[met:place]
            for row in rows_of(many, answers):
                steps += self._row(many, row)
            met = place
        return [*steps, *self._steps[met:]]

    def _row(self, many: Many, row: str) -> tuple[Step, ...]:
        """Laid out once for each row: the ids of rows are small numbers."""
        key = f"{many.name}.{row}"
        if key not in self._rows:
            self._rows[key] = laid_out(many.expanded([row]), self.referred)
        return self._rows[key]

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Where each question stands in the list."""
        return {question.name: place for place, question in enumerate(self.questions)}

    @cached_property
    def _steps(self) -> tuple[Step, ...]:
        return laid_out(self.questions, self.referred)

    @cached_property
    def _rows(self) -> dict[str, tuple[Step, ...]]:
        return {}

    def dependants(self, answers: Answers) -> list[Question]:
        """The questions that are `of` others, those of rows too."""
        rows = [q for many in self.rows_of for q in many.expanded(rows_of(many, answers)) if q.of]
        return [*(question for question in self.questions if question.of), *rows]

    def all_questions(self) -> tuple[Question, ...]:
        """Every question, those of rows too (under the names their words have)."""
        rows = [row for q in self.questions if isinstance(q, Many) for row in q.expanded(["1"])]
        return (*self.questions, *rows)


@dataclass(frozen=True)
class Start:
    """Where a link leads: a conversation, some of whose answers are known already."""

    conversation: str
    answers: Answers = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Dialogue:
    """All the bot can talk about.

    Nothing else is talked about before the conversation `gate` has left `gate_value` under `gate_key` in what
    the chat remembers. `officer` is the conversation that brings a person; `follow` tells where a link leads,
    `typed` where a text does that is typed at the menu (the number of a case). `stray` names the conversation
    that takes a file nobody asked for, told which one is under way (None: the menu) and the file. `own_menu`
    names what stands above the menu for this chat alone; it is asked whenever the menu is shown. `meaning`
    says what a text wants that answers nothing: at the menu, and where the pending question can't read it;
    `urgent` what goes before every answer (somebody in despair).
    `officer_hears` is told of each message that is for the officer who has the chat (with_officer.py), or
    that the person has `left` the officer's thread for the bot; `officer_gone` gives the scene in which it is
    said that the officer has the chat no more, where so it is. `silence` ends the announcements to this chat
    (True) or lets them begin again; None: there are none. `silent` tells whether they were ended, here or in
    another chat of the same person. `recorded` gives the recording of a text, named by its language and place
    ("id/register/nik.ask"), where somebody has read it aloud. `reads_photos`: can photos of cards be read?
    """

    conversations: Mapping[str, Conversation]
    languages: Mapping[str, Language]
    menu: tuple[str, ...]
    gate: str
    gate_key: str
    gate_value: str
    officer: str
    follow: Callable[[str, Any], Start | None]
    typed: Callable[[str, Any], Start | None] = lambda text, services: None
    stray: Callable[[Any, str | None, Attachment], str | None] = lambda services, under_way, file: None
    own_menu: Callable[[Any], tuple[str, ...]] = lambda services: ()
    news: Callable[[str, Scene], News | None] = lambda about, scene: None
    reads_photos: Callable[[Any], bool] = lambda services: False
    officer_hears: Callable[[Any, int, bool], None] = lambda services, thread, left: None
    officer_gone: Callable[[int, Scene], Scene | None] = lambda thread, scene: None
    meaning: Callable[[str, Scene], Meaning | None] = lambda text, scene: None
    silence: Callable[[Any, bool], None] | None = None
    silent: Callable[[Any], bool] = lambda services: False
    urgent: Callable[[str, Scene], Meaning | None] = lambda text, scene: None
    recorded: Callable[[str], File | None] = lambda place: None

    @cached_property
    def keywords(self) -> Mapping[str, Keywords]:
        """The words that always mean something, by language."""
        return {code: keywords(language, self.conversations) for code, language in self.languages.items()}

    @cached_property
    def mark(self) -> str:
        """The mark of this release: another one asks, or speaks, differently."""
        asked = (f"{c.name} {described(q)}" for c in self.conversations.values() for q in c.questions)
        return mark((*self.languages, *asked))

    def entries(self, services: Any) -> tuple[str, ...]:
        """All that the menu of a chat offers."""
        return (*self.own_menu(services), *self.menu)

    def open_for(self, known: Mapping[str, Any]) -> bool:
        """Has this chat passed the gate?"""
        return known.get(self.gate_key) == self.gate_value
