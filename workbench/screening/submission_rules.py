"""Rules on what a submitter sent as a whole: 附件1 against the forms, 附件3, pictures, one cluster sent twice."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from workbench.call.forms import squeeze
from workbench.call.notice import Notice
from workbench.screening.finding import Finding, Material, of_case, rows


def directions_differ(material: Material, notice: Notice) -> Iterator[Finding]:
    """Find cases whose directions 附件1 gives otherwise; a case that takes several of its rows has them all."""
    listed = defaultdict(list)
    for row in rows(material.summaries):
        listed[row["case_id"]].append(row)
    for case in rows(material.cases):
        matching = listed.get(case["case_id"], [])
        named = {one for row in matching for one in row["directions"]}
        if matching and named != set(case["directions"]):
            here = _names(case["directions"], notice)
            there = _names([one for one in notice.direction_ids if one in named], notice)
            places = "、".join(f"{row['file']}{_place(row)}" for row in matching)
            yield of_case(
                case,
                f"案例方向与附件1不一致：报送表为“{here}”，附件1（{places}）为“{there}”",
                "请与报送单位核实以哪个为准",
                where="“案例方向”",
                detail=f"{here}|{there}",
            )


def _names(directions: Sequence[str], notice: Notice) -> str:
    return "、".join(map(notice.direction_name, directions)) or "未写"


def _place(row: Mapping[str, Any]) -> str:
    return "" if row["number"] is None else f"序号{row['number']}"


def case_not_listed(material: Material, notice: Notice) -> Iterator[Finding]:
    """Find forms that 附件1 does not list, where there is an 附件1 at all."""
    table = rows(material.summaries)
    with_summary, listed = {row["submitter"] for row in table} - {None}, {row["case_id"] for row in table}
    for case in rows(material.cases):
        if case["submitter"] in with_summary and case["case_id"] not in listed:
            yield of_case(
                case,
                f"附件1汇总表没有列出“{case['cluster_name'] or '未写名称'}”的这个案例",
                "请与报送单位核实是否正式报送",
            )


def row_without_case(material: Material, notice: Notice) -> Iterator[Finding]:
    """Find rows of 附件1 for which no form was read."""
    known = set(material.cases.index)
    for row in rows(material.summaries):
        if row["case_id"] not in known:
            name = row["cluster_name"] or "未写名称"
            yield Finding(
                what=f"附件1汇总表列有“{name}”，但没有读到它的案例报送表",
                advice="请先看读取问题里有没有它的文件；没有的，请报送单位补报",
                where=_place(row) or None,
                submitter=row["submitter"],
                file=row["file"],
                detail=f"{row['number']}|{name}|{','.join(row['directions'])}",
            )


def picture_too_small(material: Material, notice: Notice) -> Iterator[Finding]:
    """Find picture files below the call's limit; one inside a form is not a file, and the call asks for files."""
    least = notice.limits.min_picture_bytes
    for one in rows(material.attachments):
        if one["kind"] == "picture" and not one["is_embedded"] and one["size_bytes"] < least:
            yield Finding(
                what=f"图片只有{_megabytes(one['size_bytes'])} MB，通知要求不小于{_megabytes(least)} MB",
                advice="请报送单位提供原图",
                submitter=one["submitter"],
                case_id=one["case_id"],
                file=one["file"],
                detail=str(one["size_bytes"]),
            )


def _megabytes(size: int) -> str:
    """Megabytes rounded down, so that what is too small never reads as large enough."""
    return f"{size // 10_000 / 100:g}" if size >= 10_000 else "不到0.01"


def _senders(material: Material) -> set[str]:
    frames = (material.cases, material.summaries, material.measures, material.attachments, material.problems)
    return {name for frame in frames for name in frame["submitter"].dropna()}


def no_summary(material: Material, notice: Notice) -> Iterator[Finding]:
    """Find submitters that sent something, but no 附件1 that could be read."""
    for name in sorted(_senders(material) - set(material.summaries["submitter"].dropna()), key=notice.order):
        yield Finding(
            what=f"{name}报送了材料，但没有读到附件1汇总表",
            advice="请先看读取问题里有没有打不开的汇总表；没有的，请报送单位补报",
            submitter=name,
        )


def no_measures(material: Material, notice: Notice) -> Iterator[Finding]:
    """Find submitters that sent something, but no 附件3 that could be read."""
    for name in sorted(_senders(material) - set(material.measures["submitter"].dropna()), key=notice.order):
        yield Finding(
            what=f"{name}报送了材料，但没有读到附件3培育举措",
            advice="请先看读取问题里有没有打不开的附件3；没有的，请报送单位补报",
            submitter=name,
        )


def nothing_sent(material: Material, notice: Notice) -> Iterator[Finding]:
    """Find submitters of the call's list that sent nothing at all."""
    senders = _senders(material)
    for one in notice.submitters:
        if one.name not in senders:
            yield Finding(
                what=f"没有收到{one.name}的材料",
                advice="请与该单位联系，确认是否报送",
                submitter=one.name,
            )


_GENERAL = re.compile(r"中小企业|特色|产业|集群|(?<=.)(?:自治|[省市县区旗镇乡])")


def cluster_key(name: str, submitter: str | None, notice: Notice) -> str:
    """Reduce a cluster's name to what sets it apart within a submitter.

    >>> from workbench.call.notice import notice
    >>> cluster_key("浙江省新昌县 轴承产业集群", "浙江省", notice()), cluster_key("新昌轴承集群", "浙江省", notice())
    ('新昌轴承', '新昌轴承')
    """
    words, sender = squeeze(name), notice.submitter(submitter) if submitter else None
    for prefix in sender.names if sender else ():
        words = words.removeprefix(prefix)
    return _GENERAL.sub("", words)


def same_cluster_twice(material: Material, notice: Notice) -> Iterator[Finding]:
    """Find a second form on one cluster: right where the practices differ, so a person must look."""
    first: dict[tuple[str | None, str], Mapping[str, Any]] = {}
    for case in sorted(rows(material.cases), key=lambda case: (case["file"], case["case_id"])):
        key = cluster_key(case["cluster_name"] or "", case["submitter"], notice)
        if not key or not case["submitter"]:
            continue
        other = first.setdefault((case["submitter"], key), case)
        if other is not case:
            shared = [one for one in case["directions"] if one in other["directions"]]
            also = f"，且都选了“{_names(shared, notice)}”" if shared else ""
            yield of_case(
                case,
                f"“{case['cluster_name']}”已有另一个案例：{other['file']}{also}",
                "请比较两个案例：内容不同的可以豁免；是同一案例重复报送的，请报送单位撤回一个",
                where="“集群名称”",
                detail=other["case_id"],
            )
