"""What a file is, by its content."""

import io
import zipfile

import pytest

from workbench.intake.kind import sniff

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "empty"),
        (bytes(100), "zeros"),
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
        (b"BZh91AY", "bz2"),
        (b"\xfd7zXZ\x00", "xz"),
        (b"\x1f\x8b\x08", "gz"),
        (bytes(1) + b"a.txt" + bytes(251) + b"ustar", "tar"),
        (OLE[:512] + b"\xec\xa5" + bytes(8) + b"\x00\x12" + "WordDocument".encode("utf-16-le"), "doc"),
        (OLE[:512] + b"\xec\xa5" + bytes(8) + b"\x00\x13" + "WordDocument".encode("utf-16-le"), "encrypted"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>', "xml"),
        (b"MIME-Version: 1.0\r\nX-A: b\r\nContent-Type: multipart/related; boundary=x\r\n\r\n<html>", "mht"),
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


def kind_of(data: bytes, name: str = "x.zip") -> str:
    return sniff(name, data[:4096], lambda: io.BytesIO(data))


def zipped(**members: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return stream.getvalue()


def test_containers(case, workbook) -> None:
    assert kind_of(case()) == "docx"
    assert kind_of(workbook([1])) == "xlsx"


@pytest.mark.parametrize(
    ("mime", "kind"),
    [
        ("application/vnd.oasis.opendocument.text", "odt"),
        ("application/vnd.oasis.opendocument.text-template", "odt"),
        ("application/vnd.oasis.opendocument.spreadsheet", "ods"),
        ("application/vnd.oasis.opendocument.presentation", "odp"),
        ("application/epub+zip", "unknown"),
    ],
)
def test_open_documents_say_what_they_are(mime: str, kind: str) -> None:
    assert kind_of(zipped(mimetype=mime, content_xml="<a/>")) == kind


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
        ("vnd.openxmlformats-officedocument.wordprocessingml.template", "docx"),
        ("vnd.ms-word.document.macroEnabled", "docx"),
        ("vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
        ("vnd.ms-excel.sheet.macroEnabled", "xlsx"),
        ("vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"),
    ],
)
def test_packages_with_parts_in_odd_places(content: str, kind: str) -> None:
    types = f'<Types><Override PartName="/odd/main.xml" ContentType="application/{content}.main+xml"/></Types>'
    assert kind_of(zipped(**{"[Content_Types]_xml": types, "odd__main_xml": "<a/>"})) == kind


def test_an_ofd_and_a_last_volume() -> None:
    assert kind_of(zipped(OFD_xml="<ofd:OFD/>", Doc_0__Document_xml="<a/>")) == "ofd"
    data = bytearray(zipped(a="1"))
    data[data.index(b"PK\x05\x06") + 4] = 2
    assert kind_of(bytes(data)) == "volume"


def test_an_office_document_without_its_list_of_types_is_one() -> None:
    assert kind_of(zipped(**{"word/document.xml": "<x/>"}), "a.docx") == "docx"
    assert kind_of(zipped(**{"xl/workbook.xml": "<x/>"}), "a.xlsx") == "xlsx"
    assert kind_of(zipped(**{"word/案例.docx": "x"})) == "zip"
