"""附件2 in other shapes: sections as rows, no table at all, two forms in one document."""

from workbench.intake.case_form import CaseForm, read_cases
from workbench.intake.ticks import chosen
from workbench.intake.word import read_docx

OPTIONS = "□协作共享\n☑质量品牌\n□创新提升\n☑数字化升级\n□绿色化转型\n□开放合作\n□治理服务\n□其他方向："
FIELDS = {
    "cluster_name": "青石县卫浴产业集群",
    "county_department": "青石县工业和信息化局",
    "contact_name": "田野",
    "contact_phone": "0999-1234567",
}
TEXTS = {
    "title": "共享检测让小企业敢接大单",
    "abstract": "青石县以共享检测破解小企业接单难。",
    "basics": "2023年，集群总产值52.6亿元。",
    "practices": "一是共建检测中心。\n二是共用模具库。",
    "results": "检测周期缩短一半。",
    "appendix": "1.产业链图谱",
}


def only(data: bytes) -> CaseForm:
    (form,) = read_cases(read_docx(data).blocks)
    return form


def test_sections_as_rows_with_labels(docx, tbl) -> None:
    form = only(
        docx(
            tbl(
                ("集群名称", "青石县卫浴产业集群"),
                ("案例方向", OPTIONS),
                ("案例题目", "织就一张网"),
                ("摘要", "概要。"),
                ("一、集群基本情况", "甲。\n乙。"),
                ("二、典型做法及解决的问题", "丙。"),
                ("三、实施成效", "丁。"),
                ("四、附录", "戊"),
            )
        )
    )
    assert form.fields["basics"] == "甲。\n乙。"
    assert (form.fields["results"], form.fields["appendix"], form.fields["title"]) == ("丁。", "戊", "织就一张网")


def test_sections_as_wide_cells(docx, tbl) -> None:
    rows = [("集群名称", "青石县卫浴产业集群"), ("案例方向", OPTIONS), ("织就一张网\n摘要：概要。",)]
    rows += [("一、集群基本情况\n甲。",), ("二、典型做法及解决的问题\n乙。\n丙。",), ("三、实施成效\n丁。",)]
    form = only(docx(tbl(*rows)))
    assert (form.fields["abstract"], form.fields["practices"], form.fields["results"]) == (
        "概要。",
        "乙。\n丙。",
        "丁。",
    )


def test_a_label_that_spans_a_row_for_each_option(docx, tbl, p) -> None:
    def cell(text: str, merge: str) -> str:
        return f"<w:tc><w:tcPr><w:vMerge {merge}/></w:tcPr>{p(text)}</w:tc>"

    lines = OPTIONS.split("\n")
    rows = [(cell("案例方向", 'w:val="restart"'), lines[0]), *((cell("", ""), line) for line in lines[1:])]
    form = only(docx(tbl(("集群名称", "甲县乙产业集群"), ("联系人", "丙"), *rows)))
    assert chosen(form.ticks) == ("quality_brand", "digital")


def test_a_form_without_a_table(docx, p) -> None:
    lines = [
        "集群名称：甲县乙产业集群",
        "县级行政区划中小企业主管部门：甲县工信局",
        "联系人：丙  ",
        "联系电话：0999-1",
        "案例方向：",
    ]
    lines += [
        *OPTIONS.split("\n"),
        "案例题目：织就一张网",
        "摘要：概要。",
        "一、集群基本情况",
        "甲。",
        "二、主要做法",
        "乙。",
    ]
    form = only(docx("".join(map(p, lines))))
    assert form.fields["contact_phone"] == "0999-1"
    assert (form.fields["title"], form.fields["practices"]) == ("织就一张网", "乙。")
    assert chosen(form.ticks) == ("quality_brand", "digital")


def test_name_and_telephone_in_one_cell(docx, tbl) -> None:
    form = only(
        docx(tbl(("集群名称", "甲县乙产业集群"), ("联系人及联系方式", "丙丁 0999-1234567"), ("案例方向", OPTIONS)))
    )
    assert (form.fields["contact_name"], form.fields["contact_phone"]) == ("丙丁", "0999-1234567")


def test_tables_of_the_writer_stay_in_the_text(docx, body, tbl, p) -> None:
    data = tbl(("项目", "主要做法", "成效"), ("检测", "共享", "省一半"))
    whole = body(sections=("一、集群基本情况", "甲。", "二、典型做法及解决的问题", "乙：")) + data
    form = only(docx(whole + p("三、实施成效") + p("丙。")))
    assert form.fields["practices"] == "乙：\n项目\t主要做法\t成效\n检测\t共享\t省一半"
    assert form.fields["results"] == "丙。"


def test_two_forms_in_one_document_are_two_cases(docx, body) -> None:
    whole = body() + body(name="白河区灯具产业集群", title="点亮一条街", department="白河区经信局")
    first, second = read_cases(read_docx(docx(whole)).blocks)
    assert first.fields == FIELDS | TEXTS
    assert (second.fields["cluster_name"], second.fields["title"]) == ("白河区灯具产业集群", "点亮一条街")


def test_other_documents_are_no_cases(docx, p, measures) -> None:
    letter = docx("".join(map(p, ["关于报送典型案例的函", "现报送集群名称及案例方向见附件。", "某某厅"])))
    assert read_cases(read_docx(letter).blocks) == []
    assert read_cases(read_docx(measures()).blocks) == []


def test_a_narrow_empty_cell_between_label_and_value(docx, tbl) -> None:
    form = only(
        docx(
            tbl(
                ("集群名称", "", "甲县乙产业集群"),
                ("联系人", "", "丙", "联系方式", "", "0999-1"),
                ("案例方向", OPTIONS),
            )
        )
    )
    assert form.fields["cluster_name"] == "甲县乙产业集群"
    assert (form.fields["contact_name"], form.fields["contact_phone"]) == ("丙", "0999-1")


def test_sections_without_the_form_s_head_are_a_case_all_the_same(docx, p) -> None:
    form = only(
        docx(
            "".join(
                map(
                    p,
                    [
                        "织就一张网",
                        "摘要：概要。",
                        "一、集群基本情况",
                        "甲。",
                        "二、典型做法及解决的问题",
                        "乙。",
                        "三、实施成效",
                        "丙。",
                    ],
                )
            )
        )
    )
    assert (form.fields["title"], form.fields["results"]) == ("织就一张网", "丙。")
    assert form.ticks == [] and "cluster_name" not in form.fields


def test_a_table_of_clusters_in_a_section_begins_no_second_case(docx, body, tbl, p) -> None:
    inner = tbl(("集群名称", "总产值"), ("青石县卫浴产业集群", "52.6亿元"))
    rest = "".join(map(p, ["二、典型做法及解决的问题", "乙。", "三、实施成效", "丙。"]))
    form = only(docx(body(sections=("一、集群基本情况", "甲。")) + inner + rest))
    assert form.fields["basics"] == "甲。\n集群名称\t总产值\n青石县卫浴产业集群\t52.6亿元"
    assert form.fields["results"] == "丙。"
