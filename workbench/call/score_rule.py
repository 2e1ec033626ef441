"""How ballots become an official score: the rule, what it leaves out, and what is compared where scores are equal."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from workbench.call.notice import MEASURES, notice
from workbench.call.rubric import Rubric
from workbench.call.toml import Section

RULES: Mapping[str, str] = {"mean": "平均值", "median": "中位数", "trimmed": "去掉最高、最低后的平均值"}
"""Rules by the name that settings use, and what people call them; the first is the one that holds by default."""

LEAST_LEFT = 3
"""A trimmed mean of fewer ballots than this is none."""

_FIRST = "实施成效"  # the criterion that the call asks most about


@dataclass(frozen=True, slots=True)
class ScoreRule:
    """A round's rule; `trim` is 0 unless the rule trims. Tie-breaks are ids of criteria, asked in order."""

    rule: str
    trim: int
    tie_breaks: tuple[str, ...]
    measures_tie_breaks: tuple[str, ...]

    def tie_breaks_by_direction(self) -> dict[str, tuple[str, ...]]:
        """Give the tie-breaks of each direction and of the measures."""
        return dict.fromkeys(notice().direction_ids, self.tie_breaks) | {MEASURES: self.measures_tie_breaks}

    def words(self, rubric: Rubric, measures_rubric: Rubric) -> str:
        """Say the rule as a chair would read it out.

        >>> from workbench.call.rubric import rubrics
        >>> ScoreRule("trimmed", 1, ("effectiveness", "novelty"), ()).words(*rubrics())
        '去掉最高、最低各1份后的平均值；案例同分时依次比较实施成效、典型性与创新性；培育举措同分时并列'
        """
        score = f"去掉最高、最低各{self.trim}份后的平均值" if self.trim else RULES[self.rule]
        ties = [("案例", self.tie_breaks, rubric), ("培育举措", self.measures_tie_breaks, measures_rubric)]
        return "；".join([score, *(f"{track}同分时{_in_order(ids, one)}" for track, ids, one in ties)])

    def plain(self) -> dict[str, Any]:
        """Give what JSON can hold; `from_plain` takes it back."""
        return {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(self).items()}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "ScoreRule":
        """Take back what `plain` gave.

        >>> one = ScoreRule("mean", 0, ("effectiveness",), ())
        >>> ScoreRule.from_plain(one.plain()) == one
        True
        """
        ties = (tuple(plain[key]) for key in ("tie_breaks", "measures_tie_breaks"))
        return cls(plain["rule"], plain["trim"], *ties)


def _in_order(ids: Sequence[str], rubric: Rubric) -> str:
    names = {one.id: one.name for one in rubric.criteria}
    return f"依次比较{'、'.join(names.get(one, one) for one in ids)}" if ids else "并列"


def read_score_rule(
    scoring: Section, ballots_per_entry: int, rubric: Rubric, measures_rubric: Rubric, *, is_sound: bool = True
) -> ScoreRule:
    """Read the rule from the section `scoring` of a `round.toml`; faults are noted there.

    Where the ballots per entry or the rubrics are stand-ins for faulty ones, `is_sound` is False and the rule is not
    held against them.
    """
    rule = scoring.one_of("rule", tuple(RULES), next(iter(RULES)))
    before = len(scoring.faults)
    trim = scoring.integer("trim", 1, least=1, most=20) if "trim" in scoring or rule == "trimmed" else 0
    left, is_number = ballots_per_entry - 2 * trim, len(scoring.faults) == before
    if trim and rule != "trimmed" and is_number:
        scoring.fault("trim", f"rule 为 {rule} 时不去掉评分表", "请删去这一行，或把 rule 改为 trimmed")
    elif trim and left < LEAST_LEFT and is_sound and is_number:
        what = f"每项{ballots_per_entry}份评分表，去掉最高、最低各{trim}份后剩{max(left, 0)}份，少于{LEAST_LEFT}份"
        scoring.fault("trim", what, "请调高 panel.ballots_per_entry，或把 rule 改为 mean")
    return ScoreRule(
        rule=rule,
        trim=trim,
        tie_breaks=_tie_breaks(scoring, "tie_breaks", rubric, is_sound=is_sound),
        measures_tie_breaks=_tie_breaks(scoring, "measures_tie_breaks", measures_rubric, is_sound=is_sound),
    )


def _tie_breaks(scoring: Section, key: str, rubric: Rubric, *, is_sound: bool) -> tuple[str, ...]:
    """Read the criteria to compare; by default 实施成效 first, then the others, those with most points first."""
    by_weight = sorted(rubric.criteria, key=lambda one: (one.name != _FIRST, -one.points))
    given = scoring.texts(key, [one.id for one in by_weight])
    known = [one.id for one in rubric.criteria]
    for name in dict.fromkeys(given):
        if name not in known and is_sound:
            scoring.fault(key, f"“{rubric.name}”里没有评分项“{name}”", f"可以写：{'、'.join(known)}")
        elif given.count(name) > 1:
            scoring.fault(key, f"评分项“{name}”写了不止一次", "请只写一次")
    return given
