"""An officer's own account: another password, another app."""

from __future__ import annotations

from storage import officers
from tests.console.desk import HASH, PASSWORD, Desk, Site, at_desks, now_code, officer
from tests.console.welcomed import SAME, secret_on


def test_the_password_is_changed_with_the_old_one_and_other_browsers_are_out(site: Site) -> None:
    async def scene(desk: Desk, other: Desk) -> None:
        who = await officer(desk.app, "viewer")
        await desk.sit_down(who)
        await other.sit_down(who)
        new = "sungai meja rotan kuning"
        wrong = {"old": "wrong", "password": new, "again": new}
        assert "sekarang belum cocok" in await desk.post("/account/password", wrong, 422)
        before = desk.cookie
        text = await desk.post("/account/password", {**wrong, "old": PASSWORD})
        assert "Kata sandi sudah diganti." in text and desk.cookie != before
        assert (await other.get("/")).startswith("Masuk untuk petugas")
        assert SAME in await other.log_in(who.login, PASSWORD, 422)
        await other.log_in(who.login, new)
        assert await desk.acts(who) == ["password_refused", "password_changed"]

    at_desks(site, scene, 2)


def test_another_app_needs_the_password_and_the_old_one_is_good_until_the_new_one_is_proved(
    site: Site,
) -> None:
    async def scene(desk: Desk) -> None:
        who = await officer(desk.app, "viewer")
        await desk.sit_down(who)
        assert (await desk.get("/account/app")).startswith("Akun saya")  # nothing was asked for
        assert "belum cocok" in await desk.post("/account/renew", {"now": "wrong"}, 422)
        await desk.post("/account/renew", {"now": PASSWORD})
        secret = secret_on(desk)
        known = await desk.app.database.read(lambda tx: officers.known_by_id(tx, desk.app.vault, who.id))
        assert known.totp != secret and known.password == HASH
        assert "belum cocok" in await desk.post("/account/app", {"code": "000000"}, 422)
        text = await desk.post("/account/app", {"code": now_code(secret=secret)})
        assert "Aplikasi yang baru sudah berlaku." in text
        known = await desk.app.database.read(lambda tx: officers.known_by_id(tx, desk.app.vault, who.id))
        assert known.totp == secret
        assert (await desk.get("/account/app")).startswith("Akun saya")  # the secret is shown no more

    at_desks(site, scene)
