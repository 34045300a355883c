"""The sheets: a report's answers in the order of the official forms F3 KK1 (accident) and F4 (death).

`answers` and `facts` are plain JSON values: dates ISO, moments ISO and local, money whole rupiah. Whatever is
missing becomes a dotted line. Nothing about drawing is known here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote

from bot.conversation.words import Formats, Words
from bot.paper.clerk import Clerk, plain
from bot.paper.form import Box, Line, Section, Sheet, Signature
from bot.paper.parts import accident, children, claimant, death, membership, notifier, treatment, worker

__all__ = ["Box", "Line", "Section", "Sheet", "Signature", "accident_sheet", "death_sheet"]


def accident_sheet(
    number: str,
    answers: Mapping[str, Any],
    facts: Mapping[str, Any],
    words: Words,
    formats: Formats,
    public_url: str = "",
) -> Sheet:
    """The first report of a work accident, F3 KK1.

    `answers`: nik, name, happened, place, place_kind, task, traffic, how, injury, treated, facility,
    notifier_name, notifier_relation, notifier_phone, witnesses (names). `facts`: kpj, programme, payer,
    package, birth_date, address, village, district, regency, phone, category, income, reported, deadline (or
    None), kept, documents (label, received). Only `reported` is needed; raises KeyError without it.
    `words` are those of "paper"; `public_url` makes the QR a link that begins with the number.
    """
    clerk = Clerk(answers, facts, words, formats)
    told = accident(clerk, died=False)
    sections = (membership(clerk), worker(clerk), told, treatment(clerk), notifier(clerk))
    signed = plain(answers.get("notifier_name"))
    return _sheet(clerk, ("accident", words("form.accident")), number, sections, signed, public_url)


def death_sheet(
    number: str,
    answers: Mapping[str, Any],
    facts: Mapping[str, Any],
    words: Words,
    formats: Formats,
    public_url: str = "",
) -> Sheet:
    """The report of a death: F4; after a work accident F3 KK1 with F3a KK2.

    `answers`: nik, name, died_on, cause, happened, place, place_kind, task, traffic, how, relation,
    notifier_name, notifier_phone, notifier_nik, bank, account, account_owner, children (name, born, school);
    `facts` and the rest as in `accident_sheet`.
    """
    clerk = Clerk(answers, facts, words, formats)
    at_work = answers.get("cause") == "work_accident"
    form = words("form.death_at_work") if at_work else words("form.death")
    told = (accident(clerk, died=True),) if at_work or answers.get("happened") or answers.get("how") else ()
    sections = (membership(clerk), worker(clerk), death(clerk), *told, claimant(clerk), children(clerk))
    return _sheet(clerk, ("death", form), number, sections, plain(answers.get("notifier_name")), public_url)


def _sheet(
    clerk: Clerk,
    kind: tuple[str, str],
    number: str,
    sections: Sequence[Section],
    signed: str,
    public_url: str,
) -> Sheet:
    report, form = kind
    received = ((str(label), bool(here)) for label, here in clerk.facts.get("documents") or ())
    return Sheet(
        title=clerk.words(f"title.{report}"),
        form=form,
        number=number,
        reported=datetime.fromisoformat(clerk.facts["reported"]),
        qr=f"{public_url.rstrip('/')}/?start={quote(number)}" if public_url else number,
        sections=tuple(sections),
        times=_times(clerk, report),
        documents=tuple(Box(label, here) for label, here in received),
        signatures=(
            Signature(clerk.words("signature.notifier"), signed),
            Signature(clerk.words("signature.officer")),
        ),
        note=clerk.words("note", form=form),
    )


def _times(clerk: Clerk, report: str) -> tuple[Line, ...]:
    """When it was reported and until when it had to be: 2x24 hours for a work accident."""
    reported = clerk.wide("reported", clerk.moment(clerk.facts["reported"]))
    deadline = clerk.facts.get("deadline")
    if report == "death" and not deadline:
        return (reported,)
    kept = ("yes" if clerk.facts.get("kept") else "no") if deadline else None
    return (
        reported,
        clerk.wide("deadline", clerk.moment(deadline)),
        clerk.boxes("kept", ("yes", "no"), kept),
    )
