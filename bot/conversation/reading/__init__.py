"""Pure readers of what people type: NIK, dates and times, money, telephone numbers, names.

A reader takes text (and today or now) and returns what it says, or raises `Unread`. It knows no clock,
no words for people and no question.
"""

from bot.conversation.reading.unread import Unread

__all__ = ["Unread"]
