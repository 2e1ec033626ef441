"""Evaluators from the rows of a list that somebody typed."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from workbench.call.columns import column
from workbench.call.errors import UserError
from workbench.call.frames import frame
from workbench.call.notice import notice

ROW = "行号"
"""Key of a row's number in its file, beside its headings."""

_COLUMNS = ("name", "organisation", "province", "directions", "email", "max_entries", "recuse_from")
_ALSO = {
    "name": ("专家姓名",),
    "organisation": ("单位", "所在单位", "单位名称"),
    "province": ("省份", "所在地区", "所在省"),
    "directions": ("评审方向", "擅长方向", "专业方向", "研究方向", "方向"),
    "email": ("邮箱", "电子邮件", "e-mail", "email"),
    "max_entries": ("最多评审项数", "评审上限", "最多评审"),
    "recuse_from": ("回避单位", "须回避", "回避"),
}
_NEEDED = ("name", "province")
_EXAMPLE = "示例"
_ALL = ("全部", "所有", "不限", "全部方向", "所有方向")
_SEPARATOR = re.compile(r"[\s、,;/|+。]+")
_NUMBERING = re.compile(r"^\(?[\d一二三四五六七八]+\)?[.)]?")
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")


def template_rows() -> list[dict[str, str]]:
    """Give the rows of an empty evaluators' list: one example, which is passed over when it is read back.

    >>> list(template_rows()[0])
    ['姓名', '工作单位', '所在省份', '案例方向', '电子邮箱', '最多评审数', '回避对象']
    """
    example = (f"{_EXAMPLE}：张三", "示例大学", "浙江省", "创新提升、数字化升级", "zhangsan@example.com", "", "")
    return [dict(zip(map(_heading, _COLUMNS), example, strict=True))]


def _heading(name: str) -> str:
    return column(name).label


def evaluators_from_rows(
    rows: Iterable[Mapping[str, object]], existing_ids: Sequence[str] = (), known: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Make evaluators from rows as they were read.

    Parameters
    ----------
    rows
        Mappings from Chinese headings to cells; `行号` is the row's number in its file, else rows count from 2.
    existing_ids
        Evaluators' ids in use; new ones go on after them.
    known
        Table `evaluators` of those on the list already: nobody is put on it twice.

    Returns
    -------
    DataFrame
        Table `evaluators`: E01, E02 … in the order of the rows. A blank cell of directions is all of them.

    Raises
    ------
    UserError
        With every fault of every row.

    Examples
    --------
    >>> rows = [{"姓名": "王一", "所在省份": "浙江", "案例方向": "数字化升级、协作共享"}]
    >>> one = evaluators_from_rows(rows).loc["E01"]
    >>> one.province, one.directions
    ('浙江省', ('collaboration', 'digital'))
    """
    lines = _lines(rows)
    seen = {} if known is None else {_who(one): f"名单中的{key}" for key, one in known.iterrows()}
    faults, people = [], []
    for here, cells in lines:
        person, wrong = _person(cells)
        if "name" in cells and (there := seen.setdefault(_who(cells), here)) != here:
            wrong.append(f"：与{there}重复（{'，'.join(filter(None, _who(cells)))}）。请删去一行。")
        faults += [here + one for one in wrong]
        people.append(person)
    if not people:
        faults.append("没有一位专家。请每行填写一位。")
    if faults:
        raise UserError(*faults)
    first = max((int(found[1]) for one in existing_ids if (found := re.fullmatch(r"E(\d+)", one))), default=0) + 1
    return frame("evaluators", ({"evaluator_id": f"E{place:02d}", **one} for place, one in enumerate(people, first)))


def _lines(rows: Iterable[Mapping[str, object]]) -> list[tuple[str, dict[str, str]]]:
    """Give each row's place and its cells by column, without blank rows and the template's example."""
    tidy = [
        (f"第{row.get(ROW, place)}行", {_tidy_heading(key): row[key] for key in row})
        for place, row in enumerate(rows, 2)
    ]
    headings = {heading for _, row in tidy for heading in row}
    absent = [name for name in _NEEDED if headings.isdisjoint(_headings(name))]
    if tidy and absent:
        names = "、".join(f"“{_heading(name)}”" for name in absent)
        raise UserError(f"表头中没有{names}。请在表头写上这一栏，或使用名单模板。")
    lines = [(here, _cells(row)) for here, row in tidy]
    return [(here, cells) for here, cells in lines if cells and not cells.get("name", "").startswith(_EXAMPLE)]


def _tidy_heading(heading: str) -> str:
    return re.sub(r"\s|\*|\(.*?\)", "", unicodedata.normalize("NFKC", heading)).lower()


def _headings(name: str) -> tuple[str, ...]:
    return (_heading(name), *_ALSO[name])


def _cells(row: Mapping[str, object]) -> dict[str, str]:
    cells: dict[str, str] = {}
    for name in _COLUMNS:
        for heading in _headings(name):
            value = row.get(heading)
            text = "" if value is None else unicodedata.normalize("NFKC", str(value)).strip()
            # 王 一 is 王一, but John Smith keeps his space.
            text = (
                text
                if name in ("directions", "recuse_from")
                else re.sub(r"(?<![A-Za-z.]) | (?![A-Za-z])", "", " ".join(text.split()))
            )
            if text:
                cells.setdefault(name, text)
    return cells


def _who(person: "Mapping[str, str] | pd.Series[str]") -> tuple[str, str]:
    organisation = person.get("organisation")
    return person["name"], organisation if isinstance(organisation, str) else ""


def _person(cells: Mapping[str, str]) -> tuple[dict[str, object], list[str]]:
    """Give the evaluator of a row, and what is wrong with it."""
    wrong = [f"“{_heading(name)}”：没有填写。请补填。" for name in _NEEDED if name not in cells]
    home = notice().submitter(cells.get("province", ""))
    if "province" in cells and home is None:
        wrong.append(f"“{_heading('province')}”：不认识“{cells['province']}”。请写省份名称。")
    directions, strange = _directions(cells.get("directions", ""))
    if strange:
        names = "、".join(one.name for one in notice().directions)
        wrong.append(f"“{_heading('directions')}”：不认识“{'、'.join(strange)}”。可以写{names}；不填为全部方向。")
    email = cells.get("email")
    if email and not _EMAIL.fullmatch(email):
        wrong.append(f"“{_heading('email')}”：“{email}”不是完整的邮箱地址。请改正，或留空。")
    most = cells.get("max_entries", "")
    if most and not re.fullmatch(r"[1-9]\d{0,3}项?", most):
        wrong.append(f"“{_heading('max_entries')}”：“{most}”不是1到9999的整数。请改正，或留空。")
    return {
        "name": cells.get("name"),
        "organisation": cells.get("organisation"),
        "province": home.name if home else None,
        "directions": directions,
        "email": email,
        "max_entries": int(most.removesuffix("项")) if most and not wrong else None,
        "recuse_from": cells.get("recuse_from"),
        "is_active": True,
    }, wrong


def _directions(text: str) -> tuple[tuple[str, ...], list[str]]:
    """Directions of a cell in the call's order, and the words that name none; 绿色化 is enough for 绿色化转型."""
    found, strange = set[str](), []
    for word in filter(None, _SEPARATOR.split(text)):
        name = _NUMBERING.sub("", word)
        matching = [one.id for one in notice().directions if len(name) > 1 and one.name.startswith(name)]
        if word in _ALL:
            found.update(notice().direction_ids)
        elif len(matching) == 1:
            found.update(matching)
        elif name:
            strange.append(word)
    return tuple(one for one in notice().direction_ids if one in found or not found), strange
