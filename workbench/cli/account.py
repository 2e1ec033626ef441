"""The account that `workbench load` gives of what came in."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workbench.call.notice import notice
from workbench.intake import Submissions
from workbench.store.frames import rows_of


@dataclass(frozen=True, slots=True)
class Account:
    """What came in, what did not, and what could not be read."""

    submitters: tuple[str, ...]
    missing_submitters: tuple[str, ...]
    counts: Mapping[str, int]
    cases_by_direction: Mapping[str, int]
    problems: tuple[Mapping[str, Any], ...]

    @property
    def error_count(self) -> int:
        """Problems that must be settled."""
        return sum(row["severity"] == "error" for row in self.problems)

    def plain(self) -> dict[str, Any]:
        """Give it as plain data for programs."""
        return {
            "submitters": list(self.submitters),
            "missing_submitters": list(self.missing_submitters),
            "counts": dict(self.counts),
            "cases_by_direction": dict(self.cases_by_direction),
            "problems": [dict(row) for row in self.problems],
        }

    def text(self) -> str:
        """Give it for people."""
        counts = self.counts
        lines = [
            f"报送单位：{len(self.submitters)}个，未见材料{len(self.missing_submitters)}个。",
            f"案例{counts['cases']}个，参评项{counts['entries']}个；汇总表{counts['summaries']}行；"
            f"培育举措{counts['measures']}份；附录材料{counts['attachments']}件。",
            "各方向：" + "，".join(f"{name}{count}" for name, count in self.cases_by_direction.items()) + "。",
        ]
        if self.missing_submitters:
            lines.append("未见材料：" + "、".join(self.missing_submitters) + "。")
        for row in self.problems:
            where = f"，{row['where']}" if row["where"] else ""
            mark = "错误" if row["severity"] == "error" else "提醒"
            lines.append(f"[{mark}] {row['file']}{where}：{row['what']}。{row['advice']}。")
        warnings = len(self.problems) - self.error_count
        lines.append(f"读取问题：错误{self.error_count}条，提醒{warnings}条。")
        return "\n".join(lines)


def account_of(found: Submissions) -> Account:
    """Sum up what was loaded."""
    sent = {str(name) for name in (*found.cases["submitter"].dropna(), *found.measures["submitter"].dropna())}
    sent |= {str(name) for name in (*found.summaries["submitter"].dropna(), *found.attachments["submitter"].dropna())}
    names = [one.name for one in notice().submitters]
    directions = Counter(found.entries["direction"])
    tables = ("cases", "entries", "summaries", "measures", "attachments", "problems")
    return Account(
        submitters=tuple(name for name in names if name in sent),
        missing_submitters=tuple(name for name in names if name not in sent),
        counts={name: len(getattr(found, name)) for name in tables},
        cases_by_direction={one.name: directions[one.id] for one in notice().directions},
        problems=tuple(rows_of(found.problems)),
    )
