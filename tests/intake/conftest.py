"""Small Word files, made in the test that reads them."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from xml.sax.saxutils import escape

import pytest

from workbench.call.columns import FIGURES
from workbench.call.notice import notice

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


_SHORT = ("output", "sme", "spec", "giant", "champ", "intl", "nat", "ind", "pat", "p10k")


@pytest.fixture(scope="session")
def by_short_names() -> Callable[[str | Mapping[str, float]], dict[str, float]]:
    """Give the figures that a test's table names in short: `output 128.6 sme 1200`, or as a mapping."""
    long = dict(zip(_SHORT, FIGURES, strict=True))

    def figures(said: str | Mapping[str, float]) -> dict[str, float]:
        if isinstance(said, str):
            words = said.split()
            said = {name: float(value) for name, value in zip(words[::2], words[1::2], strict=True)}
        return {long[name]: value for name, value in said.items()}

    return figures


def _relation(name: str) -> str:
    """What a part is to the document, by its name."""
    kinds = {"media": "image", "header": "header", "footer": "footer"}
    return next((kind for part, kind in kinds.items() if part in name), "styles")


def package(body: str, parts: Mapping[str, bytes] | None = None, main: str = "word/document.xml") -> bytes:
    """A docx file around the XML of a body."""
    relations = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE}/{_relation(name)}" Target="{name.removeprefix("word/")}"/>'
        for number, name in enumerate(parts or {})
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="png" ContentType="image/png"/><Default Extension="jpeg" ContentType="image/jpeg"/>'
            f'<Override PartName="/{main}" ContentType="{CONTENT}"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships">'
            f'<Relationship Id="r" Type="{OFFICE}/officeDocument" Target="{main}"/></Relationships>',
        )
        archive.writestr(main, f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>")
        archive.writestr(
            f"word/_rels/{main.rpartition('/')[2]}.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>',
        )
        for name, data in (parts or {}).items():
            archive.writestr(name, data)
    return stream.getvalue()


def paragraph(text: str = "", *, runs: str = "", properties: str = "") -> str:
    """XML of a paragraph."""
    content = runs or f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def table(*rows: Sequence[str]) -> str:
    """XML of a table; a cell is text, or XML that begins with a tag."""
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(map(_cell, row))}</w:tr>" for row in rows) + "</w:tbl>"


def _cell(content: str) -> str:
    if not content.startswith("<"):
        content = "".join(map(paragraph, content.split("\n")))
    return content if content.startswith("<w:tc>") else f"<w:tc>{content}</w:tc>"


def options(*chosen: str, on: str = "☑", off: str = "□") -> str:
    """Text of the options, one a line."""
    return "\n".join(f"{on if one.id in chosen else off}{one.name}" for one in notice().directions)


SECTIONS = (
    "一、集群基本情况",
    "2023年，集群总产值52.6亿元。",
    "二、典型做法及解决的问题",
    "一是共建检测中心。",
    "二是共用模具库。",
    "三、实施成效",
    "检测周期缩短一半。",
    "四、附录",
    "1.产业链图谱",
)


def case_body(
    name: str = "青石县卫浴产业集群",
    title: str = "共享检测让小企业敢接大单",
    abstract: str = "青石县以共享检测破解小企业接单难。",
    directions: str | None = None,
    sections: Sequence[str] = SECTIONS,
    department: str = "青石县工业和信息化局",
) -> str:
    """XML of a filled form of 附件2."""
    cells = options("quality_brand", "digital") if directions is None else directions
    form = table(
        ("集群名称", name),
        ("县级行政区划\n中小企业主管\n部门", department),
        ("联系人", "田野", "联系方式", "0999-1234567"),
        ("案例方向\n（可选择1—3个方向，最多不超过3个）", cells),
    )
    lines = [title, f"摘要：{abstract}", *sections]
    head = paragraph("附件2") + paragraph("中小企业特色产业集群案例报送情况")
    return head + form + "".join(map(paragraph, lines))


@pytest.fixture(scope="session")
def docx() -> Callable[..., bytes]:
    return package


@pytest.fixture(scope="session")
def p() -> Callable[..., str]:
    return paragraph


@pytest.fixture(scope="session")
def tbl() -> Callable[..., str]:
    return table


@pytest.fixture(scope="session")
def case() -> Callable[..., bytes]:
    """Make a filled form of 附件2 as a docx file."""

    def make(parts: Mapping[str, bytes] | None = None, **words: object) -> bytes:
        return package(case_body(**words), parts)  # type: ignore[arg-type]

    return make


@pytest.fixture(scope="session")
def body() -> Callable[..., str]:
    return case_body


@pytest.fixture(scope="session")
def measures() -> Callable[..., bytes]:
    """Make an 附件3 as a docx file."""

    def make(province: str = "云岭省") -> bytes:
        lines = (
            "附件3", f"{province}中小企业特色产业集群培育举措", "一、总体情况", "建立专班。",
            "二、政策出台情况", "印发管理办法。",
            "三、资金支持情况", "设立专项资金。", "四、服务活动情况", "开展对接活动。",
        )  # fmt: skip
        return package("".join(map(paragraph, lines)))

    return make


@pytest.fixture(scope="session")
def workbook() -> Callable[..., bytes]:
    """Make an xlsx file of rows."""

    def make(*rows: Sequence[object]) -> bytes:
        import openpyxl

        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(list(row))
        stream = io.BytesIO()
        book.save(stream)
        return stream.getvalue()

    return make


HEADER = ("序号", "集群名称", "案例方向", "案例主要内容")


@pytest.fixture(scope="session")
def header() -> tuple[str, ...]:
    return HEADER


@pytest.fixture(scope="session", name="options")
def make_options() -> Callable[..., str]:
    return options
