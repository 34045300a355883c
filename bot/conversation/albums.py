"""Photos that come together are one answer: the first is it, the others are put beside it without a word."""

from __future__ import annotations

from datetime import datetime

from bot.conversation.from_photo import FOR_CARD, with_others
from bot.conversation.messages import SHEET, Attachment, Said
from bot.conversation.scene import Scene

ALBUM = "album"
TOGETHER = 3.0  # seconds: not every platform says which photos were picked at once


def is_more(scene: Scene, said: Said) -> bool:
    """Does this file belong to the one before it: of the same group, or right after it and not asked for?"""
    album = scene.session.known.get(ALBUM)
    if not said.attachment or not album or said.attachment.kind == SHEET:
        return False
    if said.attachment.group:
        return bool(said.attachment.group == album["group"])
    since = scene.now - datetime.fromisoformat(album["at"])
    return since.total_seconds() <= TOGETHER and not takes_files(scene)


def takes_files(scene: Scene) -> bool:
    """Is a file what is being asked for?"""
    return (question := scene.awaited) is not None and question.hint in ("photo", "document")


def added(scene: Scene, file: Attachment) -> Scene:
    """Put it beside the first one."""
    album = scene.session.known[ALBUM]
    if album.get("card"):
        scene = with_others(scene, file)
    else:
        scene.services.more_of(album["first"], file.document)
    return scene.remember(**{ALBUM: {**album, "at": scene.now.isoformat()}})


def noted(scene: Scene, said: Said) -> Scene:
    """After a message: a file that was taken may have others with it, anything else ends the album.

    `card`: it was sent in place of a typed answer.
    """
    if said.attachment is None or said.attachment.kind == SHEET:
        return scene.remember(**{ALBUM: None}) if ALBUM in scene.session.known else scene
    first, group = said.attachment.document, said.attachment.group
    card = scene.session.known.get(FOR_CARD) == first
    album = {"first": first, "group": group, "at": scene.now.isoformat(), "card": card}
    return scene.remember(**{ALBUM: album, FOR_CARD: None})
