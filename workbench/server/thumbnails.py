"""Smaller pictures: sixty phone photographs at full size would not fit through the line."""

import hashlib
import io
import secrets
from pathlib import Path

from PIL import Image, ImageOps

WIDTHS = (160, 320, 640, 960, 1280, 1600)
MOST_PIXELS = 120_000_000
Image.MAX_IMAGE_PIXELS = MOST_PIXELS  # telephones take 108 million, at which Pillow would already warn

_ORIENTATION = 0x0112


class PictureError(Exception):
    """A picture that would take too much memory to open, or that is damaged; with a sentence in Chinese."""


def thumbnail(content: bytes, width: int, folder: Path) -> bytes:
    """Make a JPEG or PNG smaller, or find it made before.

    Parameters
    ----------
    content
        The picture's bytes.
    width
        Pixels across; the next larger of `WIDTHS` is taken, the largest at most.
    folder
        Where made ones are kept, named by their content: a picture that is sent again is never taken for the old one.

    Raises
    ------
    PictureError
        If the picture cannot be opened safely.
    """
    width = next((one for one in WIDTHS if one >= width), WIDTHS[-1])
    kept = folder / f"{hashlib.sha256(content).hexdigest()}-{width}"
    if kept.exists():
        return kept.read_bytes()
    made = _shrink(content, width)
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f".{secrets.token_hex(8)}"
    part.write_bytes(made)
    part.replace(kept)
    return made


def _shrink(content: bytes, width: int) -> bytes:
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise PictureError(f"图片有{picture.width}×{picture.height}像素，太大，不能显示。请下载原件查看。")
            if picture.width <= width and picture.getexif().get(_ORIENTATION, 1) == 1:
                picture.load()
                return content
            picture.draft("RGB", (width * 2, picture.height))
            upright = ImageOps.exif_transpose(picture)
            if upright.width > width:
                upright = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
                upright = upright.resize((width, max(1, upright.height * width // upright.width)), reducing_gap=2)
            return _encode(upright)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise PictureError("图片已损坏，不能显示。请下载原件查看。") from error


def _encode(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    if picture.has_transparency_data:
        picture.save(out, "PNG", optimize=True)
    else:
        picture.convert("RGB").save(out, "JPEG", quality=85, progressive=True)
    return out.getvalue()
