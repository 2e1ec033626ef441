"""Zip files that come out the same, byte for byte, whenever they are made."""

import io
import zipfile
from collections.abc import Iterable
from typing import BinaryIO

_WHEN = (2024, 6, 28, 9, 0, 0)
_UNIX = 3
_PACKED = (".docx", ".xlsx", ".jpg", ".jpeg")
"""Packing these again gains nothing."""


def write_zip(target: BinaryIO, members: Iterable[tuple[str, bytes]]) -> None:
    """Write a zip file with a fixed date; names are in UTF-8."""
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in members:
            info = zipfile.ZipInfo(name, _WHEN)
            info.create_system = _UNIX
            info.external_attr = 0o644 << 16
            info.compress_type = zipfile.ZIP_STORED if name.lower().endswith(_PACKED) else zipfile.ZIP_DEFLATED
            archive.writestr(info, content)


def zipped(members: Iterable[tuple[str, bytes]]) -> bytes:
    """Give the bytes of a zip file with a fixed date."""
    stream = io.BytesIO()
    write_zip(stream, members)
    return stream.getvalue()
