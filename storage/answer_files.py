"""Files with the branch's answers, and what became of each of their lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, func, select, update

from storage.statement import Row, Statement, Tx, adding
from storage.tables import answer_files as files
from storage.tables import answer_lines as lines
from storage.vault import Vault

NAME = "answer_files.name"
RECORD = "answer_file"
_ADD = Statement(
    adding(files, "kind", "list_id", "officer_id", "file", "name", "state", "lines", "at").returning(
        files.c.id
    )
)
_OF = files.c.id == bindparam("of")
_ONE = Statement(select(files).where(_OF))
_LOCK = Statement(select(files).where(_OF).with_for_update())
_OF_LIST = Statement(
    select(files)
    .where(files.c.list_id == bindparam("list"))
    .order_by(files.c.id.desc())
    .limit(bindparam("most"))
)
_SAME = Statement(select(files).where(files.c.file == bindparam("file")).order_by(files.c.id.desc()))
_READ = Statement(update(files).where(_OF).values(lines=bindparam("lines")))
_END = Statement(
    update(files)
    .where(_OF, files.c.state == "reading")
    .values(state=bindparam("state"), problem=bindparam("problem"), done_at=bindparam("done_at"))
)
_RESULT = Statement(update(files).where(_OF).values(result=bindparam("result")))
_LINE = Statement(
    adding(lines, "file_id", "number", "status", "reason", "person_id").on_conflict_do_nothing()
)
_COUNTS = Statement(
    select(lines.c.status, lines.c.reason, func.count().label("count"))
    .where(lines.c.file_id == bindparam("of"))
    .group_by(lines.c.status, lines.c.reason)
)
_PEOPLE = Statement(
    select(lines.c.person_id)
    .distinct()
    .where(lines.c.file_id == bindparam("of"), lines.c.person_id.is_not(None))
)
_VERDICTS = Statement(
    select(lines)
    .where(lines.c.file_id == bindparam("of"), lines.c.number > bindparam("after"))
    .order_by(lines.c.number)
    .limit(bindparam("most"))
)


@dataclass(frozen=True)
class AnswerFile:
    """`kind`: kpj or payment; `list`: the enrolment list it was given for, None: whichever its people are on;
    `officer`: None for the command line. `file` and `result` are on the shelf; `lines` are settled so far;
    `state`: reading, done or bad with its `problem`.
    """

    id: int
    kind: str
    list: int | None
    officer: int | None
    file: str
    name: str
    state: str
    lines: int
    problem: str | None = None
    result: str | None = None
    at: int = 0


@dataclass(frozen=True)
class Verdict:
    """What became of a line: `status` done, same, refused, open, error or nobody; `reason` a code; `person`
    whom it is about, also where it was not taken.
    """

    number: int
    status: str
    reason: str | None = None
    person: int | None = None


STATUSES = ("done", "same", "refused", "open", "error", "nobody")


def begin(
    tx: Tx, vault: Vault, kind: str, list: int | None, officer: int | None, file: str, name: str, now: int
) -> AnswerFile:
    """Note a file before it is read; the same one of that kind and list is gone on with while it is read."""
    for row in tx.all(_SAME, file=file):
        if (row["kind"], row["list_id"], row["state"]) == (kind, list, "reading"):
            return _file(vault, row)
    row = tx.must(_ADD, kind=kind, list_id=list, officer_id=officer, file=file,
                  name=vault.seal(name.encode(), NAME), state="reading", lines=0, at=now)  # fmt: skip
    return AnswerFile(row["id"], kind, list, officer, file, name, "reading", 0, at=now)


def by_id(tx: Tx, vault: Vault, id: int) -> AnswerFile | None:
    row = tx.one(_ONE, of=id)
    return _file(vault, row) if row else None


def lock(tx: Tx, vault: Vault, id: int) -> AnswerFile:
    """The file, with which nobody else goes on until the commit."""
    return _file(vault, tx.must(_LOCK, of=id))


def of_list(tx: Tx, vault: Vault, list: int, most: int = 20) -> Sequence[AnswerFile]:
    """The files of a list, the newest first."""
    return [_file(vault, row) for row in tx.all(_OF_LIST, list=list, most=most)]


def settle(tx: Tx, id: int, verdicts: Sequence[Verdict]) -> None:
    """Lines are settled, in their order."""
    for one in verdicts:
        tx.run(
            _LINE, file_id=id, number=one.number, status=one.status, reason=one.reason, person_id=one.person
        )
    if verdicts:
        tx.run(_READ, of=id, lines=verdicts[-1].number)


def end(tx: Tx, id: int, state: str, problem: str | None, now: int) -> bool:
    """It is done, or can't be read; False where that was known already."""
    return tx.run(_END, of=id, state=state, problem=problem, done_at=now) == 1


def set_result(tx: Tx, id: int, result: str) -> None:
    """The file that goes back is on the shelf."""
    tx.run(_RESULT, of=id, result=result)


def counts(tx: Tx, id: int) -> Counter[str]:
    """How many lines became what; with those of nobody they add up to all."""
    found = Counter[str]()
    for row in tx.all(_COUNTS, of=id):
        found[row["status"]] += int(row["count"])
    return found


def reasons(tx: Tx, id: int, status: str) -> dict[str, int]:
    """How many lines of a status there are, by reason: why they could not be taken ("error"), OVER_QUOTA."""
    found = tx.all(_COUNTS, of=id)
    return {row["reason"] or "": int(row["count"]) for row in found if row["status"] == status}


def people(tx: Tx, id: int) -> list[int]:
    """Whose data stand in a file, as far as they are known here."""
    return [row["person_id"] for row in tx.all(_PEOPLE, of=id)]


def verdicts(tx: Tx, id: int, after: int, most: int) -> Sequence[Verdict]:
    """Of some lines, from the one after `after`."""
    found = tx.all(_VERDICTS, of=id, after=after, most=most)
    return [Verdict(row["number"], row["status"], row["reason"], row["person_id"]) for row in found]


def _file(vault: Vault, row: Row) -> AnswerFile:
    name = vault.open(row["name"], NAME).decode()
    return AnswerFile(row["id"], row["kind"], row["list_id"], row["officer_id"], row["file"], name,
                      row["state"], row["lines"], row["problem"], row["result"], row["at"])  # fmt: skip
