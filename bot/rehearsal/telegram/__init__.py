"""A stand-in of the Telegram Bot API: real HTTP on this machine, strict, as nasty as asked."""

from bot.rehearsal.telegram.blaster import Blaster, Measured
from bot.rehearsal.telegram.delivery import Manner
from bot.rehearsal.telegram.files import FileTrouble
from bot.rehearsal.telegram.group import Group
from bot.rehearsal.telegram.nasty import Nasty, Trouble
from bot.rehearsal.telegram.person import Seat
from bot.rehearsal.telegram.rooms import BotMessage, Button
from bot.rehearsal.telegram.server import TOKEN, FakeTelegram
from bot.rehearsal.telegram.updates import Person

__all__ = [
    "TOKEN",
    "Blaster",
    "BotMessage",
    "Button",
    "FakeTelegram",
    "FileTrouble",
    "Group",
    "Manner",
    "Measured",
    "Nasty",
    "Person",
    "Seat",
    "Trouble",
]
