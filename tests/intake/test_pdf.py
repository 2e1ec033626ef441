"""PDF files: the same form as the docx that they were made from, and what cannot be read."""

import io
import random
import subprocess
import zlib
from pathlib import Path

import pytest
from PIL import Image

from workbench.intake import load_submissions
from workbench.intake.pdf import read_pdf
from workbench.intake.problems import UnreadableError
from workbench.intake.read import Reading, read
from workbench.intake.ticks import chosen, states
from workbench.intake.word.blocks import Paragraph, Table, text_of

LONG = (
    "一是共建检测中心。由龙头企业牵头，联合三十余家中小企业共同出资，建成覆盖全集群的公共检测中心，配备光谱分析仪等设备四十台，"
    "面向中小企业按成本价开放，平均检测周期由十五天缩短到四天，检测费用下降四成以上。"
) * 6
SECRET = '{"EncryptFile":{"type":"boolean","value":"true"},"DocumentOpenPassword":{"type":"string","value":"1"}}'


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory, docx, body, measures, tbl, p, header, options) -> dict:
    """Word files of every shape, and what the office prints of them."""
    folder = tmp_path_factory.mktemp("printed")
    basics = "2023年，集群总产值52.6亿元，中小企业数量210家。"
    said = f'<w:r><w:t xml:space="preserve">{basics}'
    sections = ("一、集群基本情况", basics, "二、典型做法及解决的问题", LONG)
    sections += ("三、实施成效", "检测周期缩短一半。", "四、附录", "1.产业链图谱")
    rows = (
        ("集群名称", "青石县卫浴产业集群"),
        ("县级行政区划中小企业主管部门", "青石县工业和信息化局"),
        ("案例方向", options("green")),
        ("案例题目", "共享检测让小企业敢接大单"),
        ("摘要", "青石县以共享检测破解小企业接单难。"),
        ("集群基本情况", basics),
        ("典型做法及解决的问题", LONG),
        ("实施成效", "检测周期缩短一半。"),
    )
    inner = tbl(*((line,) for line in options("digital", "opening").split("\n")))
    paragraphs = _ruled(body(sections=sections))
    listed = tbl(header, ("1", "青石县卫浴产业集群", "质量品牌、数字化升级", "共享检测。"))
    files = {
        "paragraphs": docx(paragraphs),
        "rows": docx(p("附件2") + _ruled(tbl(*rows))),
        "nested": docx(_ruled(body(directions=f"<w:tc>{inner}{p()}</w:tc>"))),
        "struck": docx(paragraphs.replace(said, _struck("2022年，集群总产值99亿元。") + said)),
        "summary": docx(p("附件1") + _ruled(listed)),
        "measures": measures(),
    }
    for name, data in files.items():
        (folder / f"{name}.docx").write_bytes(data)
    (folder / "out").mkdir()
    _print(folder, folder / "out", "pdf", sorted(folder.glob("*.docx")))
    _print(folder, folder / "locked", f"pdf:writer_pdf_Export:{SECRET}", [folder / "measures.docx"])
    found = {path.stem: path.read_bytes() for path in (folder / "out").glob("*.pdf")}
    return {**found, "locked": (folder / "locked" / "measures.pdf").read_bytes()}


def _print(folder: Path, out: Path, how: str, files: list[Path]) -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", how, "--outdir", str(out), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)


def _ruled(xml: str) -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:color="000000"/>' for side in sides)
    return xml.replace("<w:tbl>", f"<w:tbl><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr>")


def _struck(text: str) -> str:
    return f"<w:r><w:rPr><w:strike/></w:rPr><w:t>{text}</w:t></w:r>"


def form(data: bytes) -> Reading:
    return read(data, "云南省/案例.pdf", "pdf", len(data))


def test_a_form_whose_sections_are_paragraphs_over_pages(printed: dict) -> None:
    found = form(printed["paragraphs"])
    ((one, figures),) = found.cases
    assert one.fields["cluster_name"] == "青石县卫浴产业集群"
    assert one.fields["county_department"] == "青石县工业和信息化局"
    assert (one.fields["contact_name"], one.fields["contact_phone"]) == ("田野", "0999-1234567")
    assert one.fields["title"] == "共享检测让小企业敢接大单"
    assert one.fields["abstract"] == "青石县以共享检测破解小企业接单难。"
    assert one.fields["practices"] == LONG
    assert one.fields["appendix"] == "1.产业链图谱"
    assert chosen(one.ticks) == ("quality_brand", "digital")
    assert {each.figure: each.value for each in figures} == {"output_value_100m_yuan": 52.6, "sme_count": 210}
    assert found.problems == []


def test_a_form_whose_sections_are_rows_that_break_over_a_page(printed: dict) -> None:
    ((one, _),) = form(printed["rows"]).cases
    assert one.fields["practices"].replace("\n", "") == LONG
    assert one.fields["results"] == "检测周期缩短一半。"
    assert chosen(one.ticks) == ("green",)


def test_options_in_a_table_of_their_own(printed: dict) -> None:
    ((one, _),) = form(printed["nested"]).cases
    assert chosen(one.ticks) == ("digital", "opening")
    assert states(one.ticks)["green"] == "off"


def test_what_is_struck_out_does_not_count(printed: dict) -> None:
    ((one, figures),) = form(printed["struck"]).cases
    assert one.fields["basics"] == "2023年，集群总产值52.6亿元，中小企业数量210家。"
    assert [each.value for each in figures] == [52.6, 210]


def test_the_other_forms(printed: dict) -> None:
    ((summary,), found) = form(printed["summary"]).summaries, form(printed["measures"]).measures
    (row,) = summary.rows
    assert (row["number"], row["cluster_name"]) == (1, "青石县卫浴产业集群")
    assert row["directions"] == ("quality_brand", "digital")
    assert found == {
        "overview": "建立专班。",
        "policies": "印发管理办法。",
        "funding": "设立专项资金。",
        "services": "开展对接活动。",
    }


def test_a_scan_an_encrypted_and_a_damaged_file_are_problems(tmp_path: Path, printed: dict) -> None:
    Image.new("RGB", (600, 800), "white").save(tmp_path / "云南省-附件2案例扫描件.pdf")
    Image.new("RGB", (600, 800), "white").save(tmp_path / "云南省-管理办法.pdf")
    (tmp_path / "云南省-加密.pdf").write_bytes(printed["locked"])
    (tmp_path / "云南省-坏.pdf").write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 20)
    s = load_submissions(tmp_path)
    rows = s.problems.set_index("file")
    scan = rows.loc["云南省-附件2案例扫描件.pdf"]
    assert "扫描件" in scan.what and "docx" in scan.advice and scan.severity == "error"
    assert rows.loc["云南省-管理办法.pdf"].severity == "warning"
    assert "密码" in rows.loc["云南省-加密.pdf"].what
    assert "损坏" in rows.loc["云南省-坏.pdf"].what
    assert sorted(s.attachments.file) == ["云南省-管理办法.pdf", "云南省-附件2案例扫描件.pdf"]


def page(content: bytes) -> bytes:
    """A PDF of one page with a font of Latin letters."""
    fonts = b"/F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << "
        + fonts
        + b" >> >> >>",
        b"<< /Length %d >> stream\n%s\nendstream" % (len(content), content),
    ]
    result, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(result))
        result += b"%d 0 obj %s endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(result)
    return (
        result
        + b"xref\n0 5\n0000000000 65535 f \n"
        + table
        + b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % start
    )


def text(words: str, x: int, y: int) -> bytes:
    return f"BT /F 12 Tf {x} {y} Td ({words}) Tj ET\n".encode()


def test_drawn_boxes_and_ticks() -> None:
    boxes = b"".join(b"100 %d 10 10 re S\n" % y for y in (700, 680, 660))
    tick = b"101 685 m 104 681 l 109 689 l S\n"
    names = text("alpha words here", 115, 701) + text("beta words here", 115, 681) + text("gamma words here", 115, 661)
    (first, second, third) = read_pdf(page(boxes + tick + names))
    assert [one.text for one in (first, second, third) if isinstance(one, Paragraph)] == [
        "☐alpha words here", "☑beta words here", "☐gamma words here"]  # fmt: skip


def test_a_table_with_merged_cells() -> None:
    lines = [
        (50, 700, 350, 700),
        (150, 670, 350, 670),
        (50, 640, 350, 640),
        (50, 640, 50, 700),
        (150, 640, 150, 700),
        (350, 640, 350, 700),
    ]
    drawn = b"".join(b"%d %d m %d %d l S\n" % one for one in lines)
    words = text("label words", 55, 675) + text("upper value", 155, 680) + text("lower value", 155, 650)
    (table,) = read_pdf(page(drawn + words))
    assert isinstance(table, Table)
    assert [[cell.text for cell in row] for row in table.rows] == [["label words", "upper value"], ["", "lower value"]]
    assert [row[0].is_continued for row in table.rows] == [False, True]


def test_a_table_without_rules_at_its_sides() -> None:
    lines = [(50, 700, 350, 700), (50, 670, 350, 670), (50, 640, 350, 640), (150, 640, 150, 700)]
    drawn = b"".join(b"%d %d m %d %d l S\n" % one for one in lines)
    words = text("one", 55, 680) + text("upper value", 155, 680) + text("two", 55, 650) + text("lower value", 155, 650)
    (table,) = read_pdf(page(drawn + words))
    assert isinstance(table, Table)
    assert [[cell.text for cell in row] for row in table.rows] == [["one", "upper value"], ["two", "lower value"]]


def test_a_table_without_rules_at_its_sides_and_with_one_in_it() -> None:
    lines = [(50, 700, 350, 700), (50, 670, 350, 670), (50, 610, 350, 610), (150, 610, 150, 700)]
    inner = [(160, y, 340, y) for y in (660, 650, 640, 630, 620)] + [(x, 620, x, 660) for x in (160, 340)]
    drawn = b"".join(b"%d %d m %d %d l S\n" % one for one in lines + inner)
    words = text("one label", 55, 680) + text("upper value words", 155, 680) + text("two label", 55, 650)
    table = next(one for one in read_pdf(page(drawn + words)) if isinstance(one, Table))
    assert [row[0].text for row in table.rows] == ["one label", "two label"]


def test_a_frame_around_the_page_is_no_table() -> None:
    found = read_pdf(page(b"40 40 500 700 re S\n" + text("first line of words", 60, 700) + text("second one", 60, 600)))
    assert text_of(found) == "first line of words\nsecond one"


@pytest.mark.parametrize("seed", range(12))
def test_mangled_files_give_a_problem_or_text_never_a_crash(printed: dict, seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(printed["measures"])
    for _ in range(30):
        data[chance.randrange(len(data))] = chance.randrange(256)
    found = form(bytes(data[: chance.randrange(200, len(data))] if seed % 2 else data))
    assert all("程序出错" not in one.what for one in found.problems)


def test_a_bomb_is_cut_off_in_time_and_memory() -> None:
    content = zlib.compress(b"0 0 m 1 1 l S\n" * 6_000_000)
    whole = page(b"CONTENT").replace(
        b"<< /Length 7 >> stream\nCONTENT",
        b"<< /Length %d /Filter /FlateDecode >> stream\n%s" % (len(content), content),
    )
    assert len(whole) < 2**20
    with pytest.raises(UnreadableError):
        read_pdf(whole)


def test_only_so_many_pages_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    from workbench.intake import pdf

    monkeypatch.setattr(pdf, "MAX_PAGES", 2)
    stream = io.BytesIO()
    pages = [Image.new("RGB", (10, 10))] * 5
    pages[0].save(stream, "PDF", save_all=True, append_images=pages[1:])
    with pytest.raises(UnreadableError, match="扫描件"):
        read_pdf(stream.getvalue())
