"""Recusals that follow from a rule; those that a person declares are kept elsewhere and come on top."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from workbench.call.frames import frame
from workbench.call.notice import Notice, Submitter, notice
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
    senders = {submitter: call.submitter(submitter) for submitter, _, _ in origins}
    rows = []
    for person in _people(evaluators, call):
        near = {origin: "；".join(_reasons(person, origin, senders[origin[0]])) for origin in origins}
        found = [(one, reason) for origin, reason in near.items() if reason for one in origins[origin]]
        rows += [
            {"evaluator_id": person.evaluator_id, "entry_id": entry_id, "reason": reason, "source": "rule"}
            for entry_id, reason in sorted(found)
        ]
    return frame("recusals", rows)


@dataclass(frozen=True, slots=True)
class _Person:
    """What of an evaluator is held against each entry's origin; `home` is the submitter of the own province."""

    evaluator_id: str
    province: str
    home: Submitter | None
    organisation: str
    listed: Sequence[tuple[str, Submitter | None]]


Origin = tuple[str, str, str]
"""Where an entry comes from: submitter, county department, cluster; empty where not stated."""


def _people(evaluators: pd.DataFrame, call: Notice) -> Iterator[_Person]:
    ordered = evaluators.sort_index()
    columns = _texts(ordered, ("province", "organisation", "recuse_from"))
    for evaluator_id, province, organisation, listed in zip(ordered.index, *columns, strict=True):
        words = [(word, call.submitter(word)) for word in _words(listed)]
        yield _Person(str(evaluator_id), province, call.submitter(province), organisation, words)


def _origins(entries: pd.DataFrame) -> Mapping[Origin, list[str]]:
    result: dict[Origin, list[str]] = {}
    columns = _texts(entries, ("submitter", "county_department", "cluster_name"))
    for entry_id, *origin in zip(entries.index, *columns, strict=True):
        result.setdefault((origin[0], origin[1], origin[2]), []).append(str(entry_id))
    return result


def _texts(data: pd.DataFrame, names: Sequence[str]) -> list[list[str]]:
    """Give columns as plain texts, empty where missing or not there."""
    blank = [""] * len(data)
    return [data[one].astype(object).where(data[one].notna(), "").tolist() if one in data else blank for one in names]


def _reasons(person: _Person, origin: Origin, sender: Submitter | None) -> Iterator[str]:
    _, department, _ = origin
    home, organisation = person.home, person.organisation
    if home and sender and home.province == sender.province:
        where = "本地" if home.name == sender.name else f"{sender.name}（同属一地）"
        yield f"专家来自{person.province}，该项由{where}报送"
    if organisation and department:
        county = county_of(department)
        if is_same_organisation(organisation, department):
            yield f"专家单位“{organisation}”与县级主管部门“{department}”是同一单位"
        elif county and county in plain_name(organisation):
            yield f"专家单位“{organisation}”与案例同在{county}"
    yield from (f"名单写明回避“{word}”" for word, named in person.listed if _is_named(word, named, origin))


def _words(listed: str) -> list[str]:
    return [word for one in _SEPARATOR.split(listed) if (word := one.strip())]


def _is_named(word: str, named: Submitter | None, origin: Origin) -> bool:
    """Say whether a word of the list names the submitter, or stands in the department's or the cluster's name."""
    submitter, department, cluster = origin
    if named:
        return named.name == submitter
    text = plain_name(word)
    return len(text) > 1 and any(text in plain_name(name) for name in (department, cluster))
