"""How a name is read. Invented people."""

import pytest

from bot.conversation.reading import Unread
from bot.conversation.reading.names import NameRead, read_name


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("siti aminah", "SITI AMINAH"),
        ("  Siti   Aminah ", "SITI AMINAH"),
        ("Soeharto", "SOEHARTO"),
        ("Nur", "NUR"),
        ("nama saya Siti Aminah", "SITI AMINAH"),
        ("Nama: Siti Aminah", "SITI AMINAH"),
        ("Nama Lengkap : SITI AMINAH", "SITI AMINAH"),
        ("sy siti aminah", "SITI AMINAH"),
        ("namaku budi", "BUDI"),
        ("ngaran ulun Syahrani", "SYAHRANI"),
        ("wastan tiang Putu Eka", "PUTU EKA"),
        ("nama anak saya Putri", "PUTRI"),
        ("nama ibu kandung saya Fatimah", "FATIMAH"),
        ("nama istri saya siti", "SITI"),
        ("a.n. Budi Santoso", "BUDI SANTOSO"),
        ("atas nama Budi", "BUDI"),
        ("Siti Aminah ya pak", "SITI AMINAH"),
        ("Siti Aminah, bu", "SITI AMINAH"),
        ("I Wayan Sudarma", "I WAYAN SUDARMA"),
        ("Ni Made Rai", "NI MADE RAI"),
        ("Anak Agung Gde Putra", "ANAK AGUNG GDE PUTRA"),
        ("I Gusti Ngurah Rai", "I GUSTI NGURAH RAI"),
        ("Andi Daeng Naba", "ANDI DAENG NABA"),
        ("Lalu Ahmad", "LALU AHMAD"),
        ("Yohanes Mau Bere", "YOHANES MAU BERE"),
        ("Tanya Putri", "TANYA PUTRI"),
        ("An Nisa", "AN NISA"),
        ("O'Neil", "O'NEIL"),
        ("Ma’ruf Amin", "MA'RUF AMIN"),
        ("Nur-aini", "NUR-AINI"),
        ("Abd.Rahman", "ABD.RAHMAN"),
        ("M. Yusuf", "M. YUSUF"),
        ("Ahmad S.", "AHMAD S."),
        ("Muhammad bin Yusuf", "MUHAMMAD BIN YUSUF"),
        ("*Siti Aminah*", "SITI AMINAH"),
        ("Siti Aminah 🙏", "SITI AMINAH"),
        ("José", "JOSÉ"),
        ("Ｓｉｔｉ", "SITI"),
        ("Siti\u200b Aminah", "SITI AMINAH"),
        ("Siti?", "SITI"),
    ],
)
def test_a_name_is_read_as_on_the_card(text, value):
    assert read_name(text) == NameRead(value, ())


@pytest.mark.parametrize(
    ("text", "value", "titles"),
    [
        ("H. Ahmad", "AHMAD", ("H.",)),
        ("H Ahmad", "AHMAD", ("H",)),
        ("Hj.Siti", "SITI", ("Hj.",)),
        ("H.M. Yusuf", "M. YUSUF", ("H.",)),
        ("KH Abdul", "ABDUL", ("KH",)),
        ("K.H. Abdul", "ABDUL", ("KH.",)),
        ("Bpk. Drs. H. Budi", "BUDI", ("Bpk.", "Drs.", "H.")),
        ("Ibu Nur", "NUR", ("Ibu",)),
        ("Ust. Ahmad", "AHMAD", ("Ust.",)),
        ("alm. Ahmad", "AHMAD", ("alm.",)),
        ("Ahmad (alm)", "AHMAD", ("alm",)),
        ("Ahmad Yani, S.Pd., M.M.", "AHMAD YANI", ("S.Pd.", "M.M.")),
        ("Rini, SE, MM", "RINI", ("SE", "MM")),
        ("Abdul Rahman, A.Md.Keb", "ABDUL RAHMAN", ("A.Md.Keb",)),
        ("Ahmad S.Pd", "AHMAD", ("S.Pd",)),
    ],
)
def test_titles_and_degrees_are_left_out_and_told(text, value, titles):
    read = read_name(text)
    assert (read.value, read.titles) == (value, titles)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "name_unread"),
        ("...", "name_unread"),
        ("🙏🙏", "name_unread"),
        ("محمد", "name_unread"),
        ("Siti/Aminah", "name_unread"),
        ("Siti Aminah, Banjarmasin", "name_unread"),
        ("Siti, Budi", "name_unread"),
        ("Haji", "name_unread"),
        ("nama", "name_unread"),
        ("a", "name_short"),
        ("A" * 61, "name_long"),
        ("a" * 5_000, "name_long"),
        ("12345", "name_digits"),
        ("Siti 2", "name_digits"),
        ("siti, 17-8-80", "name_digits"),
        ("S1ti", "name_digits"),
        ("mau tanya dulu dong bagaimana caranya?", "name_sentence"),
        ("tidak tahu", "name_sentence"),
        ("bagaimana", "name_sentence"),
        ("belum", "name_sentence"),
        ("saya mau daftar bpjs", "name_sentence"),
        ("namanya siapa ya?", "name_sentence"),
    ],
)
def test_what_is_no_name_is_refused_with_its_reason(text, expected):
    with pytest.raises(Unread) as refused:
        read_name(text)
    assert refused.value.reason == expected
