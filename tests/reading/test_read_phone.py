"""How a telephone number is read. Invented numbers."""

import pytest

from bot.conversation.reading import Unread
from bot.conversation.reading.phones import PhoneRead, read_phone, shown

MOBILE = PhoneRead("+6281234567890", "mobile")


@pytest.mark.parametrize(
    "text",
    [
        "081234567890",
        "0812-3456-7890",
        "0812 3456 7890",
        "0812.3456.7890",
        "0812–3456–7890",
        "(0812) 3456 7890",
        "81234567890",
        "6281234567890",
        "+6281234567890",
        "+62 812-3456-7890",
        "+62 (0)812 3456 7890",
        "+62 0812 3456 7890",
        "62081234567890",
        "006281234567890",
        "(+62) 812 3456 7890",
        "O81234567890",
        "o812 3456 789o",
        "０８１２３４５６７８９０",
        "\u202a+62 812\u20113456\u20117890\u202c",
        "hp saya 0812 3456 7890 ya pak",
        "no0812 3456 7890",
        "wa.me/6281234567890",
        "HP 2: 081234567890",
        "081234567890 (WA)",
        "081234567890 atau 0812-3456-7890",
        "081234567890\n081234567890",
        "081234567890 📱",
    ],
)
def test_a_mobile_number_is_read_however_it_is_written(text):
    assert read_phone(text) == MOBILE


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("0811223344", "+62811223344", "mobile"),
        ("0878901234567", "+62878901234567", "mobile"),
        ("0511-3301234", "+625113301234", "fixed"),
        ("(0511) 3301234", "+625113301234", "fixed"),
        ("0511/3301234", "+625113301234", "fixed"),
        ("021 5551 2345", "+622155512345", "fixed"),
        ("+62 361 226 123", "+62361226123", "fixed"),
        ("0411-871234 ext 12", "+62411871234", "fixed"),
        ("+60 12-345 6789", "+60123456789", "abroad"),
        ("0060123456789", "+60123456789", "abroad"),
        ("+886 912 345 678", "+886912345678", "abroad"),
        ("+966501234567", "+966501234567", "abroad"),
    ],
)
def test_the_kind_of_a_number_is_told(text, value, kind):
    assert read_phone(text) == PhoneRead(value, kind)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "phone_unread"),
        ("tidak punya hp", "phone_unread"),
        ("📱", "phone_unread"),
        ("٠٨١٢٣٤٥٦٧٨٩٠", "phone_unread"),
        ("0800123456", "phone_unread"),
        ("60123456789", "phone_unread"),
        ("5113301234", "phone_unread"),
        ("0", "phone_short"),
        ("12345", "phone_short"),
        ("08123", "phone_short"),
        ("0812xxxx", "phone_short"),
        ("0812345678901234", "phone_long"),
        ("6371015708859001", "phone_long"),
        ("+6012345678901234", "phone_long"),
        ("0812-3456-7890 / 0813-1111-2222", "phone_two"),
        ("0812 3456 7890 0813 1111 2222", "phone_two"),
        ("081234567890081311112222", "phone_two"),
        ("081234567890, 081311112222", "phone_two"),
        ("081234567890 atau 081311112222", "phone_two"),
        ("081234567890\n081311112222", "phone_two"),
        ("(0511) 3301234 / 081311112222", "phone_two"),
    ],
)
def test_what_is_no_single_number_is_refused_with_its_reason(text, expected):
    with pytest.raises(Unread) as refused:
        read_phone(text)
    assert refused.value.reason == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("+6281234567890", "0812-3456-7890"),
        ("+62811223344", "0811-2233-44"),
        ("+62878901234567", "0878-9012-34567"),
        ("+625113301234", "0511-3301234"),
        ("+622155512345", "021-55512345"),
        ("+60123456789", "+60123456789"),
    ],
)
def test_a_number_is_shown_as_people_write_it(value, expected):
    assert shown(value) == expected
    assert read_phone(expected).value == value
