"""payung words: which questions have been read aloud; --spoken DIR writes a script to record from."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.aloud.prompts import Prompt, prompts
from bot.aloud.script import scripts
from bot.catalogues import LANGUAGES, languages
from bot.complaint import Complaint, complaining
from bot.recordings import FOLDER, trouble
from bot.settings import Settings
from bot.sounds import ENDINGS
from handlers import CONVERSATIONS, MENU


def options(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    parser.add_argument("--spoken", type=Path, metavar="DIR", help=words["words.spoken"])
    parser.add_argument("--language", choices=LANGUAGES, help=words["words.language"])
    parser.set_defaults(words=words)


def run(arguments: argparse.Namespace) -> int:
    wanted = (arguments.language,) if arguments.language else LANGUAGES
    if arguments.spoken:
        return write(arguments.spoken, wanted, arguments.words)
    with complaining():
        folder = Settings().data_dir / FOLDER
    return tell(folder, wanted, arguments.words)


def write(folder: Path, wanted: tuple[str, ...], words: Mapping[str, str]) -> int:
    """Write the scripts."""
    try:
        for language in wanted:
            head, found = words[f"words.head.{language}"], asked(language)
            for name, text in scripts(languages()[language], found, head):
                file = folder / name
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, "utf-8")
                print(file)
    except OSError as error:
        raise Complaint(f"{folder} cannot be written: {error.strerror}.") from None
    return 0


def asked(language: str) -> list[Prompt]:
    """Every text that can be recorded."""
    return list(prompts(languages()[language], CONVERSATIONS, MENU))


def tell(folder: Path, wanted: tuple[str, ...], words: Mapping[str, str]) -> int:
    """Say how many texts are recorded, and which files can't be used; 1 where there is one."""
    problems = 0
    for language in wanted:
        places = {f"{language}/{prompt.place}" for prompt in asked(language)}
        files = dict(recorded(folder, language))
        good = {place for place, problem in files.values() if problem is None and place in places}
        print(words["words.count"].format(language=language, count=len(good), all=len(places)))
        for name, (place, problem) in sorted(files.items()):
            why = problem or (None if place in places else "no_such_text")
            if why:
                problems += 1
                print(f"  {name}: {words[f'words.{why}']}")
    return 1 if problems else 0


def recorded(folder: Path, language: str) -> Iterator[tuple[str, tuple[str, str | None]]]:
    """The files of a language: their names, the places of their texts, what is wrong with them."""
    for file in sorted((folder / language).rglob("*")):
        if file.is_file():
            name = file.relative_to(folder).as_posix()
            known = file.suffix.removeprefix(".") in ENDINGS
            yield name, (name.removesuffix(file.suffix), trouble(file) if known else "unknown_kind")
