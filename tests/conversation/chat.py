"""One person chatting with the engine alone; the session goes through JSON between every two messages."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from bot.conversation.conversation import Conversation, Dialogue
from bot.conversation.messages import LONGEST, Attachment, Reply, Said
from bot.conversation.session import Answers, Session
from bot.conversation.turn import turn
from bot.conversation.words import Words
from tests.conversation.kitchen import Pantry, dialogue

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=ZoneInfo("Asia/Makassar"))
AGREED = Session(known={"consent": "1"})


def stored(session: Session) -> Session:
    """The session as the next message finds it, however many processes later."""
    written = msgspec.json.encode(session)
    assert len(written) < 20_000, "the session has grown"
    return msgspec.json.decode(written, type=Session)


@dataclass
class Chat:
    """`reply` is the last one; `services` what the conversations wrote to."""

    dialogue: Dialogue = field(default_factory=dialogue)
    session: Session = AGREED
    services: Any = field(default_factory=Pantry)
    now: datetime = NOW
    replies: list[Reply] = field(default_factory=list)

    def send(self, said: Said) -> Reply | None:
        session, reply = turn(self.dialogue, self.session, said, self.now, self.services)
        kept = stored(session)
        assert kept == session, "the session holds something that is not JSON"
        self.session = kept
        if reply:
            self.replies.append(checked(reply))
        return reply

    def say(self, text: str) -> Reply:
        return self._answer(Said(text=text))

    def tap(self, label: str) -> Reply:
        """Tap a button of the last message."""
        return self._answer(Said(choice=self.option(label)))

    def option(self, label: str, back: int = 1) -> str:
        """The id of a button by its label, on the last message or `back` messages before."""
        options = self.replies[-back].options
        return next(option.id for option in options if option.label == label)

    def photo(self, caption: str = "", document: str = "d1") -> Reply:
        return self._answer(Said(text=caption, attachment=Attachment(document, "photo")))

    def document(self, document: str = "d2") -> Reply:
        return self._answer(Said(attachment=Attachment(document, "document")))

    def _answer(self, said: Said) -> Reply:
        reply = self.send(said)
        assert reply is not None
        return reply

    def all(self, *messages: str) -> Reply:
        """Several messages one after the other; [a button] is tapped."""
        for message in messages:
            tapped = re.fullmatch(r"\[(.+)\]", message)
            self.tap(tapped[1]) if tapped else self.say(message)
        return self.reply

    @property
    def reply(self) -> Reply:
        return self.replies[-1]

    @property
    def text(self) -> str:
        return self.reply.text

    @property
    def labels(self) -> list[str]:
        return [option.label for option in self.reply.options]

    @property
    def asked(self) -> str | None:
        """The question being asked."""
        return self.reply.question

    @property
    def answers(self) -> Answers:
        """All that is stored of the talk under way."""
        return self.session.talks[-1].answers

    @property
    def under_way(self) -> list[str]:
        return [talk.conversation for talk in self.session.talks]

    def heard(self, key: str) -> bool:
        """Does the last reply say these words, whatever it puts into their places?"""
        talk = self.session.talk
        words = Words(self.dialogue.languages[self.session.language], talk.conversation if talk else "common")
        text = words.find(key)
        assert text is not None, f"there are no words {key}"
        pieces = re.split(r"\{\w+\}", text)
        return re.search(".*".join(map(re.escape, pieces)), self.text, re.DOTALL) is not None


def checked(reply: Reply) -> Reply:
    """What holds of every reply."""
    assert reply.text.strip(), "an empty reply"
    assert len(reply.text) <= LONGEST, "a reply that no channel takes"
    assert len(reply.options) <= 100
    ids = [option.id for option in reply.options]
    assert len(set(ids)) == len(ids), "two options with one id"
    assert all(option.label.strip() for option in reply.options), "a button without a label"
    return reply


def only(*questions: Any, **options: Any) -> Conversation:
    """The kitchen with these questions alone."""
    from tests.conversation.kitchen import ends

    options = {"finish": ends("kitchen"), "review": False, "progress": False, **options}
    return Conversation(name="kitchen", questions=tuple(questions), **options)


def asking(*questions: Any, **options: Any) -> Chat:
    """A chat in which the kitchen, with these questions alone, has just begun."""
    chat = Chat(dialogue(only(*questions, **options)))
    chat.say("dapur")
    return chat
