"""What is neither form nor table of forms: pictures, policy originals, tables; and which case each belongs to."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from workbench.intake.kind import PICTURES

_POLICY = re.compile(r"办法|意见|措施|方案|政策|通知|规划|细则|行动计划|条例|规定|规程|印发|决定|通告|公告")
_LETTER = re.compile(r"报送|来函|的函|复函|公函|请示|目录|清单|盖章|扫描|说明")
_GENERIC = re.compile(
    r"(中小企业|特色|先进|制造业?|产业|集群|案例|典型|报送|材料|附件|图片|照片|附录|表格?|县级?|市|区|省|\d|[\W_])+"
)
_ANNEX = re.compile(r"附件\s*\d+|典型|报送|材料|情况|附件|特色|产业|集群|正文")
_TELLING = re.compile(r"案例[\W_]*[\d一二三四五六七八九十]+|[\u4e00-\u9fff]{2}.*案例|(?!案例)[\u4e00-\u9fff]{2}")
"""What is left of a form's name if the name tells it from other forms."""
_SEAT = re.compile(r"自治[县州旗]|[县市区旗镇]|街道|开发区|高新区|新区|经开区")
_TABLES = frozenset({"xlsx", "xls", "ods", "csv"})
_DOCUMENTS = frozenset({"docx", "doc", "wps", "pdf", "rtf", "odt", "ofd", "html", "mht", "txt", "pptx", "ppt"})


def kind_of(file: str, kind: str, lead: str = "") -> str:
    """Say what an attachment is, by its format, its name and its first line.

    >>> kind_of("浙江省/《浙江省集群管理办法》.docx", "docx"), kind_of("a/照片.jpg", "jpg")
    ('policy', 'picture')
    """
    if kind in PICTURES:
        return "picture"
    if kind in _TABLES:
        return "table"
    if kind in _DOCUMENTS:
        folder, _, name = file.rpartition("/")
        first = lead.partition("\n")[0]
        if _LETTER.search(name) and not re.search(r"[《》]|政策", name):
            return "document"
        return "policy" if _POLICY.search(name) or "政策" in folder or _POLICY.search(first) else "document"
    return "other"


def case_of(file: str, cases: Sequence[Mapping[str, object]]) -> str | None:
    """Find the case that a file beside it belongs to.

    Parameters
    ----------
    file
        Path of the attachment.
    cases
        Rows of the same submitter with case_id, file, cluster_name, county_department.

    Returns
    -------
    str or None
        The only case in the nearest folder that has one, or the one case that the path names; None if several could be.
    """
    by_name = _named(file, cases)
    own = _by_form(file, cases)
    if own and (not by_name or any(one["case_id"] == own for one in by_name)):
        return own
    near = list({one["case_id"]: one for one in _near(file, cases)}.values())
    if len(near) == 1 and near[0]["file"] != file:
        only = near[0]
        if not by_name or any(one["case_id"] == only["case_id"] for one in by_name):
            return str(only["case_id"])
    close = {one["case_id"] for one in near}
    both = [one for one in by_name if one["case_id"] in close] or by_name
    return str(both[0]["case_id"]) if len(both) == 1 else None


def _by_form(file: str, cases: Iterable[Mapping[str, object]]) -> str | None:
    """The one case with whose form's name the name of the file, or of a folder beside the form, begins."""
    found: dict[int, set[str]] = {}
    for one in cases:
        folder, _, name = str(one["file"]).rpartition("/")
        stem = name.rpartition(".")[0]
        rest = file.removeprefix(folder + "/")
        is_its = rest != file and rest.startswith(stem) and not rest[len(stem)].isdigit()
        if is_its and _TELLING.search(_ANNEX.sub("", stem)):
            found.setdefault(len(stem), set()).add(str(one["case_id"]))
    longest = found.get(max(found, default=0), set())
    return next(iter(longest)) if len(longest) == 1 else None


def _near(file: str, cases: Iterable[Mapping[str, object]]) -> list[Mapping[str, object]]:
    """Cases in the nearest folder above the file, or below that folder, that is not the submitter's own root."""
    rows = list(cases)
    folder = file.rpartition("/")[0]
    while "/" in folder:
        here = [one for one in rows if str(one["file"]).startswith(folder + "/")]
        if here:
            return here
        folder = folder.rpartition("/")[0]
    return []


def _named(file: str, cases: Sequence[Mapping[str, object]]) -> list[Mapping[str, object]]:
    path = file.partition("/")[2] or file
    stem = path.rpartition(".")[0] or path
    scored = [(score, one) for one in cases if (score := _likeness(stem, one)) > 0]
    best = max((score for score, _ in scored), default=0.0)
    return list({one["case_id"]: one for score, one in scored if score >= best - 0.01}.values())


def _likeness(stem: str, case: Mapping[str, object]) -> float:
    """How much of a case's cluster or county a name holds; words that any case may have do not count."""
    cluster, county = str(case.get("cluster_name") or ""), str(case.get("county_department") or "")
    best = 0.0
    if cluster and cluster in stem:
        best = 100.0 + len(cluster)
    seats = [*_seats(cluster), *_seats(county)]
    industry = _GENERIC.sub("", cluster[max((len(seat) for seat in _seats(cluster)), default=0) :])
    if len(industry) > 1 and industry in stem:
        best = max(best, 10.0 + len(industry))
    return max([best, *(20.0 + len(seat) for seat in seats if seat in stem)])


def _seats(name: str) -> list[str]:
    """The places that a name begins with: 哈尔滨市平房区…… gives 哈尔滨市 and 哈尔滨市平房区, and 平房区 alone.

    A place that only bears the name of a county's seat counts less than the county itself, being shorter.
    """
    ends = [found.end() for found in _SEAT.finditer(name[:16]) if found.end() > 1]
    whole = [name[:end] for end in ends]
    return whole + [name[start:end] for start, end in pairwise(ends) if end - start > 2]
