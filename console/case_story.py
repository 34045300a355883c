"""What has happened to a case, and its legal clocks, as an officer reads them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from console.case_desk import Desk
from console.house import CATALOGUE
from handlers.case_papers import paper_name
from rules.case_clock import clocks, happened_on, state_of
from rules.cases import NO_CONSENT
from rules.records import Event
from storage import officer_words
from storage.cases import RECORD


def story(desk: Desk) -> list[dict[str, str]]:
    """One line for each event, oldest first: what, by whom, and the sentences that an officer wrote."""
    texts = written(desk) if desk.works else {}
    return [{"told": told(desk, event), "by": by(desk, event),
             "text": texts.get(event.details.get("word", 0), "")}
            for event in desk.case.events]  # fmt: skip


def written(desk: Desk) -> dict[int, str]:
    """What officers wrote to the chats of the case, by the number of the word."""
    words = officer_words.of_record(desk.visit.tx, desk.visit.vault, RECORD, desk.case.id)
    return {word.id: word.text for word in words}


def told(desk: Desk, event: Event) -> str:
    """ "10 Maret 2026 pukul 09.00: dibayar Rp42.000.000". Who was paid is for who works on it."""
    words, formats, details = desk.words(CATALOGUE), desk.language.formats, event.details
    about = {
        "when": formats.instant(desk.local(event.at)),
        "on": formats.date(happened_on(event, desk.zone)),
        "paper": paper_name(details["document"], desk.language) if "document" in details else "",
        "what": words(f"case.clock.{details['what']}") if event.kind == "notified" else "",
        "reason": reason(desk, event),
        "benefit": str(details.get("benefit") or "").upper(),
        "amount": formats.rupiah(details["amount"]) if "amount" in details else "–",
        "to": details.get("to") or "–" if desk.works else "–",
        "officer": desk.name_of(details.get("assigned")) or words("case.nobody"),
    }
    kind = "no_consent" if event.kind == "quiet" and event.reason == NO_CONSENT else event.kind
    return words(f"case.event.{kind}", **about)


def reason(desk: Desk, event: Event) -> str:
    """Of a refusal as the chat tells it, of a photo what was seen, of a paper why it is asked for."""
    match event.kind:
        case "refused":
            return desk.words("case").first(f"reason.{event.reason}", "reason.unknown")
        case "unclear":
            return desk.words(CATALOGUE)(f"case.problem.{event.reason}")
        case "asked":
            return desk.words(CATALOGUE)(f"case.why.{event.reason}")
    return ""


def by(desk: Desk, event: Event) -> str:
    """Who did it: an officer by name."""
    words, name = desk.words(CATALOGUE), desk.name_of(event.details.get("officer"))
    return words("actor.named", name=name) if name else words(f"case.actor.{event.actor}")


def timers(desk: Desk) -> Iterator[dict[str, Any]]:
    """Each legal clock: until when, by which rule, and how it stands: running, late, kept, missed or over."""
    now = desk.now.replace(tzinfo=None)
    for clock in clocks(desk.case):
        late, state = (now.date() - clock.until.date()).days, state_of(desk.case, clock, now)
        yield {"code": clock.code, "until": clock.until, "rule": clock.regulation, "state": state,
               "late": late, "done": clock.done}  # fmt: skip
