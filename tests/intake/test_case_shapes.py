"""One case in the shapes that clerks give it: whatever the layout, the same words are read."""

import pytest

from workbench.call.notice import notice
from workbench.intake.case_form import read_cases
from workbench.intake.ticks import chosen
from workbench.intake.word import read_docx

NAME, COUNTY, PERSON, PHONE = "青石县卫浴产业集群", "青石县工业和信息化局", "田野", "0999-1234567"
TITLE, ABSTRACT = "共享检测让小企业敢接大单", "青石县以共享检测破解小企业接单难。"
TEXTS = ("2023年，集群总产值52.6亿元。", "一是共建检测中心。\n二是共用模具库。", "检测周期缩短一半。", "1.产业链图谱")
HEADS = ("一、集群基本情况", "二、典型做法及解决的问题", "三、实施成效", "四、附录")
OPTIONS = "\n".join(
    f"{'☑' if one.id in ('quality_brand', 'digital') else '□'}{one.name}" for one in notice().directions
)
WANTED = {
    "cluster_name": NAME, "county_department": COUNTY, "contact_name": PERSON, "contact_phone": PHONE, "title": TITLE,
    "abstract": ABSTRACT, "basics": TEXTS[0], "practices": TEXTS[1], "results": TEXTS[2], "appendix": TEXTS[3],
}  # fmt: skip
HEAD_LABELS = (
    "集群名称",
    "县级行政区划\n中小企业主管\n部门",
    "联系人",
    "联系方式",
    "案例方向\n（可选择1—3个方向，最多不超过3个）",
)


class Clerk:
    """Writes the parts of a form as XML."""

    def __init__(self, p, tbl) -> None:
        self.p, self.tbl = p, tbl

    def lines(self, text: str) -> str:
        return "".join(map(self.p, text.split("\n")))

    def head(self, *labels: str) -> str:
        name, county, person, phone, directions = labels or HEAD_LABELS
        return self.tbl((name, NAME), (county, COUNTY), (person, PERSON, phone, PHONE), (directions, OPTIONS))

    def sections(self, heads: tuple[str, ...] = HEADS) -> str:
        return "".join(self.p(head) + self.lines(text) for head, text in zip(heads, TEXTS, strict=True))

    def body(self, heads: tuple[str, ...] = HEADS) -> str:
        return self.p(TITLE) + self.p(f"摘要：{ABSTRACT}") + self.sections(heads)


@pytest.fixture
def clerk(p, tbl) -> Clerk:
    return Clerk(p, tbl)


@pytest.fixture
def check(docx):
    """Hold that a body is one case with the words of all the others."""

    def hold(body: str) -> None:
        (case,) = read_cases(read_docx(docx(body)).blocks)
        assert case.fields == WANTED
        assert chosen(case.ticks) == ("quality_brand", "digital")

    return hold


@pytest.mark.parametrize(
    "labels",
    [
        HEAD_LABELS,
        ("集 群 名 称：", "县级行政区划\n中小企业\n主管部门：", "联 系 人：", "联系\n方式：", "案例\n方向："),
        ("集\n群\n名\n称", "县（市、区）级中小企业主管部门", "联系人姓名", "联系电话/手机", "申报方向（可多选）"),
        ("集群名称（全称）", "县级中小企业主管部门", "姓名", "手机／电话", "案例方向"),
    ],
)
def test_labels_however_set(clerk, check, labels) -> None:
    check(clerk.head(*labels) + clerk.body())


@pytest.mark.parametrize(
    "heads",
    [
        ("第一部分 集群基本情况", "第二部分 典型做法及解决的问题", "第三部分 实施成效", "第四部分 附录"),
        ("01 集群基本情况", "02 典型做法及解决的问题", "03 实施成效", "04 附录"),
        ("【集群基本情况】", "【典型做法及解决的问题】", "【实施成效】", "【附录】"),
        ("◆集群基本情况", "◆典型做法及解决的问题", "◆实施成效", "◆附录"),
        ("一.集群基本情况：", "二.典型做法及解决的问题：", "三.实施成效：", "四.附录："),
        ("１、集群基本情况", "２、典型做法及解决的问题", "３、实施成效", "４、附录"),
        ("\u3000\u3000一、 集群 基本 情况", "二、典型做法 及 解决的问题", "三、 实施 成效", "四、 附 录"),
        ("2.1集群基本情况", "2.2典型做法及解决的问题", "2.3实施成效", "2.4附录"),
        ("壹、集群基本情况", "贰、典型做法及解决的问题", "叁、实施成效", "肆、附录"),
        ("Part 1 集群基本情况", "Part 2 典型做法及解决的问题", "Part 3 实施成效", "Part 4 附录"),
        ("（一）集群的基本情况", "（二）典型做法以及所解决的问题", "（三）取得的实施成效", "（四）相关附录"),
        ("集群基本情况介绍", "典型经验做法及解决的主要问题", "实施成效与推广价值", "附录材料"),
        ("一、产业集群简介", "二、具体举措", "三、工作成果", "四、附图"),
        ("一、集群基本情况", "二、典型做法及解决的问题", "三、实施成效", "附件："),
    ],
)
def test_headings_however_set(clerk, check, heads) -> None:
    check(clerk.head() + clerk.body(heads))


def test_a_form_inside_a_frame(clerk, check, p, tbl) -> None:
    check(tbl((clerk.head() + p(""),)) + clerk.body())
    check(tbl((clerk.head() + clerk.body(),)))
    check(tbl((tbl((clerk.head() + clerk.body(),)) + p(""),)))


def test_values_below_their_labels(clerk, check, tbl) -> None:
    pairs = (("集群名称", "县级行政区划中小企业主管部门"), (NAME, COUNTY), ("联系人", "联系方式"), (PERSON, PHONE))
    check(tbl(*pairs, ("案例方向", OPTIONS)) + clerk.body())


def test_a_contact_label_over_two_rows(clerk, check, tbl) -> None:
    merged = "<w:tc><w:tcPr><w:vMerge{}/></w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    rows = (
        ("集群名称", NAME),
        ("县级行政区划中小企业主管部门", COUNTY),
        (merged.format(' w:val="restart"', "联系人及联系方式"), "姓名", PERSON),
        (merged.format("", ""), "电话", PHONE),
        ("案例方向", OPTIONS),
    )
    check(tbl(*rows) + clerk.body())


def test_other_rows_and_columns_of_the_head(clerk, check, tbl) -> None:
    rows = (
        ("集群名称", NAME, "所属地市", "云岭市"),
        ("县级行政区划中小企业主管部门", COUNTY, "填报日期", "2024年6月"),
        ("联系人", PERSON, "职务", "科长"),
        ("联系方式", PHONE, "电子邮箱", "a@b.cn"),
        ("通讯地址", "青石县人民路1号"),
        ("案例方向", OPTIONS),
    )
    check(tbl(*rows) + clerk.body())


def test_labels_and_values_in_one_cell(clerk, check, tbl) -> None:
    rows = (
        (f"集群名称：{NAME}",),
        (f"县级行政区划中小企业主管部门：{COUNTY}",),
        (f"联系人：{PERSON}", f"联系方式：{PHONE}"),
        ("案例方向：",),
        (OPTIONS,),
    )
    check(tbl(*rows) + clerk.body())


@pytest.mark.parametrize("leader", ["\t{}", "………{}", "......{}", "    {}"])
@pytest.mark.parametrize("has_title", [True, False])
def test_a_table_of_contents_begins_no_section(clerk, check, p, leader: str, has_title: bool) -> None:
    contents = "".join(p(head + leader.format(page)) for page, head in enumerate(HEADS, 1))
    check(clerk.head() + (p("目　录") if has_title else "") + contents + clerk.body())
    check(clerk.head() + p(TITLE) + (p("目录") if has_title else "") + contents + clerk.body())


def test_a_letter_and_a_cover_before_the_form(clerk, check, p) -> None:
    form = p("附件2") + p("中小企业特色产业集群案例报送情况") + clerk.head() + clerk.body()
    letter = clerk.lines(
        "关于报送中小企业特色产业集群典型案例的函\n省经信厅：\n根据通知要求，现将我县案例报上。\n附件：案例报送情况\n2024年6月20日"
    )
    cover = clerk.lines("中小企业特色产业集群典型案例\n报送材料\n报送单位：青石县工业和信息化局")
    for before in (letter, cover, cover + letter):
        check(before + form)


def test_the_title_above_the_table(clerk, check, p) -> None:
    heading = p("附件2") + p("中小企业特色产业集群案例报送情况")
    check(heading + p(TITLE) + clerk.head() + p(f"摘要：{ABSTRACT}") + clerk.sections())


@pytest.mark.parametrize(
    "title", ["《{}》", "题目：{}", "案例题目：《{}》", "{}\n（题目需亮点突出、特色鲜明）", "{0}\n{0}"]
)
def test_the_title_however_set(clerk, check, p, title: str) -> None:
    check(clerk.head() + clerk.lines(title.format(TITLE)) + p(f"摘要：{ABSTRACT}") + clerk.sections())


def test_the_title_after_the_abstract(clerk, check, p) -> None:
    check(clerk.head() + p(f"案例摘要：{ABSTRACT}") + p(f"题目：{TITLE}") + clerk.sections())


def test_the_whole_text_in_one_paragraph_with_line_breaks(clerk, check) -> None:
    lines = [TITLE, f"摘要：{ABSTRACT}"]
    for head, text in zip(HEADS, TEXTS, strict=True):
        lines += [head, *text.split("\n")]
    check(clerk.head() + f"<w:p><w:r><w:t>{'</w:t><w:br/><w:t>'.join(lines)}</w:t></w:r></w:p>")


def test_the_whole_text_in_a_text_box_or_a_content_control(clerk, check) -> None:
    box = (
        '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx><w:txbxContent>{0}'
        "</w:txbxContent></wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>{0}"
        "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    check(clerk.head() + box.format(clerk.body()))
    check(control.format(clerk.head()) + control.format(clerk.body()))


def test_each_section_a_table_of_its_own(clerk, check, p, tbl) -> None:
    tables = "".join(tbl((head,), (text,)) for head, text in zip(HEADS, TEXTS, strict=True))
    check(clerk.head() + p(TITLE) + p(f"摘要：{ABSTRACT}") + tables)


def test_sections_beside_labels_set_downwards(clerk, check, tbl) -> None:
    head = (("集群名称", NAME), ("县级行政区划中小企业主管部门", COUNTY), ("联系人", PERSON, "联系方式", PHONE))
    labels = (
        "案例方向",
        "案\n例\n题\n目",
        "摘\n要",
        "一、集群\n基本情况",
        "二、典型做法\n及解决的问题",
        "三、实施成效",
        "四、附录",
    )
    rows = (*head, *zip(labels, (OPTIONS, TITLE, ABSTRACT, *TEXTS), strict=True))
    check(tbl(*rows))


def test_a_stamp_and_a_date_at_the_end(clerk, check, p) -> None:
    check(clerk.head() + clerk.body() + p("青石县工业和信息化局（盖章）") + p("2024年6月20日"))


def test_notes_deletions_and_hidden_text_are_no_text(clerk, check, p) -> None:
    noise = (
        '<w:r><w:footnoteReference w:id="1"/></w:r><w:r><w:commentReference w:id="1"/></w:r>'
        "<w:del><w:r><w:delText>删去</w:delText></w:r></w:del><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>"
    )
    check(clerk.head() + clerk.body().replace("</w:p>", f"{noise}</w:p>"))


def test_inserted_text_counts(clerk, check) -> None:
    check(clerk.head() + clerk.body().replace("<w:r>", "<w:ins><w:r>").replace("</w:r>", "</w:r></w:ins>"))


def test_two_forms_each_with_a_letter_before(clerk, docx, p) -> None:
    heading = p("附件2") + p("中小企业特色产业集群案例报送情况")
    second = (clerk.head() + clerk.body()).replace(NAME, "红岩县轴承产业集群").replace(TITLE, "中试基地开到厂门口")
    found = read_cases(read_docx(docx(heading + clerk.head() + clerk.body() + heading + second)).blocks)
    assert [case.fields["title"] for case in found] == [TITLE, "中试基地开到厂门口"]
    assert found[0].fields == WANTED
