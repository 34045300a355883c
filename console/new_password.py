"""Is this a password that nobody guesses? Length above all (NIST SP 800-63B); no rules about signs."""

from __future__ import annotations

from console.form import Problem

SHORTEST, LONGEST = 12, 200
# What is tried first: beginnings of the lists of leaked passwords, words of this place, our own examples.
OBVIOUS = (
    "password", "sandi", "rahasia", "qwerty", "123456", "654321", "111111", "abc123", "admin", "petugas",
    "payung", "bpjs", "indonesia", "bismillah", "sayang", "disnaker", "kota", "welcome", "selamat",
    "sepeda hujan tikar biru", "bicycle rain mat blue",
)  # fmt: skip
DIFFERENT = 5  # signs that differ, at least


def problem_of(password: str, again: str, login: str) -> dict[str, Problem]:
    """What is the matter, by field; {} where nothing is."""
    if len(password) < SHORTEST:
        return {"password": ("password.too_short", {"least": SHORTEST})}
    if len(password) > LONGEST:
        return {"password": ("password.long", {"most": LONGEST})}
    if easy(password, login):
        return {"password": ("password.easy", {})}
    if password != again:
        return {"again": ("password.different", {})}
    return {}


def easy(password: str, login: str) -> bool:
    """Is it little more than an obvious word, the own name, or a few signs again and again?"""
    plain = password.lower()
    for word in (*OBVIOUS, login.lower()):
        plain = plain.replace(word, "") if word else plain
    return len(plain) < SHORTEST // 2 or len(set(password.lower())) < DIFFERENT
