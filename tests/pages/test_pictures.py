"""An uploaded picture: only pixels survive, upright and reduced; anything else is refused by name."""

from io import BytesIO

import pytest
from PIL import Image

from web.pictures import MAX_BYTES, MAX_SIDE, Picture, Refusal, clean_picture


def encoded(picture: Image.Image, form: str, **options: object) -> bytes:
    stored = BytesIO()
    picture.save(stored, form, **options)
    return stored.getvalue()


def photograph(width: int = 640, height: int = 400) -> Image.Image:
    return Image.linear_gradient("L").resize((width, height)).convert("RGB")


def cleaned(data: bytes) -> Image.Image:
    made = clean_picture(data)
    assert isinstance(made, Picture)
    picture = Image.open(BytesIO(made.bytes))
    assert (picture.format, picture.size, made.mime) == ("WEBP", (made.width, made.height), "image/webp")
    return picture


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_the_usual_formats_become_webp(form: str) -> None:
    assert cleaned(encoded(photograph(), form)).size == (640, 400)


def test_place_device_and_comments_do_not_survive() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Camera of Amina"
    exif.get_ifd(0x8825)[1] = "N"
    data = encoded(photograph(), "JPEG", exif=exif, comment=b"at home", xmp=b"<x:xmpmeta>secret</x:xmpmeta>")
    assert b"Camera of Amina" in data
    made = clean_picture(data)
    assert isinstance(made, Picture)
    for trace in (b"Camera", b"EXIF", b"XMP ", b"at home", b"secret"):
        assert trace not in made.bytes
    assert not cleaned(data).getexif()


def test_a_picture_taken_sideways_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    assert cleaned(encoded(photograph(640, 400), "JPEG", exif=exif)).size == (400, 640)


def test_a_large_picture_is_reduced_and_keeps_its_proportions() -> None:
    assert cleaned(encoded(photograph(4000, 2000), "JPEG")).size == (MAX_SIDE, MAX_SIDE // 2)


def test_a_small_picture_is_not_blown_up() -> None:
    assert cleaned(encoded(photograph(120, 80), "PNG")).size == (120, 80)


def test_transparency_is_kept() -> None:
    assert cleaned(encoded(Image.new("RGBA", (64, 64), (255, 0, 0, 0)), "PNG")).mode == "RGBA"


def test_of_a_moving_picture_the_first_frame_is_taken() -> None:
    frames = [Image.new("RGB", (64, 64), colour) for colour in ("red", "blue")]
    data = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    picture = cleaned(data)
    assert getattr(picture, "n_frames", 1) == 1
    red, _, blue = picture.convert("RGB").getpixel((30, 30))
    assert red > 200 > blue


@pytest.mark.parametrize(
    "data",
    [
        b"hello",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
        b"%PDF-1.7",
        b"\x89PNG\r\n\x1a\n",
        b"BM" + b"\0" * 60,
        encoded(photograph(), "TIFF"),
    ],
    ids=["words", "svg", "pdf", "only a beginning", "bitmap", "tiff"],
)
def test_what_is_no_photograph_is_refused(data: bytes) -> None:
    assert clean_picture(data) is Refusal.NOT_A_PICTURE


def test_an_empty_file_is_refused() -> None:
    assert clean_picture(b"") is Refusal.EMPTY


def test_a_file_beyond_the_limit_is_refused_before_it_is_read() -> None:
    assert clean_picture(b"\0" * (MAX_BYTES + 1)) is Refusal.TOO_MANY_BYTES


@pytest.mark.parametrize("size", [(8000, 6000), (10_000, 9_000), (20_000, 19_000)])
def test_a_small_file_that_unpacks_to_a_huge_picture_is_refused(size: tuple[int, int]) -> None:
    data = encoded(Image.new("1", size), "PNG")
    assert len(data) < 100_000
    assert clean_picture(data) is Refusal.TOO_MANY_PIXELS


def test_a_speck_is_refused() -> None:
    assert clean_picture(encoded(photograph(200, 8), "PNG")) is Refusal.TOO_SMALL


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_file_that_ends_too_early_is_refused(form: str) -> None:
    noise = Image.effect_noise((300, 300), 80)
    data = encoded(noise, form)
    assert clean_picture(data[: len(data) // 2]) is Refusal.DAMAGED
