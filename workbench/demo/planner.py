"""The plan of a demo: who sends what, with which faults, and who will evaluate it."""

from collections.abc import Sequence
from functools import cache
from random import Random

from workbench.call.notice import Submitter, notice
from workbench.demo.case_plan import CasePlanner, choose_clusters, person
from workbench.demo.faults import LISTED_OTHERWISE, SMALL_PICTURE, plant
from workbench.demo.model import (
    DemoPlan,
    PlannedBroken,
    PlannedCase,
    PlannedDocument,
    PlannedEvaluator,
    PlannedRow,
    PlannedSubmitter,
    PlannedSummary,
)
from workbench.demo.naming import Naming
from workbench.demo.phrases import Sender, phrases
from workbench.demo.prose import Deck
from workbench.demo.province_text import ProvinceText

_SMALL_CASES = 2
_EVALUATORS = 15
_BROKEN = {"empty": "新建 Microsoft Word 文档.docx", "cut": "附件2 补充案例（传输中断）.docx"}


@cache
def plan(seed: int = 2024, small: bool = False) -> DemoPlan:
    """Plan a demo: all that its files say, decided by the seed alone.

    Parameters
    ----------
    seed
        The same seed gives the same plan.
    small
        Eight submitters with two cases each instead of all, for quick tests; every planted fault is still there.

    Returns
    -------
    DemoPlan
        The truth to hold a reading of the files against.

    Examples
    --------
    >>> len(plan().submitters), len(list(plan(small=True).cases))
    (37, 16)
    """
    random = Random(f"{seed}:{small}")  # noqa: S311 - a demo, not a secret
    planner = CasePlanner(random, small=small)
    senders = {one.code: one for one in phrases().senders if one.is_small or not small}
    return DemoPlan(
        seed=seed,
        small=small,
        submitters=tuple(
            _submitter(Random(f"{seed}:{one.code}"), one, senders[one.code], planner, small)  # noqa: S311
            for one in notice().submitters
            if one.code in senders
        ),
        evaluators=_evaluators(random),
    )


def _submitter(
    random: Random, submitter: Submitter, sender: Sender, planner: CasePlanner, small: bool
) -> PlannedSubmitter:
    number = _SMALL_CASES if small else sender.cases
    clusters = choose_clusters(random, submitter.name, number, sender.faults)
    naming = Naming(random, sender, submitter.short, [one.county for one in dict.fromkeys(clusters)])
    planted = [*[""] * (number - len(sender.faults)), *reversed(sender.faults)]
    sound = [
        planner.case(random, one, place, naming, sender, must_show=fault == SMALL_PICTURE)
        for place, (one, fault) in enumerate(zip(clusters, planted, strict=True), 1)
    ]
    cases = [plant(random, one, fault) if fault else one for one, fault in zip(sound, planted, strict=True)]
    words = ProvinceText(random, submitter, sender)
    documents = [
        PlannedDocument(naming.policy(title), "policy", title, articles)
        for title, articles in words.policies(sender.policies)
    ]
    if sender.has_letter:
        documents.append(words.letter(naming.loose("关于报送典型案例的函.docx"), number))
    return PlannedSubmitter(
        name=submitter.name,
        code=submitter.code,
        archive=naming.root if sender.is_archive else None,
        cases=tuple(cases),
        summary=_summary(random, naming, sender, sound, cases) if sender.summary != "none" else None,
        measures=words.measures(naming.measures()) if sender.has_measures else None,
        documents=tuple(documents),
        broken=tuple(PlannedBroken(naming.loose(_BROKEN[fault]), fault) for fault in sender.broken),
    )


def _summary(
    random: Random, naming: Naming, sender: Sender, sound: Sequence[PlannedCase], cases: Sequence[PlannedCase]
) -> PlannedSummary:
    rows = tuple(
        PlannedRow(
            number=number,
            cluster_name=case.cluster_name,
            directions=_listed_directions(random, case),
            content=before.abstract,
            case_file=case.file,
        )
        for number, (before, case) in enumerate(zip(sound, cases, strict=True), 1)
    )
    contact = f"{person(random)}　{sender.area}-0{random.randrange(10**7):07d}"
    return PlannedSummary(naming.summary(sender.summary), sender.department, contact, rows)


def _listed_directions(random: Random, case: PlannedCase) -> tuple[str, ...]:
    if LISTED_OTHERWISE not in case.faults:
        return case.directions
    others = [one for one in notice().direction_ids if one not in case.directions and one != "other"]
    return (random.choice(others),)


def _evaluators(random: Random) -> tuple[PlannedEvaluator, ...]:
    """Invent evaluators from different provinces who together know every direction."""
    territories = [one for one in notice().submitters if one.code == one.province]
    directions = Deck(random, notice().direction_ids)
    offices = phrases().people["evaluator_offices"]
    result: list[PlannedEvaluator] = []
    for number, one in enumerate(random.sample(territories, _EVALUATORS), 1):
        name = person(random)
        while name in {other.name for other in result}:
            name = person(random)
        known = {directions.deal() for _ in range(random.choice((2, 2, 3)))}
        result.append(
            PlannedEvaluator(
                name=name,
                organisation=one.short + random.choice(offices),
                province=one.name,
                directions=tuple(direction for direction in notice().direction_ids if direction in known),
                email=f"expert{number:02d}@example.{random.choice(('com', 'cn'))}",
            )
        )
    return tuple(sorted(result, key=lambda one: notice().order(one.province)))
