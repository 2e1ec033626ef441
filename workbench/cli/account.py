"""The account that `workbench load` gives of what came in."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from workbench.call.columns import column
from workbench.call.notice import notice
from workbench.cli import problem_text
from workbench.intake import Submissions
from workbench.intake.doubts import is_unread
from workbench.round.arrivals import NOBODY, arrivals
from workbench.store.frames import rows_of


@dataclass(frozen=True, slots=True)
class Account:
    """What came in, what did not, and what could not be read; `revised` are columns by case or measures document.

    `unread` are files that may be forms and whose content was not read, whatever their names promise.
    """

    submitters: tuple[str, ...]
    missing_submitters: tuple[str, ...]
    counts: Mapping[str, int]
    cases_by_direction: Mapping[str, int]
    problems: tuple[Mapping[str, Any], ...]
    revised: Mapping[str, Sequence[str]] = field(default_factory=dict)
    unread: tuple[str, ...] = ()

    @property
    def error_count(self) -> int:
        """Problems that must be settled."""
        return sum(row["severity"] == "error" for row in self.problems)

    @property
    def is_settled(self) -> bool:
        """Whether everything was read that should have been."""
        return not (self.error_count or self.unread)

    def plain(self) -> dict[str, Any]:
        """Give it as plain data for programs."""
        return {
            "submitters": list(self.submitters),
            "missing_submitters": list(self.missing_submitters),
            "counts": dict(self.counts),
            "cases_by_direction": dict(self.cases_by_direction),
            "revised": {key: list(names) for key, names in self.revised.items()},
            "unread": list(self.unread),
            "problems": [dict(row) for row in self.problems],
            "problems_by_kind": [
                {"severity": rows[0]["severity"], "what": what, "advice": rows[0]["advice"], "count": len(rows)}
                for what, rows in problem_text.kinds(self.problems)
            ],
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
        if self.revised:
            lines.append("材料有更新：")
            lines += [f"    {key}：{'、'.join(map(_label, names))}" for key, names in self.revised.items()]
        lines += problem_text.lines(self.problems)
        warnings = len(self.problems) - self.error_count
        unread = f"有{len(self.unread)}个文件的内容没有读取，里面可能有报送表。" if self.unread else ""
        lines.append(f"读取问题：错误{self.error_count}条，提醒{warnings}条。{unread}")
        return "\n".join(lines)


def _label(name: str) -> str:
    return column(name).label


def account_of(found: Submissions, changed: Iterable[Mapping[str, Any]] = ()) -> Account:
    """Sum up what was loaded; `changed` are the rows of `revisions` that the load made."""
    revised: dict[str, list[str]] = {}
    for row in changed:
        revised.setdefault(row["case_id"] or row["measures_id"], []).append(row["column"])
    came = [one for one in arrivals(found) if one.submitter != NOBODY]
    directions = Counter(found.entries["direction"])
    tables = ("cases", "entries", "summaries", "measures", "attachments", "problems")
    policies = set(found.attachments.loc[found.attachments["kind"] == "policy", "file"])
    problems = rows_of(found.problems)
    unread = (row["file"] for row in problems if is_unread(row["what"]) and row["file"] not in policies)
    return Account(
        submitters=tuple(one.submitter for one in came if not one.is_missing),
        missing_submitters=tuple(one.submitter for one in came if one.is_missing),
        counts={name: len(getattr(found, name)) for name in tables},
        cases_by_direction={one.name: directions[one.id] for one in notice().directions},
        problems=tuple(problems),
        revised=revised,
        unread=tuple(dict.fromkeys(unread)),
    )
