"""Codes of an authenticator app: the vectors of RFC 6238, drift, and no code twice."""

from __future__ import annotations

import pytest

from rules import totp
from rules.totp import code_at, step_of

SECRET = b"12345678901234567890"  # RFC 6238, appendix B
VECTORS = {59: "94287082", 1111111109: "07081804", 1111111111: "14050471", 1234567890: "89005924",
           2000000000: "69279037", 20000000000: "65353130"}  # fmt: skip
NOW = 1_795_000_000_000
STEP = NOW // 1000 // 30


@pytest.mark.parametrize(("moment", "code"), VECTORS.items())
def test_the_codes_are_those_of_the_rfc(moment: int, code: str) -> None:
    assert code_at(SECRET, moment // 30, digits=8) == code
    assert code_at(SECRET, moment // 30) == code[-6:]


@pytest.mark.parametrize(("away", "known"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_be_half_a_minute_off_and_no_more(away: int, known: bool) -> None:
    found = step_of(SECRET, code_at(SECRET, STEP + away), NOW, 0)
    assert found == (STEP + away if known else None)


def test_a_code_is_good_once_and_so_are_those_before_it() -> None:
    assert step_of(SECRET, code_at(SECRET, STEP), NOW, STEP) is None
    assert step_of(SECRET, code_at(SECRET, STEP - 1), NOW, STEP) is None
    assert step_of(SECRET, code_at(SECRET, STEP + 1), NOW, STEP) == STEP + 1


def test_a_code_may_be_typed_with_a_space_in_it() -> None:
    code = code_at(SECRET, STEP)
    assert step_of(SECRET, f" {code[:3]} {code[3:]} ", NOW, 0) == STEP


@pytest.mark.parametrize("typed", ["", "1", "000000000", "abcdef", "٣٣٣٣٣٣", "\x00" * 6])
def test_what_is_no_code_is_none(typed: str) -> None:
    assert step_of(SECRET, typed, NOW, 0) is None


def test_a_secret_is_read_as_it_was_written() -> None:
    assert totp.written(SECRET) == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ"
    assert totp.read(totp.written(SECRET)) == SECRET


def test_the_address_for_the_app_is_in_the_key_uri_format() -> None:
    assert totp.address(SECRET, "made.sukerta", "Payung") == (
        "otpauth://totp/Payung:made.sukerta?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Payung"
    )
