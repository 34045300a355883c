"""What is pasted keeps its lines."""

from __future__ import annotations

import pytest

from bot.conversation.messages import Attachment, Said
from bot.conversation.questions import Lines, Text
from tests.conversation.chat import asking

WORDS = Lines("story")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("one line", "one line"),
        ("I WAYAN, 5171\nNI MADE, 5172", "I WAYAN, 5171\nNI MADE, 5172"),
        ("\r\n  1\tI WAYAN \r\n\r\n2\tNI MADE\r\n", "  1\tI WAYAN\n2\tNI MADE"),
        ("a\u2028b", "a\nb"),
    ],
)
def test_the_lines_stay_as_they_are_without_empty_ones(text: str, kept: str) -> None:
    chat = asking(WORDS, Text("extra"))
    chat.say(text)
    assert chat.answers == {"story": kept}


@pytest.mark.parametrize("said", [Said(" \n\t\n"), Said(attachment=Attachment("d", "photo"))])
def test_nothing_written_is_asked_again(said: Said) -> None:
    chat = asking(WORDS, Text("extra"))
    chat.send(said)
    assert (chat.heard("errors.empty"), chat.answers) == (True, {})
