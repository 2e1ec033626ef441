"""Smaller pictures, and pictures that must not be opened."""

import io

import pytest
from PIL import Image

from workbench.server.thumbnails import MOST_PIXELS, PictureError, thumbnail


def encoded(picture: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path):
    side = int(MOST_PIXELS**0.5) + 1
    bomb = encoded(Image.new("1", (side, side)), "PNG")
    assert len(bomb) < 100_000
    with pytest.raises(PictureError, match="太大"):
        thumbnail(bomb, 320, tmp_path)


def test_a_photograph_taken_upright_stays_upright(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned: to be shown turned by 90 degrees
    lying = encoded(Image.new("RGB", (1200, 800), "navy"), "JPEG", exif=exif)
    assert opened(thumbnail(lying, 320, tmp_path)).size == (320, 480)


def test_a_transparent_picture_stays_transparent(tmp_path):
    small = opened(thumbnail(encoded(Image.new("RGBA", (800, 400), (0, 0, 0, 0)), "PNG"), 320, tmp_path))
    assert (small.format, small.size, small.getpixel((5, 5))) == ("PNG", (320, 160), (0, 0, 0, 0))


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "I;16", "CMYK"])
def test_every_kind_of_pixel_can_be_made_smaller(tmp_path, mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    assert opened(thumbnail(encoded(Image.new(mode, (640, 320)), kind), 160, tmp_path)).size == (160, 80)


def test_a_small_picture_is_given_as_it_is(tmp_path):
    content = encoded(Image.new("RGB", (100, 50), "navy"), "PNG")
    assert thumbnail(content, 320, tmp_path) == content


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n\x00"])
def test_what_is_no_picture_is_refused(tmp_path, content):
    with pytest.raises(PictureError, match="损坏"):
        thumbnail(content, 320, tmp_path)


def test_a_picture_sent_again_under_its_name_is_not_taken_for_the_old_one(tmp_path):
    first, second = (encoded(Image.new("RGB", (800, 400), colour), "PNG") for colour in ("navy", "maroon"))
    assert thumbnail(first, 320, tmp_path) != thumbnail(second, 320, tmp_path)
    assert thumbnail(first, 320, tmp_path) == thumbnail(first, 320, tmp_path)
    assert len(list(tmp_path.iterdir())) == 2
