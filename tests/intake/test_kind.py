"""What a file is, by its content."""

import io

import pytest

from workbench.intake.kind import sniff

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "empty"),
        (bytes(100), "empty"),
        (b"\xff\xd8\xff\xe0", "jpg"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"%PDF-1.7", "pdf"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"Rar!\x1a\x07\x00", "rar"),
        (b"{\\rtf1", "rtf"),
        (b"<html><body>", "html"),
        ("\ufeff<!DOCTYPE html>".encode(), "html"),
        (OLE + "WordDocument".encode("utf-16-le"), "doc"),
        (OLE + "Workbook".encode("utf-16-le"), "xls"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        ("普通文字".encode("gbk"), "txt"),
        ("普通文字".encode(), "txt"),
        (b"\x01\x02\x03\x04" * 50, "unknown"),
        (b"PK\x03\x04 cut off", "broken"),
    ],
)
@pytest.mark.parametrize("name", ["案例.docx", "案例"])
def test_content_decides_not_the_name(name: str, data: bytes, kind: str) -> None:
    assert sniff(name, data[:4096], lambda: io.BytesIO(data)) == kind


def test_only_wps_is_told_by_its_name() -> None:
    data = OLE + "WordDocument".encode("utf-16-le")
    assert sniff("案例.WPS", data, lambda: io.BytesIO(data)) == "wps"


def test_containers(case, workbook) -> None:
    for data, kind in ((case(), "docx"), (workbook([1]), "xlsx")):
        assert sniff("x.zip", data[:4096], lambda data=data: io.BytesIO(data)) == kind
