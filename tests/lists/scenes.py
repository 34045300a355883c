"""Lets a test be a coroutine."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any


def scene(test: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., None]:
    @wraps(test)
    def played(*given: Any, **named: Any) -> None:
        asyncio.run(test(*given, **named))

    return played
