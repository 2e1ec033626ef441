"""A round's settings: what its `round.toml` says, and what holds where it says nothing."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from workbench.call.errors import UserError
from workbench.call.notice import MEASURES, notice
from workbench.call.rubric import FULL_POINTS, Band, Criterion, Rubric, is_multiple, read_rubrics, rubrics, sums_to_full
from workbench.call.score_rule import ScoreRule, read_score_rule
from workbench.call.toml import Section, read_toml

FILE = "round.toml"


@dataclass(frozen=True, slots=True)
class Quotas:
    """How many may be selected: in all, of the measures, per submitter, per direction; an absent direction is free."""

    total: int
    measures: int
    per_submitter_max: int | None
    direction_min: Mapping[str, int]
    direction_max: Mapping[str, int]

    def words(self) -> str:
        """Say the quotas as a chair would read them out.

        >>> Quotas(total=40, measures=5, per_submitter_max=3, direction_min={"green": 4}, direction_max={}).words()
        '案例共40项，省级培育举措5项；每个报送单位至多3项；“绿色化转型”至少4项'
        """
        parts = [f"案例共{self.total}项，省级培育举措{self.measures}项"]
        parts += [] if self.per_submitter_max is None else [f"每个报送单位至多{self.per_submitter_max}项"]
        for one in notice().direction_ids:
            bounds = (("至少", self.direction_min.get(one)), ("至多", self.direction_max.get(one)))
            if told := "、".join(f"{word}{count}项" for word, count in bounds if count is not None):
                parts.append(f"“{notice().direction_name(one)}”{told}")
        return "；".join(parts)


@dataclass(frozen=True, slots=True)
class RoundSettings:
    """The settings of one round; `folder` is absolute. Scoring is open on both of its dates, None is without limit."""

    folder: Path
    name: str
    is_demo: bool
    scoring_opens: datetime.date | None
    scoring_closes: datetime.date | None
    ballots_per_entry: int
    calibration_entries: int
    quotas: Quotas
    reserve_count: int
    rubric: Rubric
    measures_rubric: Rubric
    database_url: str
    score_rule: ScoreRule
    comment_min_length: int
    remark_min_length: int
    shows_others: bool

    @property
    def submissions(self) -> Path:
        """Where the submissions lie as received; never written to."""
        return self.folder / "submissions"

    @property
    def work(self) -> Path:
        """Where unpacked and converted files are kept; safe to delete."""
        return self.folder / "work"

    @property
    def exports(self) -> Path:
        """Where lists and tables are written: exports/NAME beside the data folder that the round lies in."""
        data = self.folder.parent
        return data.parent / "exports" / self.folder.name if data.name == "data" else self.folder / "exports"

    def rubric_for(self, direction: str) -> Rubric:
        """Give the rubric by which an entry of this direction is scored."""
        return self.measures_rubric if direction == MEASURES else self.rubric


def read_settings(folder: Path) -> RoundSettings:
    """Read the settings of the round in a folder; without a `round.toml` the defaults hold.

    Raises
    ------
    UserError
        If there is no such folder, or naming every fault of its files.
    """
    if not folder.is_dir():
        raise UserError(f"{folder}：没有这个批次文件夹。请检查路径；新建批次请先建立文件夹，再放入 submissions。")
    folder = folder.resolve()
    top = read_toml(folder / FILE, FILE) if (folder / FILE).exists() else Section(FILE, {})
    dates, panel, scoring = top.section("dates"), top.section("panel"), top.section("scoring")
    quotas = top.section("quotas")
    opens, closes = _date(dates, "scoring_opens"), _date(dates, "scoring_closes")
    if opens and closes and opens > closes:
        dates.fault("scoring_closes", f"{closes} 早于开始日期 {opens}", "请调整其中一个日期")
    before = len(top.faults)
    rubric, measures_rubric = _rubrics(top.section("rubric"), folder)
    ballots_per_entry = panel.integer("ballots_per_entry", 3, least=1, most=100)
    is_sound = len(top.faults) == before  # a stand-in must not be blamed
    result = RoundSettings(
        folder=folder,
        name=top.text("name", folder.name),
        is_demo=top.boolean("is_demo", False),
        scoring_opens=opens,
        scoring_closes=closes,
        ballots_per_entry=ballots_per_entry,
        calibration_entries=panel.integer("calibration_entries", 5, least=0, most=20),
        quotas=_quotas(quotas),
        reserve_count=quotas.integer("reserve", 10, least=0),
        rubric=rubric,
        measures_rubric=measures_rubric,
        database_url=_database_url(top.section("database"), folder),
        score_rule=read_score_rule(scoring, ballots_per_entry, rubric, measures_rubric, is_sound=is_sound),
        comment_min_length=scoring.integer("comment_min_length", 0, least=0, most=1000),
        remark_min_length=scoring.integer("remark_min_length", 0, least=0, most=1000),
        shows_others=top.section("discussion").boolean("shows_others", False),
    )
    top.finish()
    return result


def _date(dates: Section, key: str) -> datetime.date | None:
    return dates.date(key) if key in dates else None


def _quotas(quotas: Section) -> Quotas:
    before = len(quotas.faults)
    total = quotas.integer("total", 100, least=1)
    least, most, rows = dict[str, int](), dict[str, int](), quotas.section("directions")
    for direction in notice().direction_ids:
        row = rows.section(direction) if direction in rows else Section(FILE, {})
        if "min" in row:
            least[direction] = row.integer("min")
        if "max" in row:
            most[direction] = row.integer("max")
    if len(quotas.faults) == before:  # a stand-in must not be blamed
        for direction in least.keys() & most.keys():
            if least[direction] > most[direction]:
                rows.fault(f"{direction}.min", f"{least[direction]} 大于 max 的{most[direction]}", "请调整其中一个")
        if sum(least.values()) > total:
            what = f"各方向 min 合计{sum(least.values())}，多于总名额{total}"
            quotas.fault("directions", what, "请调低 min，或调高 quotas.total")
    return Quotas(
        total=total,
        measures=quotas.integer("measures", 10),
        per_submitter_max=quotas.integer("per_submitter_max", least=1) if "per_submitter_max" in quotas else None,
        direction_min=least,
        direction_max=most,
    )


def _rubrics(section: Section, folder: Path) -> tuple[Rubric, Rubric]:
    cases, measures = rubrics()
    if "file" in section and (name := section.text("file")):
        path = (folder / name).resolve()
        if not path.is_file() or not path.is_relative_to(folder):
            section.fault("file", "批次文件夹里没有这个文件", "请把评分细则放进批次文件夹，并写它的文件名")
        else:
            try:
                cases, measures = read_rubrics(path)
            except UserError as error:
                section.faults.extend(error.messages)
    return _reweighed(cases, section.section("points")), _reweighed(measures, section.section("measures_points"))


def _reweighed(rubric: Rubric, section: Section) -> Rubric:
    before, criteria = len(section.faults), list[Criterion]()
    for one in rubric.criteria:
        so_far = len(section.faults)
        points = section.number(one.id, one.points, least=rubric.step, most=FULL_POINTS)
        criteria.append(replace(one, points=points, bands=_scaled(one, points, rubric.step)))
        if len(section.faults) > so_far:
            continue
        if not is_multiple(points, rubric.step):
            section.fault(one.id, f"{points:g} 不是{rubric.step:g}的倍数", "请按评分的最小单位填写")
        elif len({band.least for band in criteria[-1].bands}) < len(one.bands):
            what = f"{points:g}分分不开{len(one.bands)}档"
            section.fault(one.id, what, "请调高分值，或用 rubric.file 换一份评分细则")
    if len(section.faults) == before and not sums_to_full(one.points for one in criteria):
        total = sum(one.points for one in criteria)
        given = "、".join(f"{one.id}={one.points:g}" for one in criteria)
        section.faults.append(
            f"{FILE}，{section.at}：各项分值合计{total:g}分（{given}）。请调整为合计{FULL_POINTS}分。"
        )
    return replace(rubric, criteria=tuple(criteria))


def _scaled(criterion: Criterion, points: float, step: float) -> tuple[Band, ...]:
    """Keep each band's share of the points, on a multiple of the step."""
    share = points / criterion.points
    return tuple(replace(band, least=round(round(band.least * share / step) * step, 9)) for band in criterion.bands)


def _database_url(section: Section, folder: Path) -> str:
    url = section.text("url", "sqlite:///workbench.sqlite3")
    # A message does not repeat the URL: it may hold a password.
    if url and not re.match(r"[a-z][a-z0-9]*(\+[a-z0-9_]+)?://", url):
        section.fault("url", "不是数据库地址", "请写成 sqlite:///文件名 或 postgresql://用户:口令@主机/库名 的样子")
    found = re.fullmatch(r"(sqlite(?:\+\w+)?:///)([^?]+)(.*)", url)
    if found is None or found[2] == ":memory:":
        return url
    return f"{found[1]}{(folder / found[2]).as_posix()}{found[3]}"
