"""What is learnt is what the phrases say: the same twice, kept as it was, quick and small."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import tracemalloc
from collections import Counter
from pathlib import Path

import pytest

from bot.understanding import shelf
from bot.understanding.features import features, folded
from bot.understanding.intents import INTENTS
from bot.understanding.learning import learnt
from bot.understanding.model import lanes
from bot.understanding.phrases import Phrases, asking, of_intents

ROOT = Path(__file__).parents[2]
PHRASES = of_intents()


def test_each_intent_has_at_least_sixty_phrases_and_none_stands_twice() -> None:
    texts = [text for text, _ in PHRASES.examples]
    counted = {intent: sum(meant == intent for _, meant in PHRASES.examples) for intent in INTENTS}
    assert min(counted.values()) >= 60, counted
    assert sorted(texts) == sorted(set(texts))


def test_each_question_has_at_least_sixteen_phrases_and_none_stands_under_two() -> None:
    counted = Counter(key for _, key in asking())
    assert min(counted.values()) >= 16, counted
    under = {(folded(text, PHRASES.slang), key) for text, key in asking()}
    assert sorted(text for text, _ in under) == sorted({text for text, _ in under})


@pytest.mark.parametrize("what", shelf.READ)
def test_what_is_kept_was_learnt_from_the_phrases_as_they_are(what: str) -> None:
    phrases = shelf.READ[what]()
    kept = shelf.load(what, phrases)
    assert kept is not None, 'the phrases have changed: "payung understand --learn"'
    again = learnt(phrases)
    assert set(kept.rows) == set(again.rows)
    # a processor may round the last bit otherwise: a weight moves by one in 127 at most
    width = len(kept.labels)
    rows = ((lanes(kept.rows[name], width), lanes(again.rows[name], width)) for name in again.rows)
    moved = max(abs(a - b) for one, other in rows for a, b in zip(one, other, strict=True))
    assert moved <= 1


def test_another_phrase_is_learnt_at_once() -> None:
    more = Phrases((*PHRASES.examples, ("sumbangan masjid kubah", "lain")), PHRASES.slang)
    assert shelf.load("intents", more) is None
    assert learnt(more).likely(features("sumbangan kubah masjid", more.slang))[0][0] == "lain"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("  Mau DAFTAR!!  ", "mau daftar"),
        ("tolooooong", "tolong"),
        ("sy blm dftr", "saya belum daftar"),
        ("nik 6371015708859001", "nik #"),
        ("🙏🙏", ""),
    ],
)
def test_writing_is_folded(text: str, told: str) -> None:
    assert folded(text, PHRASES.slang) == told


def test_nothing_known_is_other_with_no_confidence() -> None:
    for text in ("", "   ", "🙏", "ㅎㅎㅎ", "\x00", "…"):
        made = shelf.understood(text)
        assert (made.intent, made.confidence, made.sure, made.offered) == ("lain", 0.0, False, ())
        near = shelf.question(text)
        assert (near.key, near.confidence, near.sure, near.offered) == ("none", 0.0, False, ())
    assert features("", PHRASES.slang) == {}


def test_a_long_message_costs_no_more_than_a_short_one() -> None:
    shelf.model("intents")
    once = _cost("mau daftar bpjs ketenagakerjaan untuk suami saya di pasar " * 6)
    assert _cost("mau daftar bpjs ketenagakerjaan untuk suami saya di pasar " * 600) < 5 * once


def _cost(text: str) -> float:
    def one() -> float:
        begun = time.process_time()
        for _ in range(20):
            shelf.understood(text)
        return time.process_time() - begun

    return min(one() for _ in range(5))


def test_it_is_under_ten_megabytes() -> None:
    tracemalloc.start()
    kept = [shelf.load(what, read()) for what, read in shelf.READ.items()]
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert all(kept) and held < 10_000_000


def test_the_command_tells_a_line_of_json_for_each_line() -> None:
    texts = ["halo", "", "bapak saya sudah tiada", 'katanya "gratis"?']
    made = subprocess.run(
        [sys.executable, "-m", "bot", "understand", "--json"],
        input="\n".join(texts) + "\n", capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    told = [json.loads(line) for line in made.stdout.splitlines()]
    assert [one["text"] for one in told] == texts
    assert all(set(one) == {"text", "intent", "confidence", "alternatives"} for one in told)
    assert told[2]["intent"] == "klaim_kematian"
    assert all(
        0 <= likely <= 1 and intent in INTENTS for one in told for intent, likely in one["alternatives"]
    )
