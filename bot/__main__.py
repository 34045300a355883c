"""The command line `payung`: one sentence and exit code 2 where something is wrong, Ctrl-C ends cleanly."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module

from bot.commands.spoken import spoken
from bot.complaint import Complaint

# Each is a module in bot/commands/ with `options(parser, words)` and `run(arguments) -> int`.
COMMANDS = (
    *("serve", "migrate", "talk", "play", "programmes", "regions", "coordinator", "quarantine", "docs"),
    *("benefits", "contributions", "list", "outbox", "whatsapp", "officer", "verify"),
    *("match-name", "understand", "read", "read-ktp", "words"),
    *("export", "import", "report"),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0, 1 (a check found something) or 2 (it could not be done)."""
    typed = list(sys.argv[1:] if arguments is None else arguments)
    try:
        chosen = parser(typed[:1]).parse_args(typed)
        run: Callable[[argparse.Namespace], int] = chosen.run
        return run(chosen)
    except Complaint as complaint:
        print(f"payung: {complaint}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def parser(wanted: Sequence[str]) -> argparse.ArgumentParser:
    """All commands; only the wanted one is loaded."""
    texts = words()
    made = argparse.ArgumentParser(prog="payung", description=texts["about"])
    commands = made.add_subparsers(metavar="COMMAND", required=True)
    for name in COMMANDS:
        one = commands.add_parser(name, help=texts[f"{name}.help"], description=texts[f"{name}.help"])
        if name in wanted:
            module = import_module(f"bot.commands.{name.replace('-', '_')}")
            module.options(one, texts)
            one.set_defaults(run=module.run)
    return made


def words() -> Mapping[str, str]:
    """The command line's own words: Indonesian where LANG says so, else English."""
    from bot.catalogues import LOCALES, read

    return read(LOCALES / spoken() / "LC_MESSAGES" / "commands.po")


if __name__ == "__main__":
    sys.exit(main())
