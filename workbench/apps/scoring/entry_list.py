"""The evaluator's list as a widget: rows to click."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from workbench.apps.scoring.my_list import REVISED, STATES, Group, is_revised, state_of
from workbench.call.notice import MEASURES, notice
from workbench.store import Store
from workbench.store.panel import AssignedEntry


class EntryList(anywidget.AnyWidget):
    """Shows groups of entries; `choose` is told the id that the browser says was clicked, which it must check."""

    _esm = Path(__file__).with_name("entry_list.js")
    groups: Any = traitlets.List().tag(sync=True)

    def __init__(self, choose: Callable[[object], None]) -> None:
        super().__init__()
        self._choose = choose
        self.on_msg(lambda _widget, content, _buffers: self.receive(content))

    def receive(self, content: Any) -> None:
        """Take a click."""
        if isinstance(content, dict) and "open" in content:
            self._choose(content["open"])

    def fill(self, groups: Sequence[Group], numbers: Mapping[str, int], store: Store) -> None:
        """Show groups."""
        self.groups = [
            {
                "name": group.name,
                "progress": f"已提交 {group.progress.submitted} / {group.progress.total}",
                "entries": [_row(entry, numbers.get(entry.entry_id), store) for entry in group.entries],
            }
            for group in groups
        ]


def _row(entry: AssignedEntry, number: int | None, store: Store) -> dict[str, object]:
    state, label = state_of(entry), STATES[state_of(entry)]
    count = len(store.settings.rubric_for(entry.direction).criteria)
    direction = notice().direction_name(entry.direction) if entry.is_calibration else None
    names = (direction, entry.submitter, None if entry.direction == MEASURES else entry.cluster_name)
    return {
        "id": entry.entry_id,
        "number": str(number or ""),
        "title": entry.name,
        "place": "　".join(filter(None, names)),
        "state": state,
        "label": f"{label} {entry.scored_count}/{count}" if state in ("draft", "returned") else label,
        "mark": REVISED if is_revised(entry) else "",
        "is_open": state != "recused",
    }
