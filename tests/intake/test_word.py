"""What the walk over a Word document keeps and leaves out."""

import io
import zipfile

import pytest

from workbench.intake.problems import UnreadableError
from workbench.intake.word import Paragraph, Table, read_docx, text_of


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def line(*content: str) -> str:
    return f"<w:p>{''.join(content)}</w:p>"


def read(docx, body: str) -> str:
    return text_of(read_docx(docx(body)).blocks)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (run("甲") + run("乙"), "甲乙"),
        (f'<w:ins w:id="1" w:author="a">{run("增")}</w:ins>' + run("文"), "增文"),
        (f'<w:del w:id="1" w:author="a"><w:r><w:delText>删</w:delText></w:r></w:del>{run("文")}', "文"),
        (f"<w:moveFrom>{run('旧')}</w:moveFrom><w:moveTo>{run('新')}</w:moveTo>", "新"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('控件')}</w:sdtContent></w:sdt>", "控件"),
        (f"<w:smartTag>{run('标签')}</w:smartTag><w:fldSimple w:instr='PAGE'>{run('域')}</w:fldSimple>", "标签域"),
        (f"<w:hyperlink>{run('链接')}</w:hyperlink>", "链接"),
        (run("隐", "<w:vanish/>") + run("显", '<w:vanish w:val="0"/>'), "显"),
        ("<w:r><w:t>上</w:t><w:br/><w:t>下</w:t><w:tab/><w:t>右</w:t></w:r>", "上\n下\t右"),
        (f"<w:r><w:ruby><w:rt>{run('pin')}</w:rt><w:rubyBase>{run('拼')}</w:rubyBase></w:ruby></w:r>", "拼"),
        (run("软\u00ad连\u200b字"), "软连字"),
        ("<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>", "x"),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF a</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            + run("结果")
            + '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            "结果",
        ),
        ('<w:r><w:footnoteReference w:id="1"/><w:commentReference w:id="1"/></w:r>' + run("注"), "注"),
        (
            "<w:r><mc:AlternateContent><mc:Choice>" + "<w:t>新</w:t></mc:Choice>"
            "<mc:Fallback><w:t>旧</w:t></mc:Fallback></mc:AlternateContent></w:r>",
            "新",
        ),
    ],
)
def test_text_of_a_paragraph(docx, content: str, text: str) -> None:
    assert read(docx, line(content)) == text


def test_a_text_box_follows_its_paragraph_once(docx) -> None:
    box = f"<w:txbxContent>{line(run('框内'))}</w:txbxContent>"
    shape = (
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:wsp><wps:txbx>"
        f"{box}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    assert read(docx, line(run("前"), shape, run("后")) + line(run("次段"))) == "前后\n框内\n次段"


def test_a_deleted_paragraph_mark_joins_two_lines(docx) -> None:
    first = f"<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>{run('上')}</w:p>"
    assert read(docx, first + line(run("下"))) == "上下"


def test_tables_keep_merged_cells_once_and_drop_deleted_rows(docx) -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{line(run(text))}</w:tc>"

    begins = "<w:vMerge w:val='restart'/>"
    rows = (
        f"<w:tr>{cell('甲', begins)}{cell('1')}</w:tr>"
        f"<w:tr>{cell('甲', '<w:vMerge/>')}{cell('2')}</w:tr>"
        f"<w:tr><w:trPr><w:del w:id='1'/></w:trPr>{cell('删')}{cell('3')}</w:tr>"
    )
    (block,) = read_docx(docx(f"<w:tbl>{rows}</w:tbl>")).blocks
    assert isinstance(block, Table)
    assert [[one.text for one in row] for row in block.rows] == [["甲", "1"], ["", "2"]]
    assert block.rows[1][0].is_continued


def test_rows_and_cells_inside_content_controls(docx) -> None:
    inner = f"<w:tc>{line(run('值'))}</w:tc>"
    table = (
        "<w:tbl><w:sdt><w:sdtContent><w:tr><w:sdt><w:sdtContent>"
        f"{inner}</w:sdtContent></w:sdt></w:tr></w:sdtContent></w:sdt></w:tbl>"
    )
    assert read(docx, table) == "值"


def test_nested_tables_belong_to_their_cell(docx, tbl, p) -> None:
    inner = tbl(("内一", "内二"))
    assert read(docx, tbl((f"{p('外')}{inner}{p()}", "旁"))) == "外 内一\t内二\t旁"


def test_numbering_and_heading_styles_are_known(docx, p) -> None:
    styles = (
        b'<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        b'<w:style w:styleId="1"><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
        b'<w:style w:styleId="a"><w:basedOn w:val="1"/></w:style></w:styles>'
    )
    body = p("甲", properties='<w:pStyle w:val="a"/>') + p("乙", properties='<w:numPr><w:numId w:val="2"/></w:numPr>')
    first, second = read_docx(docx(body, {"word/styles.xml": styles})).blocks
    assert isinstance(first, Paragraph) and first.level == 0 and not first.is_numbered
    assert isinstance(second, Paragraph) and second.level is None and second.is_numbered


def test_a_strict_document_and_another_name_of_the_main_part(docx, p) -> None:
    data = docx(p("正文"), main="word/document2.xml")
    assert text_of(read_docx(data).blocks) == "正文"
    strict = f'<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body>{p("严格")}</w:body></w:document>'
    with zipfile.ZipFile(stream := io.BytesIO(), "w") as archive:
        archive.writestr("word/document.xml", strict)
    assert text_of(read_docx(stream.getvalue()).blocks) == "严格"


def test_pictures_are_counted_from_the_directory(docx, p) -> None:
    used = docx(p("图"), {"word/media/image1.png": b"x" * 5000, "word/media/image2.bin": b"y"})
    assert [(one.name, one.size) for one in read_docx(used).pictures] == [("word/media/image1.png", 5000)]


def test_entities_are_not_resolved(docx) -> None:
    stream = io.BytesIO()
    bomb = '<!DOCTYPE x [<!ENTITY a "甲甲"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    main = (
        f'{bomb}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>&a;&f;文</w:t></w:r></w:p></w:body></w:document>"
    )
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", main)
    assert "root" not in text_of(read_docx(stream.getvalue()).blocks)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"PK\x05\x06" + bytes(18), b"junk"])
def test_what_is_no_document_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_docx(data)
    assert caught.value.what and caught.value.advice


def test_depth_beyond_reason_is_refused(docx) -> None:
    deep = "<w:sdt><w:sdtContent>" * 300 + line(run("深")) + "</w:sdtContent></w:sdt>" * 300
    with pytest.raises(UnreadableError, match="损坏"):
        read_docx(docx(deep))
