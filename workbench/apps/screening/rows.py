"""The rows and columns of the app's three tables."""

from collections.abc import Iterable, Mapping
from typing import Any

from workbench.apps.screening.model import FindingRow
from workbench.apps.table import Cell, Column
from workbench.call.columns import table, word
from workbench.round.arrivals import Arrival

OPEN, WAIVED = "未处理", "已豁免"
_SEVERITY = Column.named("severity", 70, tones={"错误": "error", "提醒": "warning"})

FINDINGS = (
    _SEVERITY,
    Column.named("rule", 128),
    Column.named("submitter", 96),
    Column("subject", "案例或文件", 150),
    Column.named("what", 250),
    Column("state", "状态", 84, tones={WAIVED: "success"}),
)
FINDING_FILTERS = ("severity", "rule", "submitter", "state")
PROBLEMS = (
    _SEVERITY,
    Column.named("submitter", 100),
    Column.named("file", 250),
    Column.named("where", 120),
    Column.named("what", 270),
    Column.named("advice", 220),
)
PROBLEM_FILTERS = ("severity", "submitter")
ARRIVALS = (
    Column.named("submitter", 180),
    Column("state", "报送情况", 110, tones={"已报送": "success", "未见材料": "warning"}),
    Column("summary_count", "附件1行数", 100, "number"),
    Column("case_count", table("cases").label, 90, "number"),
    Column("measures_count", table("measures").label, 100, "number"),
    Column("attachment_count", table("attachments").label, 100, "number"),
    Column("problem_count", table("problems").label, 100, "number"),
    Column("error_count", "其中错误", 100, "number"),
)
ARRIVAL_FILTERS = ("state",)


def finding_rows(findings: Iterable[FindingRow]) -> list[dict[str, Cell]]:
    """Give the rows of the table of findings; key finding_id."""
    return [
        {
            "finding_id": one.finding_id,
            "severity": word("severity", one.severity),
            "rule": one.rule,
            "submitter": one.submitter,
            "subject": one.cluster_name or one.file,
            "what": one.what,
            "state": WAIVED if one.waiver else OPEN,
        }
        for one in findings
    ]


def problem_rows(problems: Iterable[Mapping[str, Any]]) -> list[dict[str, Cell]]:
    """Give the rows of the table of problems; key number."""
    return [
        {**row, "number": str(number), "severity": word("severity", row["severity"])}
        for number, row in enumerate(problems, 1)
    ]


def arrival_rows(arrivals: Iterable[Arrival]) -> list[dict[str, Cell]]:
    """Give the rows of the table of arrivals; key submitter."""
    return [
        {name: getattr(one, name) for name in Arrival.__dataclass_fields__}
        | {"state": "未见材料" if one.is_missing else "已报送"}
        for one in arrivals
    ]
