"""Mistakes that are planted in a few cases, so that every screening rule has something to show."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

from workbench.call.forms import forms
from workbench.call.notice import notice
from workbench.demo.model import PlannedCase

Fault = Callable[[Random, PlannedCase], PlannedCase]


def plant(random: Random, case: PlannedCase, fault: str) -> PlannedCase:
    """Give the case with a fault in it and named in its `faults`."""
    return replace(_FAULTS[fault](random, case), faults=(*case.faults, fault))


def _four_directions(random: Random, case: PlannedCase) -> PlannedCase:
    more = [one for one in notice().direction_ids if one not in case.directions and one != "other"]
    chosen = {*case.directions, *random.sample(more, notice().limits.max_directions + 1 - len(case.directions))}
    return replace(case, directions=tuple(one for one in notice().direction_ids if one in chosen))


def _no_direction(random: Random, case: PlannedCase) -> PlannedCase:
    return replace(case, directions=(), other_direction="")


def _placeholder_left(random: Random, case: PlannedCase) -> PlannedCase:
    left = random.choice(("平均每家企业改造费用控制在XX万元以内。", "相关产品市场占有率提高XX个百分点。"))
    return replace(case, results=case.results + left)


def _guide_text_left(random: Random, case: PlannedCase) -> PlannedCase:
    return replace(case, results=f"{forms().case.guide['results'][0]}\n{case.results}")


def _section_missing(random: Random, case: PlannedCase) -> PlannedCase:
    return replace(case, results="")


def _abstract_missing(random: Random, case: PlannedCase) -> PlannedCase:
    return replace(case, abstract="")


def _no_phone(random: Random, case: PlannedCase) -> PlannedCase:
    return replace(case, contact_phone="")


def _small_picture(random: Random, case: PlannedCase) -> PlannedCase:
    return replace(case, pictures=tuple(replace(one, is_large=False) for one in case.pictures))


def _planted_elsewhere(random: Random, case: PlannedCase) -> PlannedCase:
    return case


SMALL_PICTURE = "small_picture"
"""The pictures beside a form are smaller than the call asks: the form must have some."""
LISTED_OTHERWISE = "summary_differs"
"""附件1 names another direction than the form: planted where 附件1 is written."""
SENT_TWICE = "same_cluster_twice"
"""The case is on the cluster of the case before it: planted where clusters are chosen."""

_FAULTS: dict[str, Fault] = {
    "four_directions": _four_directions,
    "no_direction": _no_direction,
    "placeholder_left": _placeholder_left,
    "guide_text_left": _guide_text_left,
    "section_missing": _section_missing,
    "abstract_missing": _abstract_missing,
    "no_phone": _no_phone,
    SMALL_PICTURE: _small_picture,
    LISTED_OTHERWISE: _planted_elsewhere,
    SENT_TWICE: _planted_elsewhere,
}
