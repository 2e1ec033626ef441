"""How far the evaluators agree, whether their scores compare, and how lenient each is."""

import ipywidgets as widgets

from workbench.apps.selection.agreement_html import connectivity_html, leniencies_html, reliability_html
from workbench.apps.selection.model import SelectionModel
from workbench.apps.selection.rows import Rows
from workbench.apps.table import Column, Table
from workbench.call.columns import column, word
from workbench.call.notice import MEASURES
from workbench.round.tally import Tally
from workbench.store.frames import rows_of

TOTAL, ALL = "总分", "全部案例"
ONE_ENTRY = "只有一项有两份以上评分表，看不出一致性。"

AGREEMENT = (
    Column.named("direction", 118),
    Column.named("criterion", 150),
    Column("entry_count", column("entry_count").heading, 116, kind="number"),
    Column("difference", column("difference").heading, 132, kind="number", digits=1),
    Column.named("alpha", 100, digits=2),
    Column.named("calibrated_alpha", 132, digits=2),
    Column.named("reliability", 148, digits=2),
    Column.named("reading", 380),
)


class AgreementView:
    """Draws the screen when it is first looked at, and again when the ballots were read anew."""

    def __init__(self, model: SelectionModel) -> None:
        self.model = model
        self._drawn: Tally | None = None
        self.connectivity, self.reliability, self.leniencies = (widgets.HTML() for _ in range(3))
        self.table = Table(
            [],
            AGREEMENT,
            filters=("direction", "criterion"),
            empty="还没有有效评分表。",
            label="专家打分的一致性",
            height="380px",
        )
        parts = {
            "得分能不能比": (self.connectivity,),
            "专家打分的一致性": (
                _muted(
                    "α说的是单份评分表：1为完全一致，0为与随意打分无异。校准后的α扣除了各位专家的宽严，"
                    "远高于α时，说明专家看法的次序一致，只是松紧不同。"
                ),
                self.table,
            ),
            "每项要几份评分表": (
                _muted("如果每项有这么多份评分表，平均得分有多可靠（0至1）。供确定下一批次的份数。"),
                self.reliability,
            ),
            "专家的宽严": (
                _muted(
                    "在同一批参评项上比其他专家高（＋）或低（－）多少分；区间不含0，才能说偏宽或偏严。"
                    "标准差是这位专家自己各份总分的离散程度。"
                ),
                self.leniencies,
            ),
        }
        shown = [one for name, own in parts.items() for one in (widgets.HTML(f"<h2>{name}</h2>"), *own)]
        self.box = widgets.VBox(shown)

    def draw(self) -> None:
        """Work out and show what the last reading of the ballots says."""
        tally = self.model.tally
        if tally is self._drawn:
            return
        self.connectivity.value = connectivity_html(tally.connectivity)
        self.table.replace(agreement_rows(self.model))
        current = self.model.session.store.settings.ballots_per_entry
        self.reliability.value = reliability_html(tally.calibrations, current)
        self.leniencies.value = leniencies_html(tally.leniencies, self.model.evaluator_names)
        self._drawn = tally


def agreement_rows(model: SelectionModel) -> Rows:
    """The table of agreement in words; α of a single entry says nothing, so it is not shown."""
    settings = model.session.store.settings
    rows = []
    for row in rows_of(model.tally.agreement):
        rubric = settings.measures_rubric if row["direction"] == MEASURES else settings.rubric
        names = {one.id: one.name for one in rubric.criteria}
        is_told = row["entry_count"] != 1
        told = ("alpha", "calibrated_alpha", "reliability", "reading")
        rows.append(
            {name: row[name] for name in ("entry_count", "difference")}
            | {name: row[name] if is_told else None for name in told}
            | ({} if is_told else {"reading": ONE_ENTRY})
            | {
                "id": f"{row['direction']}:{row['criterion']}",
                "direction": word("direction", row["direction"]) if row["direction"] else ALL,
                "criterion": names[row["criterion"]] if row["criterion"] else TOTAL,
            }
        )
    return rows


def _muted(words: str) -> widgets.HTML:
    return widgets.HTML(f'<span class="wb-muted">{words}</span>')
