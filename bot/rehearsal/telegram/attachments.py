"""What a person can send besides words, as the content of a Message: files, a contact, a place, a sticker."""

from __future__ import annotations

from bot.rehearsal.telegram.answers import Json
from bot.rehearsal.telegram.calls import Upload
from bot.rehearsal.telegram.files import Files, FileTrouble

THUMBNAIL = Upload("thumb.jpg", "image/jpeg", b"\xff\xd8\xff\xd9")
SIDES = ((90, 68), (320, 240))


def photo(files: Files, content: bytes, trouble: FileTrouble = FileTrouble.NONE) -> Json:
    """A photo in its sizes. Only the last is the photo itself; the smaller ones are thumbnails."""
    small = [_sized(files, THUMBNAIL, w, h) for w, h in SIDES]
    kept = files.keep(Upload("photo.jpg", "image/jpeg", content), trouble)
    return {"photo": [*small, kept.facts | {"width": 1280, "height": 960}]}


def _sized(files: Files, upload: Upload, width: int, height: int) -> Json:
    return files.keep(upload).facts | {"width": width, "height": height}


def document(files: Files, upload: Upload, trouble: FileTrouble, size: int | None) -> Json:
    """A file with its name and type; `size` pretends it is so many bytes."""
    kept = files.keep(upload, trouble, size)
    return {"document": kept.facts | {"file_name": upload.name, "mime_type": upload.mime}}


def voice(files: Files, content: bytes, seconds: int) -> Json:
    """A voice note."""
    kept = files.keep(Upload("voice.ogg", "audio/ogg", content))
    return {"voice": kept.facts | {"duration": seconds, "mime_type": "audio/ogg"}}


def sticker(files: Files, emoji: str) -> Json:
    """A sticker."""
    kept = files.keep(Upload("sticker.webp", "image/webp", b"RIFF\x00\x00\x00\x00WEBP"))
    look = {"width": 512, "height": 512, "is_animated": False, "is_video": False}
    return {"sticker": kept.facts | look | {"type": "regular", "emoji": emoji}}


def location(latitude: float, longitude: float) -> Json:
    """A place on the map."""
    return {"location": {"latitude": latitude, "longitude": longitude}}


def contact(phone: str, first_name: str, user_id: int | None) -> Json:
    """A contact; `user_id` is whose it is, where Telegram knows."""
    card: Json = {"phone_number": phone, "first_name": first_name}
    return {"contact": card if user_id is None else card | {"user_id": user_id}}
