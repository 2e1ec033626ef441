"""Web pages and web archives: what a browser shows is read, what it does not show is not, and nothing is fetched."""

import base64
import http.server
import io
import threading
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from workbench.intake import load_submissions
from workbench.intake.kind import sniff
from workbench.intake.lookup import read_file
from workbench.intake.problems import UnreadableError
from workbench.intake.read import read
from workbench.intake.ticks import chosen, states
from workbench.intake.web import read_page
from workbench.intake.word.blocks import Table, paragraphs, text_of


def lines(page: str | bytes, kind: str = "html") -> list[str]:
    """All text of a page, a paragraph a line."""
    return text_of(read_page(page.encode() if isinstance(page, str) else page, kind).blocks).split("\n")


def grid(page: str) -> list[list[str | None]]:
    """The cells of a page's first table, None for one that goes on from above."""
    table = next(one for one in read_page(page.encode(), "html").blocks if isinstance(one, Table))
    return [[None if cell.is_continued else cell.text for cell in row] for row in table.rows]


WORD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta http-equiv=Content-Type content="text/html; charset=gb2312"><meta name=ProgId content=Word.Document>
<!--[if gte mso 9]><xml><o:DocumentProperties><o:LastSaved>2024-05-01T08:30:00Z</o:LastSaved>
</o:DocumentProperties></xml><![endif]-->
<style><!-- @font-face {font-family:宋体; display:none}
p.MsoNormal, li.MsoNormal {mso-style-parent:""; color:windowtext}
p.a {mso-style-name:一级标题; mso-outline-level:1} @page Section1 {size:595.3pt 841.9pt}
span.hide {display:none; mso-hide:all} --></style>
<!--[if gte mso 10]><style>table {display:none}</style><![endif]--></head>
<body lang=ZH-CN style='text-justify-trim:punctuation'><div class=Section1>
<p class=MsoNormal align=center><b><span style='font-size:16.0pt'>中小企业特色产业集群案例报送情况<span
lang=EN-US><o:p></o:p></span></span></b></p>
<table class=MsoNormalTable border=1><tr style='height:20pt'>
<td width=91><p class=MsoNormal>集群名称<o:p></o:p></p></td>
<td width=400 colspan=3><p class=MsoNormal>青石县卫浴产业集群<span class=hide>（底稿）</span></p></td></tr>
<tr><td><p class=MsoNormal>县级行政区划<br>中小企业<span
style='color:black'>主管部门</span></p></td><td colspan=3><p class=MsoNormal>青石县工业和信息化局</p></td></tr>
<tr><td rowspan=2><p class=MsoNormal>案例方向</p></td><td colspan=3><p class=MsoNormal>
<span lang=EN-US style='font-family:"Wingdings 2";mso-ascii-font-family:宋体'>&pound;</span>协作共享</p>
<p class=MsoNormal><span style='font-family:"Wingdings 2"'>R</span>质量品牌</p>
<p class=MsoNormal><span
style='font-family:宋体;mso-char-type:symbol;mso-symbol-font-family:Wingdings'>&uml;</span>创新提升</p></td></tr>
<tr><td colspan=3><p class=MsoNormal><font face=Wingdings>&thorn;</font>数字化升级</p></td></tr>
<![if !supportMisalignedColumns]><tr height=0><td width=91 style='border:none'></td><td width=400></td></tr><![endif]>
</table>
<p class=MsoNormal>共享检测让小企业<del cite="mailto:x" datetime="2024">不</del><ins cite="mailto:x">敢接大单</ins></p>
<p class=MsoNormal>摘要：青石县以共享检测破解小企业
接单难。<!-- <p>不是正文</p> --></p>
<p class=a><![if !supportLists]><span lang=EN-US style='mso-list:Ignore'>一、<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>集群基本情况</p>
<p class=MsoNormal>2023年，集群总产值52.6亿元，厂房3万米&sup2;。<a style='mso-footnote-id:ftn1' href="#_ftn1"><span
class=MsoFootnoteReference>[1]</span></a></p>
<h1>二、典型做法及解决的问题</h1><p class=MsoNormal
style='margin-left:21pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Wingdings;mso-list:Ignore'>Ø<span
style='font:7.0pt "Times New Roman"'>&nbsp;</span></span><![endif]>一是共建检测中心。</p>
<h1>三、实施成效</h1><p class=MsoNormal>检测周期缩短一半。<script>document.write("<p>脚本</p>")</script></p></div>
<div style='mso-element:footnote-list'><hr><div style='mso-element:footnote' id=ftn1><p>[1] 脚注。</p></div></div>
<div style='mso-element:header'><p>内部资料 注意保存</p></div></body></html>"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_form_in_words_own_dialect(newline: str) -> None:
    data = WORD.replace("\n", newline).encode("gb18030")
    found = read(data, "云南省/案例.doc", "html", len(data))
    ((form, figures),) = found.cases
    assert form.fields == {
        "markings": "内部资料 注意保存",
        "cluster_name": "青石县卫浴产业集群",
        "county_department": "青石县工业和信息化局",
        "title": "共享检测让小企业敢接大单",
        "abstract": "青石县以共享检测破解小企业接单难。",
        "basics": "2023年，集群总产值52.6亿元，厂房3万米²。",
        "practices": "一是共建检测中心。",
        "results": "检测周期缩短一半。",
    }
    assert chosen(form.ticks) == ("quality_brand", "digital")
    assert {states(form.ticks)[one] for one in ("collaboration", "innovation")} == {"off"}
    assert [(one.figure, one.value) for one in figures] == [("output_value_100m_yuan", 52.6)]
    assert found.problems == []
    assert found.modified and found.modified.isoformat() == "2024-05-01T08:30:00+00:00"


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        *[("gb18030", "gb2312"), ("gb18030", "GBK"), ("gb18030", "utf-8"), ("gb18030", "none"), ("gb18030", "")],
        *[("utf-8", "utf-8"), ("utf-8", ""), ("utf-8", "gb2312"), ("utf-8-sig", "gb2312")],
        *[("utf-16", "unicode"), ("big5", "big5")],
    ],
)
def test_every_encoding_reads_the_same(encoding: str, declared: str) -> None:
    text = "附件二 中小企業特色產業集群案例報送情況"
    data = f'<html><head><meta charset="{declared}"></head><body><p>{text}</p></body></html>'.encode(encoding)
    assert sniff("a.doc", data[:4096], lambda: io.BytesIO(data)) == "html"
    assert lines(data) == [text]


@pytest.mark.parametrize(
    ("page", "wanted"),
    [
        ("<p>甲<p>乙<div>丙<div>丁</div>戊</div>己", ["甲", "乙", "丙", "丁", "戊", "己"]),
        ("裸文<br>二行<p>三<br>四", ["裸文", "二行", "三", "四"]),
        ("<p>  a \n\t b<b> c</b> <i> d</i>&nbsp; e </p>", ["a b c d  e"]),
        ("<pre>甲\n乙  丙</pre>", ["甲", "乙  丙"]),
        ("<p>零\u200b宽\u00ad度&shy;字\ufeff&#8203;</p>", ["零宽度字"]),
        ("<p>a<b 3，x<y，&lt;1>2</p>", ["a<b 3，x<y，<1>2"]),
        ("<p>m<sup>2</sup>&sup2;&#9745;&nope;</p>", ["m2²☑&nope;"]),
        ("<p>前<input type=checkbox checked>甲<input type=radio>乙<input type=hidden value=x></p>", ["前☑甲☐乙"]),
        ("<p><input value='填的'><select><option>一<option selected>二</select>", ["填的二"]),
        ("<textarea>第一行\n<b>第二行</textarea>", ["第一行", "<b>第二行"]),
        ("<p>甲<span style='mso-tab-count:1'>&nbsp;&nbsp; </span>乙", ["甲\t乙"]),
        ("<!DOCTYPE html [<!ENTITY a 'x'><!ENTITY b '&a;&a;'>]><p>&b;甲</p>", ["&b;甲"]),
        ("<p>甲</p></body></html><p>乙</p><html><body>丙", ["甲", "乙", "丙"]),
        ("<p>甲</p><p sty", ["甲"]),
        ("<p>甲<!-- 没有结束 <p>乙</p>", ["甲"]),
        ("<ruby>汉<rp>(</rp><rt>hàn</rt><rp>)</rp></ruby>字", ["汉字"]),
        ("<p>A\0B\x01C", ["ABC"]),
        ("<title>题</title><noscript>无</noscript><svg><text>图</text></svg><p hidden>藏</p>文", ["文"]),
        ("<p style='display:none'>a</p><b style='visibility: hidden'>b</b><i style=mso-hide:all>c</i>d", ["d"]),
        ("<style>.x{display:none} @media print{p{display:none}}</style><p class='y x'>a</p><p>b</p>", ["b"]),
    ],
)
def test_a_page_reads_as_it_is_shown(page: str, wanted: list[str]) -> None:
    assert lines(page) == wanted


def test_cells_stand_in_their_columns() -> None:
    rows = "<tr><td rowspan=2 colspan=2>a<td>b<td rowspan=0>c<tr><td>d<tr><td>e<td>f<td>g</table>"
    assert grid(f"<table>{rows}") == [["a", "b", "c"], [None, "d", None], ["e", "f", "g", None]]
    assert grid("<table><td>a<td>b<tr><td><table><tr><td>内</table>外</table>") == [["a", "b"], ["内\n外"]]
    assert grid("<table><tr style='display:none'><td>a<tr><td><td>b</table>") == [["", "b"]]


def test_looks_are_told() -> None:
    page = """<p>平<s>划</s><span style='text-decoration:line-through'>去</span><span
    style="background:yellow">亮</span><mark>标</mark><span style='background:white;color:black'>白</span>
    <b>粗</b><u>线</u><font color=red>红</font></p>
    <s><p>整段</p></s><td style='background:#eee'>底</td>"""
    runs = [run for one in paragraphs(read_page(page.encode(), "html").blocks) for run in one.runs]
    said = {name: "".join(run.text for run in runs if getattr(run, name)) for name in ("is_struck", "is_highlighted")}
    assert said == {"is_struck": "划去整段", "is_highlighted": "亮标"}
    assert "".join(run.text for run in runs if run.is_stressed) == "粗线红"


def test_headings_and_numbers_are_told() -> None:
    page = (
        "<h2>甲</h2><p style='mso-outline-level:1'>乙</p><ol><li>丙<p>丁</ol><p>戊</p><p style='mso-list:l0 level1'>己"
    )
    found = [(one.text, one.level, one.is_numbered) for one in paragraphs(read_page(page.encode(), "html").blocks)]
    wanted = [("甲", 1, False), ("乙", 0, False), ("丙", None, True), ("丁", None, True), ("戊", None, False)]
    assert found == [*wanted, ("己", None, True)]


def png() -> bytes:
    stream = io.BytesIO()
    Image.effect_noise((60, 40), 50).save(stream, "PNG")
    return stream.getvalue()


def web_archive(page: str, picture: bytes) -> bytes:
    head = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="--=_b"\r\n\r\n----=_b\r\n'
    body = base64.encodebytes(page.encode("gb18030")).decode()
    image = base64.encodebytes(picture).decode()
    return (
        f"{head}Content-Location: file:///C:/a.htm\r\nContent-Transfer-Encoding: base64\r\n"
        f'Content-Type: text/html; charset="gb2312"\r\n\r\n{body}\r\n----=_b\r\n'
        f"Content-Location: file:///C:/a.files/image001.png\r\nContent-Transfer-Encoding: base64\r\n"
        f"Content-Type: image/png\r\n\r\n{image}\r\n----=_b--\r\n"
    ).encode()


def test_pictures_are_counted_as_often_as_they_are_shown_and_can_be_read(tmp_path: Path) -> None:
    picture = png()
    written = f"data:image/png;base64,{base64.b64encode(picture).decode()}"
    form = WORD.replace("</div>", "<img src=IMG></div>", 1)
    twice = form.replace("IMG", "'a.files/image001.png'><img src='a.files/image001.png'><img src=http://x/b.png")
    folder = tmp_path / "云南省"
    folder.mkdir()
    (folder / "一.doc").write_bytes(form.replace("IMG", f"'{written}'").replace("青石", "白石").encode("gb18030"))
    with zipfile.ZipFile(folder / "二.zip", "w") as archive:
        archive.writestr("二.doc", web_archive(twice, picture))
    s = load_submissions(tmp_path)
    found = s.attachments[s.attachments.is_embedded]
    assert list(found.file) == ["云南省/一.doc/image1.png"] + ["云南省/二.zip/二.doc/image1.png"] * 2
    assert set(found.size_bytes) == {len(picture)}
    for file in set(found.file):
        assert read_file(tmp_path, file, limit=10**6) == picture
    with pytest.raises(UnreadableError):
        read_file(tmp_path, "云南省/一.doc/image1.png", limit=100)
    assert len(s.cases) == 2


def test_a_web_archive_keeps_headers_and_footers_in_a_page_of_their_own() -> None:
    header = "<div style='mso-element:header'><p>机密★5年</p></div>"
    part = f"\r\n----=_b\r\nContent-Type: text/html\r\n\r\n{header}\r\n----=_b--".encode("gb18030")
    page = read_page(web_archive("<p>正文</p>", png()).replace(b"\r\n----=_b--", part), "mht")
    assert (text_of(page.blocks), page.markings) == ("正文", ("机密★5年",))


def test_nothing_that_a_page_links_to_is_fetched() -> None:
    asked = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def handle_one_request(self) -> None:
            asked.append(1)
            self.close_connection = True

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        there = f"http://127.0.0.1:{server.server_port}"
        page = (
            f'<!DOCTYPE html SYSTEM "{there}/x.dtd"><link rel="stylesheet" href="{there}/a.css">1<img src="{there}/a">'
        )
        assert lines(page) == ["1"]
        server.shutdown()
    assert asked == []
