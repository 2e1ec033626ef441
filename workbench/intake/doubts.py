"""What is said of a file that was not read, or not read for sure: where, what, what to do."""

import re
from collections.abc import Collection, Sequence

from workbench.call.forms import Form, forms, squeeze
from workbench.intake.case_reader import CaseForm
from workbench.intake.kind import PICTURES, WORDS, suffix
from workbench.intake.problems import Problem, UnreadableError
from workbench.intake.sections import without_number

_CALL = "请打开原件核实，与报送单位确认所选方向"
_AGAIN = "请与报送单位核实，重新报送"
_ANEW = "请打开核实，按通知所附模板填写后重新报送"
_NOTHING = {
    "empty": ("文件是空的，没有内容", _AGAIN),
    "zeros": ("文件里全是空字节，不是文档", _AGAIN),
    "broken": ("文件不完整或已损坏，无法打开", _AGAIN),
    "encrypted": ("文件已加密，没有密码无法打开", "请报送单位去掉密码后重新报送"),
    "volume": ("是分卷压缩包的一部分，没有读取", "请报送单位压缩成一个 zip 文件后重新报送"),
}
NOTHING_INSIDE = frozenset(_NOTHING)
"""Kinds of files that cannot even be an attachment."""
_OFFICE = "请安装 LibreOffice（apt-get install libreoffice-writer-nogui）后重新读取，或另存为 docx 后重新报送"
_SAVE = "请用 Word 或 WPS 打开核实，另存为 docx 后重新报送"
_CONVERSION = {
    "missing": ("这台机器没有安装 LibreOffice，内容没有读取", _OFFICE),
    "no office": ("LibreOffice 不能运行，内容没有读取", _OFFICE),
    "refused": ("不能转换，可能已损坏或已加密，内容没有读取", _SAVE),
    "crashed": ("转换时出错，内容没有读取", _SAVE),
    "stalled": ("转换超时，内容没有读取", _SAVE),
    "late": ("要转换的文件太多，没有轮到它，内容没有读取", "请重新读取一次"),
    "big": ("转换后过大，内容没有读取", _SAVE),
}
_FORM_WORDS = ("附件", "案例", "汇总", "举措", "报送表")
_FORM_NAME = re.compile(r"附件\s*[123１２３一二三](?!\d)|案例|汇总表|培育举措|报送(?:表|情况|模板)")
_OTHER_NAME = re.compile(
    r"函|请示|目录|清单|说明|扫描|盖章|图|照片|流程|数据|附录|佐证|证明|方案|办法|通知|意见|政策|视频|新闻|报道"
)
_TABLES = frozenset({"xlsx", "xls", "xlsm", "et", "csv", "ods"})
_TEXTS = frozenset({"docx", "docm", "doc", "wps", "pdf", "rtf", "odt", "dotx"})
_MANY, _BRIEF = 3, 3


def of_form(file: str, form: CaseForm) -> list[Problem]:
    """Doubt a form: its head, its ticks, the form's own words left beside the title."""
    result = []
    unsure = [tick for tick in form.ticks if tick.state == "unknown"]
    if form.unknown_directions:
        what = f"写的“{'、'.join(form.unknown_directions)}”不是通知列出的方向，没有认出"
        result.append(Problem(file, what, _CALL, "案例方向", severity="warning"))
    if "cluster_name" not in form.fields and not form.ticks:
        what = "有案例正文，但没有读到报送表（集群名称、案例方向等）"
        result.append(Problem(file, what, "请打开原件核实，与报送单位确认后补报", "报送表"))
    elif not form.ticks:
        result.append(Problem(file, "没有找到案例方向的选项", _CALL, "案例方向"))
    elif unsure:
        seen = "；".join(tick.evidence for tick in unsure[:3])
        result.append(Problem(file, f"看不出案例方向是否勾选：{seen}", _CALL, "案例方向"))
    elif not any(tick.state == "on" for tick in form.ticks):
        what = "没有勾选任何案例方向，案例不能进入评审"
        result.append(Problem(file, what, "请与报送单位核实所选方向", "案例方向"))
    if form.mixed:
        labels = "、".join(f"“{forms().case.fields.get(name, ('案例题目',))[0]}”" for name in dict.fromkeys(form.mixed))
        what = f"{labels}与其他栏目的文字混在一起，只保留了能分清的部分"
        result.append(Problem(file, what, "请打开原件核实；PDF 请改报 Word 版", "报送表"))
    if form.has_title_guide:
        what = "题目旁留有模板的提示文字，读取时已略去"
        result.append(Problem(file, what, "请核对题目", "案例题目", severity="warning"))
    if form.has_template:
        what = "正文之前留有空白模板或示例，读取时已略去"
        result.append(Problem(file, what, "请核对正文是否完整", "正文", severity="warning"))
    return result


def of_blank(file: str, form: str) -> Problem:
    """Tell of a form that nobody filled in."""
    what = f"有一份没有填写的空白{form}，没有当作报送材料"
    return Problem(
        file, what, "请打开核实；如是报送表，请填写后重新报送；如只是随附的模板，可以移走", severity="warning"
    )


def of_macros(file: str) -> Problem:
    """Tell of macros: they are never run, and whoever opens the original should know."""
    return Problem(file, "含有宏，读取时没有运行", "请勿在打开原件时启用宏", severity="warning")


def of_linked(file: str, count: int) -> Problem:
    """Tell of pictures that the writer sees and nobody else does."""
    what = f"有{count}张图片只是链接到别处，没有随文件报送"
    return Problem(file, what, "请与报送单位核实，把图片插入文档或单独报送", severity="warning")


def of_list(file: str, sheet: str | None = None) -> Problem:
    """Ask whether a list of clusters is 附件1."""
    what = "有一张列出集群的表格，看不出是不是汇总表（附件1），没有当作汇总表"
    advice = "请打开核实；如是汇总表，请写明“汇总表”并填写“案例方向”一列后重新报送"
    return Problem(file, what, advice, f"工作表“{sheet}”" if sheet else None, severity="warning")


def of_formulas(file: str, sheet: str, cells: Sequence[str]) -> Problem:
    """Tell of formulas in one row that no program has worked out."""
    where = f"工作表“{sheet}”单元格{'、'.join(cells)}"
    return Problem(file, "公式没有计算结果", "请在 Excel 中打开后另存，重新报送", where)


def of_document(file: str, lead: str, text: str, *, has_pictures: bool) -> list[Problem]:
    """Doubt that a document which is no form is only an attachment; `lead` are its first lines, `text` is all of it."""
    if not lead:
        what = "文档里没有文字，只有图片" if has_pictures else "文档里没有文字"
        advice = "请打开核实；如是报送表，请用文字填写后重新报送"
        return [Problem(file, what, advice, severity="error" if _is_named_as_form(file) else "warning")]
    lead = squeeze(lead)
    for name, form in _every().items():
        if any(lead.startswith((squeeze(one), squeeze(name + one))) for one in form.headings):
            return [Problem(file, f"标题是{name}，但没有读到其中的内容", _ANEW)]
    return of_content(file, text)


def of_other_paper(file: str) -> Problem:
    """Tell of a paper that has the form's headings and is none."""
    what = "像是企业材料、集群申报书、审核用表或报刊文章，不是附件2，没有当作案例"
    return Problem(file, what, "请打开核实；如是集群案例，请按通知所附模板填写后重新报送", severity="warning")


def of_content(file: str, text: str) -> list[Problem]:
    """Doubt that a file is only an attachment which has the labels of a form, or is named as one."""
    words = {squeeze(without_number(one)) for one in re.split(r"[\s，,；;。]+", text)}
    labels = {name: _labels(words, form) for name, form in _every().items()}
    most = max(labels, key=lambda name: labels[name])
    if labels[most] >= _MANY:
        return [Problem(file, f"文中有{most}的栏目，但没有读出其中的内容", _ANEW)]
    if not _is_named_as_form(file):
        return []
    what = "名称像是报送表，但没有读到报送表的内容，只作为附件"
    return [Problem(file, what, "请打开核实；如是报送表，请按通知所附模板填写后重新报送", severity="warning")]


def _every() -> dict[str, Form]:
    return {"附件2": forms().case, "附件1": forms().summary, "附件3": forms().measures}


def _is_named_as_form(file: str) -> bool:
    name = file.rpartition("/")[2]
    return bool(_FORM_NAME.search(name)) and not _OTHER_NAME.search(name)


def _labels(words: Collection[str], form: Form) -> int:
    """Count the form's own labels that begin a line, a cell or a clause; three of them stand in no other document."""
    labels = (one[0] for one in (*form.fields.values(), *form.sections.values()))
    begun = [squeeze(label) for label in labels if len(label) > _BRIEF]
    return sum(any(one.startswith(label) for one in words) for label in begun)


def of_kind(file: str, kind: str, attachment: str | None) -> list[Problem]:
    """Say why a file of this kind was not read; a picture need not be."""
    if kind in _NOTHING:
        return [Problem(file, *_NOTHING[kind])]
    if kind in PICTURES:
        return []
    wanted = "xlsx" if suffix(file) in _TABLES else "docx"
    if kind == "unknown" and suffix(file) in _TABLES | _TEXTS:
        what = f"名称是 {suffix(file)}，内容却不是，可能已损坏，无法打开"
        return [Problem(file, what, f"请打开核实，另存为 {wanted} 后重新报送")]
    if kind == "unknown":
        advice = f"请打开核实；如是报送表，请另存为 {wanted} 后重新报送"
        return [Problem(file, "不能识别的文件格式，没有读取", advice, severity="warning")]
    return [_unread(file, kind, attachment, "内容没有读取", f"请另存为 {wanted} 后重新报送")]


def of_conversion(file: str, kind: str, attachment: str | None, why: str) -> Problem:
    """Say why a file could not be converted; `why` is a word of the converter's."""
    return _unread(file, kind, attachment, *_CONVERSION[why])


def of_textless(file: str, attachment: str | None, error: UnreadableError) -> Problem:
    """Say why a PDF has no text to read."""
    return _unread(file, "pdf", attachment, error.what, error.advice)


def _unread(file: str, kind: str, attachment: str | None, what: str, advice: str) -> Problem:
    """What matters more in a file that may be a form."""
    is_false = kind == "txt" and suffix(file) in _TABLES | _TEXTS
    own = file.partition("/")[2] or file  # the outermost folder is named after all that was sent
    is_form = is_false or (attachment != "policy" and any(name in own for name in _FORM_WORDS))
    advice = advice if is_form else f"如内有报送表，{advice}"
    return Problem(file, f"是{WORDS.get(kind, kind)}，{what}", advice, severity="error" if is_form else "warning")


def is_unread(what: str) -> bool:
    """Say whether a problem tells of a document or an archive whose content was not read.

    >>> is_unread("是PDF 文档，没有可以读取的文字，应是扫描件"), is_unread("是PowerPoint 演示文稿，内容没有读取")
    (True, False)
    """
    return what.startswith(tuple(f"是{word}，" for kind, word in WORDS.items() if kind != "pptx"))
