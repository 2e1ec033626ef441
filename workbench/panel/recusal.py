"""Recusals that follow from a rule; those that a person declares are kept elsewhere and come on top."""

import re
from collections.abc import Iterator, Mapping

import pandas as pd

from workbench.call.frames import frame
from workbench.call.notice import Notice, notice
from workbench.panel.organisation import county_of, is_same_organisation, plain_name

_SEPARATOR = re.compile(r"[、,，;；/|\n]+")


def recusals_by_rule(evaluators: pd.DataFrame, entries: pd.DataFrame, call: Notice | None = None) -> pd.DataFrame:
    """Recuse each evaluator from what is too near: own territory, own organisation or county, or listed by name.

    Parameters
    ----------
    evaluators
        Table `evaluators`; `recuse_from` names submitters, counties, organisations or clusters.
    entries
        Index `entry_id`, column `submitter` and, where known, `county_department` and `cluster_name`; measures are
        entries too.
    call
        The call whose submitters and territories are meant; by default the one that comes with the workbench.

    Returns
    -------
    DataFrame
        Table `recusals`, evaluators and entries in the order of their ids, each pair once with all its reasons.

    Examples
    --------
    >>> from workbench.panel import evaluators_from_rows
    >>> entries = pd.DataFrame({"submitter": ["宁波市", "江苏省"]}, index=["NB-1:green", "JS-1:green"])
    >>> recusals_by_rule(evaluators_from_rows([{"姓名": "王一", "所在省份": "浙江"}]), entries).entry_id.tolist()
    ['NB-1:green']
    """
    call = call or notice()
    origins = _origins(entries)
    rows = []
    for evaluator_id, person in evaluators.sort_index().iterrows():
        near = {origin: "；".join(_reasons(person, origin, call)) for origin in origins}
        found = [(one, reason) for origin, reason in near.items() if reason for one in origins[origin]]
        rows += [
            {"evaluator_id": evaluator_id, "entry_id": entry_id, "reason": reason, "source": "rule"}
            for entry_id, reason in sorted(found)
        ]
    return frame("recusals", rows)


Origin = tuple[str, str, str]
"""Where an entry comes from: submitter, county department, cluster; empty where not stated."""


def _origins(entries: pd.DataFrame) -> Mapping[Origin, list[str]]:
    names = ("submitter", "county_department", "cluster_name")
    columns = [
        entries[name].astype(object).where(entries[name].notna(), "").tolist()
        if name in entries
        else [""] * len(entries)
        for name in names
    ]
    result: dict[Origin, list[str]] = {}
    for entry_id, *origin in zip(entries.index, *columns, strict=True):
        result.setdefault((origin[0], origin[1], origin[2]), []).append(str(entry_id))
    return result


def _reasons(person: "pd.Series[str]", origin: Origin, call: Notice) -> Iterator[str]:
    submitter, department, _ = origin
    home, sender = call.submitter(person["province"]), call.submitter(submitter)
    if home and sender and home.province == sender.province:
        where = "本地" if home.name == sender.name else f"{sender.name}（同属一地）"
        yield f"专家来自{person['province']}，该项由{where}报送"
    organisation = person["organisation"]
    if isinstance(organisation, str) and department:
        county = county_of(department)
        if is_same_organisation(organisation, department):
            yield f"专家单位“{organisation}”与县级主管部门“{department}”是同一单位"
        elif county and county in plain_name(organisation):
            yield f"专家单位“{organisation}”与案例同在{county}"
    listed = person.get("recuse_from")
    if isinstance(listed, str):
        yield from (f"名单写明回避“{word}”" for word in _words(listed) if _is_named(word, origin, call))


def _words(listed: str) -> list[str]:
    return [word for one in _SEPARATOR.split(listed) if (word := one.strip())]


def _is_named(word: str, origin: Origin, call: Notice) -> bool:
    """Say whether a word of the list names the submitter, or stands in the department's or the cluster's name."""
    submitter, department, cluster = origin
    named, text = call.submitter(word), plain_name(word)
    if named:
        return named.name == submitter
    return len(text) > 1 and any(text in plain_name(name) for name in (department, cluster))
