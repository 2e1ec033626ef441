"""Rules on one form at a time: its fields, sections, directions, and words left over from the empty form."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from workbench.call.columns import column
from workbench.call.forms import Form, forms
from workbench.call.notice import Notice
from workbench.screening.finding import Finding, Material, of_case, rows
from workbench.screening.passages import CONTACTS, passages
from workbench.screening.wording import guide_sentences, own_words, placeholders

_FIELDS = ("cluster_name", "title", "abstract")
_SECTIONS = ("basics", "practices", "results")
_SHOWN = 3


def field_missing(material: Material, notice: Notice) -> Iterator[Finding]:
    """Find forms without a cluster name, title or abstract."""
    return _blank(rows(material.cases), forms().case, _FIELDS, "没有填写“{label}”", "请报送单位补填")


def contact_missing(material: Material, notice: Notice) -> Iterator[Finding]:
    """Find forms that do not say whom to ask."""
    return _blank(rows(material.cases), forms().case, CONTACTS, "没有填写“{label}”", "请报送单位补填")


def section_missing(material: Material, notice: Notice) -> Iterator[Finding]:
    """Find forms without one of the three sections that are scored."""
    return _blank(
        rows(material.cases), forms().case, _SECTIONS, "缺少“{label}”一节", "请核对原文，确实没有的请报送单位补报"
    )


def appendix_missing(material: Material, notice: Notice) -> Iterator[Finding]:
    """Find forms without an appendix."""
    return _blank(
        rows(material.cases), forms().case, ["appendix"], "缺少“{label}”一节", "请核对有无附图，没有的请报送单位补报"
    )


def measures_section_missing(material: Material, notice: Notice) -> Iterator[Finding]:
    """Find 附件3 documents without one of their four sections."""
    form = forms().measures
    return _blank(
        rows(material.measures),
        form,
        list(form.sections),
        "附件3缺少“{label}”一节",
        "请核对原文，确实没有的请报送单位补报",
    )


def _blank(
    documents: Iterable[Mapping[str, Any]], form: Form, names: Sequence[str], what: str, advice: str
) -> Iterator[Finding]:
    for document in documents:
        for name in names:
            if own_words(document[name], form):
                continue
            label = column(name).label
            said = f"“{label}”只有模板的提示文字" if document[name] else what.format(label=label)
            yield of_case(document, said, advice, where=f"“{label}”", detail=name)


def no_direction(material: Material, notice: Notice) -> Iterator[Finding]:
    """Find forms with fewer directions than the call asks: none ticked, or none that could be made out."""
    for case in rows(material.cases):
        if len(case["directions"]) < notice.limits.min_directions:
            yield of_case(
                case,
                "没有勾选案例方向",
                "请打开原文核对勾选；确实未勾选的，请报送单位明确方向",
                where="“案例方向”",
            )


def too_many_directions(material: Material, notice: Notice) -> Iterator[Finding]:
    """Find forms with more directions than the call allows."""
    for case in rows(material.cases):
        ticked, most = case["directions"], notice.limits.max_directions
        if len(ticked) > most:
            names = "、".join(map(notice.direction_name, ticked))
            yield of_case(
                case,
                f"勾选了{len(ticked)}个方向（{names}），最多{most}个",
                "请与报送单位核实，由其选定方向",
                where="“案例方向”",
                detail=",".join(ticked),
            )


def placeholder_left(material: Material, notice: Notice) -> Iterator[Finding]:
    """Find places that the writer did not fill in: XX, 某某公司, N项."""
    for one in passages(material):
        if found := placeholders(one.text):
            more = f"等{len(found)}处" if len(found) > _SHOWN else ""
            quoted = "、".join(f"“{each}”" for each in found[:_SHOWN])
            what = f"{one.where}留有未填写的占位符：{quoted}{more}"
            yield one.finding(what, "请报送单位补上实际内容", detail="\0".join(found))


def guide_left(material: Material, notice: Notice) -> Iterator[Finding]:
    """Find guide sentences beside the writer's own text; alone they make a section a missing one."""
    advice = "请核对原文；不影响内容的可以豁免，否则请报送单位删去后重报"
    for one in passages(material):
        found = guide_sentences(one.text, one.form)
        if found and own_words(one.text, one.form):
            what = f"{one.where}留有模板的提示文字：“{found[0][:20]}”"
            yield one.finding(what, advice, detail="\0".join(found))
