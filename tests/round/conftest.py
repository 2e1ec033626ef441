"""A form of 附件2 as Word keeps it, made in the test that loads it."""

import io
import zipfile
from collections.abc import Callable
from xml.sax.saxutils import escape

import pytest


@pytest.fixture(scope="session")
def form() -> Callable[[str, str, str], bytes]:
    return write_form


def write_form(cluster: str, title: str, practices: str) -> bytes:
    """A form as plain paragraphs and a table, as Word keeps it."""
    options = ("☑质量品牌", "□创新提升", "☑绿色化转型")
    rows = (("集群名称", cluster), ("县级中小企业主管部门", "青石县工业和信息化局"), ("案例方向", "\n".join(options)))
    basics = ("一、集群基本情况", "2023年，集群总产值52亿元。")
    rest = ("二、典型做法及解决的问题", practices, "三、实施成效", "检测周期缩短一半，返工率下降三成。")
    lines = (title, "摘要：共享检测破解小企业接单难。", *basics, *rest)
    cell = "<w:tc>{}</w:tc>".format
    table = "".join(
        f"<w:tr>{''.join(cell(''.join(map(line_of, text.split(chr(10))))) for text in row)}</w:tr>" for row in rows
    )
    body = f"<w:tbl>{table}</w:tbl>{''.join(map(line_of, lines))}"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>')
    return stream.getvalue()


def line_of(text: str) -> str:
    return f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"
