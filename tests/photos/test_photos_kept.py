"""What is kept of a picture: upright, not too large, a JPEG or a small PNG, and nothing but its pixels."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import ExifTags, Image, ImageCms, PngImagePlugin

from bot.files import format_of, kind_of
from bot.photos import looked
from tests.photos.files import pdf
from tests.photos.pages import Scene, jpeg, photo, saved

PAGE = photo(Scene())
ORANGE, BLUE = (240, 140, 20), (20, 60, 200)
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">Rahasia</x:xmpmeta>'


def kept(content: bytes) -> Image.Image:
    image = Image.open(BytesIO(looked(content).content))
    image.load()
    return image


def exif(orientation: int = 1) -> Image.Exif:
    found = Image.Exif()
    found[ExifTags.Base.Orientation] = orientation
    found[ExifTags.Base.Make] = "Telepon Rahasia"
    found.get_ifd(ExifTags.IFD.GPSInfo).update({1: "S", 2: (6.0, 12.0, 30.0), 3: "E", 4: (106.0, 49.0, 0.0)})
    return found


def two_coloured() -> Image.Image:
    """Orange above, blue below."""
    image = Image.new("RGB", (800, 600), ORANGE)
    image.paste(BLUE, (0, 300, 800, 600))
    return image


def near(image: Image.Image, at: tuple[float, float], colour: tuple[int, int, int]) -> bool:
    found = image.convert("RGB").getpixel((int(image.width * at[0]), int(image.height * at[1])))
    assert isinstance(found, tuple)
    return all(abs(one - other) < 12 for one, other in zip(found, colour, strict=True))


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_a_page_is_kept_as_a_photo(format: str) -> None:
    found = looked(saved(PAGE, format))
    assert (found.kind, found.width, found.height, found.problems) == ("photo", 1600, 1200, ())
    assert kind_of(found.content) == "photo" and format_of(found.content) == "jpeg"


def test_a_pdf_is_kept_as_it_came() -> None:
    found = looked(pdf())
    assert (found.kind, found.content, found.width, found.problems) == ("document", pdf(), 0, ())


@pytest.mark.parametrize("size, becomes", [((4000, 3000), (2400, 1800)), ((300, 4800), (150, 2400)), ((60000, 2), (2400, 1)), ((500, 400), (500, 400))])  # fmt: skip
def test_a_picture_is_brought_down_and_never_up(size: tuple[int, int], becomes: tuple[int, int]) -> None:
    found = looked(jpeg(Image.new("RGB", size, ORANGE)))
    assert (found.width, found.height) == becomes == kept(found.content).size


SIDES = {1: ("top",), 2: ("top",), 3: ("bottom",), 4: ("bottom",), 5: ("left",), 6: ("right",), 7: ("right",), 8: ("left",)}  # fmt: skip
PLACES = {"top": (0.5, 0.1), "bottom": (0.5, 0.9), "left": (0.1, 0.5), "right": (0.9, 0.5)}
OPPOSITE = {"top": "bottom", "bottom": "top", "left": "right", "right": "left"}


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", SIDES)
def test_a_picture_is_turned_upright(format: str, orientation: int) -> None:
    image = kept(saved(two_coloured(), format, exif=exif(orientation)))
    [orange] = SIDES[orientation]
    assert near(image, PLACES[orange], ORANGE) and near(image, PLACES[OPPOSITE[orange]], BLUE)
    assert image.size == ((800, 600) if orientation < 5 else (600, 800))


@pytest.mark.parametrize("orientation", [0, 9, 77])
def test_a_turn_that_is_none_turns_nothing(orientation: int) -> None:
    assert kept(jpeg(two_coloured(), exif=exif(orientation))).size == (800, 600)


def text() -> PngImagePlugin.PngInfo:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", "Rahasia")
    info.add_itxt("XML:com.adobe.xmp", XMP.decode())
    return info


PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
LADEN = {
    "JPEG": jpeg(PAGE, exif=exif(), xmp=XMP, icc_profile=PROFILE, comment=b"Rahasia"),
    "WEBP": saved(PAGE, "WEBP", exif=exif(), xmp=XMP, icc_profile=PROFILE),
    "PNG": saved(PAGE, "PNG", exif=exif(), pnginfo=text(), icc_profile=PROFILE),
    "a PNG that stays one": saved(two_coloured(), "PNG", exif=exif(), pnginfo=text(), icc_profile=PROFILE),
}


@pytest.mark.parametrize("content", LADEN.values(), ids=LADEN.keys())
def test_nothing_but_the_pixels_is_kept(content: bytes) -> None:
    assert b"Rahasia" in content
    found = looked(content).content
    image = Image.open(BytesIO(found))
    assert not image.getexif() and not image.getexif().get_ifd(ExifTags.IFD.GPSInfo)
    assert not set(image.info) - {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert not [word for word in (b"Rahasia", b"Exif", b"ICC_PROFILE", b"iCCP", b"xmp") if word in found]


def test_metadata_that_cannot_be_read_do_not_spoil_a_picture() -> None:
    content = jpeg(two_coloured(), exif=b"Exif\0\0II*\0\xff\xff\xff\x7f" + b"\xff" * 40)
    assert kept(content).size == (800, 600)


def test_a_scan_stays_a_png_where_that_is_smaller() -> None:
    scan = photo(Scene(noise=0, table="white")).convert("1", dither=Image.Dither.NONE)
    content = saved(scan, "PNG")
    found = looked(content)
    assert format_of(found.content) == "png" and len(found.content) < len(jpeg(scan.convert("L")))
    assert kept(content).convert("L").tobytes() == scan.convert("L").tobytes()


def test_what_hangs_behind_a_picture_is_cut_off() -> None:
    zip = b"PK\x03\x04" + b"Rahasia" * 100
    for format in ("JPEG", "PNG", "WEBP"):
        found = looked(saved(PAGE, format) + zip)
        assert b"Rahasia" not in found.content and found.problems == ()


@pytest.mark.parametrize("format", ["PNG", "WEBP"])
def test_of_a_moving_picture_the_first_frame_is_kept(format: str) -> None:
    second = Image.new("RGB", (800, 600), "black")
    image = kept(saved(two_coloured(), format, save_all=True, append_images=[second], duration=100))
    assert near(image, PLACES["top"], ORANGE) and near(image, PLACES["bottom"], BLUE)


def test_of_a_jpeg_with_several_pictures_the_first_is_kept() -> None:
    content = saved(two_coloured(), "MPO", save_all=True, append_images=[Image.new("RGB", (800, 600))])
    assert near(kept(content), PLACES["top"], ORANGE)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_every_kind_of_png_is_read(mode: str) -> None:
    assert looked(saved(PAGE.convert(mode), "PNG")).problems == ()


@pytest.mark.parametrize("mode", ["L", "CMYK", "YCbCr"])
def test_every_kind_of_jpeg_is_read(mode: str) -> None:
    found = looked(jpeg(PAGE.convert(mode)))
    assert found.problems == () and kept(found.content).mode in ("L", "RGB")


def test_a_scan_of_sixteen_bits_keeps_its_greys() -> None:
    grey = Image.linear_gradient("L").resize((600, 600))
    deep = Image.frombytes("I;16", grey.size, b"".join(bytes((0, level)) for level in grey.tobytes()))
    assert kept(saved(deep, "PNG")).tobytes() == grey.tobytes()


def test_what_shines_through_becomes_paper() -> None:
    clear = Image.new("RGBA", (600, 500), (0, 0, 0, 0))
    assert near(kept(saved(clear, "PNG")), (0.5, 0.5), (255, 255, 255))
