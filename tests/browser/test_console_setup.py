"""A programme and its city are set up on a small telephone, and the chat knows of it at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.test_console_doors import PASSWORD, code, fits, link, page, secret, typed
from tests.browser.waiting import follow
from tests.web.program import Program

__all__ = ["page"]
PICTURE = Path(__file__).parents[2] / "docs" / "console-setup.png"
OFFICES = PICTURE.with_name("console-offices.png")
THIS_YEAR = date.today().year
REGIONS = "code,name\n51.04,Kabupaten Gianyar\n51.04.01,Sukawati\n51.04.01.2001,Batubulan\n"


def test_a_city_sets_up_its_programme_and_the_chat_knows_it(
    page: Page, program: Program, tmp_path: Path
) -> None:
    page.goto(link(program, "wayan.atur"))
    typed(page, PASSWORD, PASSWORD)
    page.locator("#code").fill(code(secret(page)))
    follow(page.get_by_role("button", name="Masuk"))
    table = tmp_path / "wilayah.csv"
    table.write_text(REGIONS + "51.4,Salah\n", encoding="utf-8")
    page.goto(f"{program.url}/console/setup/regions")
    fits(page)
    page.get_by_label("Berkas CSV").set_input_files(table)
    follow(page.get_by_role("button", name="Periksa dan simpan"))
    assert 'Baris 5: "51.4" bukan kode wilayah' in page.get_by_role("alert").inner_text()
    table.write_text(REGIONS, encoding="utf-8")
    page.get_by_label("Berkas CSV").set_input_files(table)
    follow(page.get_by_role("button", name="Periksa dan simpan"))
    assert "3 wilayah sudah disimpan" in page.get_by_role("status").inner_text()

    follow(page.get_by_role("link", name="Pengaturan", exact=True))
    fits(page)
    follow(page.get_by_role("link", name="Tambah program"))
    page.get_by_label("Mulai dari").select_option("denpasar")
    for label, text in (("Kode program", "gianyar"), ("Nama program (Indonesia)", "Pekerja Rentan Gianyar"),
                        ("Nama program (Inggris)", "Workers of Gianyar"), ("Kode kabupaten atau kota", "51.4"),
                        ("Dijalankan oleh (Indonesia)", "Pemkab Gianyar"), ("Dijalankan oleh (Inggris)", "Gianyar"),
                        ("Sebutan pembayar (Indonesia)", "APBDes"), ("Sebutan pembayar (Inggris)", "Village budget")):  # fmt: skip
        page.get_by_label(label, exact=False).first.fill(text)
    follow(page.get_by_role("button", name="Lihat perubahannya"))
    assert '"51.4" bukan kode kabupaten' in page.get_by_role("alert").inner_text()
    fits(page)
    page.get_by_label("Kode kabupaten atau kota").fill("51.04")
    follow(page.get_by_role("button", name="Lihat perubahannya"))
    assert "Kabupaten Gianyar" in page.inner_text("main")
    fits(page)
    follow(page.get_by_role("button", name="Simpan", exact=True))
    assert "dari 12 sudah siap" in page.inner_text("main")
    fits(page)

    follow(page.get_by_role("link", name="Isi waktu pendaftaran"))
    page.get_by_label("hari pertama").fill(f"{THIS_YEAR - 1}-01-01")
    page.get_by_label("hari terakhir").fill(f"{THIS_YEAR + 5}-12-31")
    fits(page)
    follow(page.get_by_role("button", name="Lihat perubahannya"))
    follow(page.get_by_role("button", name="Simpan", exact=True))
    follow(page.get_by_role("link", name="Isi jam buka"))
    page.get_by_label("Senin").fill("8-15")
    page.get_by_label("Selasa").fill("siang")
    follow(page.get_by_role("button", name="Simpan", exact=True))
    assert "Mohon ditulis seperti" in page.get_by_role("alert").inner_text()
    fits(page)
    page.get_by_label("Selasa").fill("08.00-12.00, 13.00-15.00")
    page.get_by_role("group", name="Kontak kantor").get_by_label("Indonesia").fill("Loket Disnaker")
    follow(page.get_by_role("button", name="Simpan", exact=True))
    assert "sudah dipakai di chat" in page.get_by_role("status").inner_text()

    offices(page, program)
    page.goto(f"{program.url}/console/setup/programmes/gianyar")
    follow(page.get_by_role("link", name="Desa dan kelurahan yang ikut"))
    fits(page)
    follow(page.get_by_role("link", name="Sukawati"))
    fits(page)
    page.goto(f"{program.url}/console/setup/programmes/gianyar")
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Unduh sebagai berkas program").click()
    assert 'code = "gianyar"' in fetched.value.path().read_text("utf-8")
    page.goto(f"{program.url}/console/setup/programmes/gianyar")
    page.screenshot(path=PICTURE, animations="disabled", caret="hide")
    follow(page.get_by_role("link", name="English"))
    assert "What is still needed before it begins" in page.inner_text("main")
    fits(page)
    page.goto(f"{program.url}/console/setup/programmes/gianyar/versions/1")
    fits(page)


def offices(page: Page, program: Program) -> None:
    """The city's offices: one is added, its double is refused, a mistyped name is asked about; then a group."""
    page.goto(f"{program.url}/console/setup/programmes/gianyar")
    follow(page.get_by_role("link", name="Dinas dan kantor kota (OPD)"))
    fits(page)
    for name in ("Dinas Sosial", "Dinas Lingkungan Hidup dan Kebersihan", "Dinas Perikanan"):
        page.get_by_label("Nama OPD").fill(name)
        follow(page.get_by_role("button", name="Tambahkan"))
    for name, why in (
        ("DINAS SOSIAL KABUPATEN GIANYAR", "sudah ada: Dinas Sosial"),
        ("DLHK", "Mirip dengan"),
    ):
        page.get_by_label("Nama OPD").fill(name)
        follow(page.get_by_role("button", name="Tambahkan"))
        assert why in page.get_by_role("alert").inner_text()
    fits(page)
    assert page.get_by_label("Ini OPD lain").is_visible()
    follow(page.get_by_role("link", name="Dinas Perikanan"))
    page.get_by_label("Nama OPD").fill("Dinas Perikanan dan Kelautan")
    follow(page.get_by_role("button", name="Simpan", exact=True))
    assert "Ganti nama menjadi Dinas Perikanan dan Kelautan" in page.inner_text("main")
    page.get_by_text("Tutup OPD ini").click()
    follow(page.get_by_role("button", name="Ya, tutup"))
    assert "sudah ditutup" in page.get_by_role("status").inner_text()
    fits(page)
    follow(page.get_by_role("link", name="OPD Kabupaten Gianyar"))
    fits(page)
    page.screenshot(path=OFFICES, animations="disabled", caret="hide")
    page.goto(f"{program.url}/console/groups/new?programme=gianyar")
    choices = page.get_by_label("Kantor", exact=True).locator("option").all_inner_texts()
    assert choices[1:] == ["Dinas Lingkungan Hidup dan Kebersihan", "Dinas Sosial"]
    fits(page)
