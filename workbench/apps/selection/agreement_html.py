"""Whether scores compare, how reliable they are, and each evaluator's leniency, as pages for reading."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from workbench.apps.page import escape
from workbench.apps.selection.detail_html import MISSING, signed
from workbench.call.columns import column, word
from workbench.panel import Connectivity
from workbench.panel.connectivity import WEAK
from workbench.scoring import Calibration, reliability
from workbench.store.frames import rows_of

COUNTS = range(2, 8)
_NOTHING = '<p class="wb-muted">还没有有效评分表。</p>'
_WIDTH, _HEIGHT, _MARGIN = 300, 22, 8


def connectivity_html(tracks: Mapping[str, Connectivity]) -> str:
    """Say of each track whether its evaluators are tied together, and what that means for comparing scores."""
    if not tracks:
        return _NOTHING
    return "".join(_tied(name, one) for name, one in tracks.items())


def _tied(track: str, one: Connectivity) -> str:
    is_sound = one.panels == 1 and not one.lambda2 < WEAK
    lambda2 = MISSING if pd.isna(one.lambda2) else f"{one.lambda2:.2f}"
    if track == "cases":
        words = one.sentence
    elif one.panels > 1:
        words = f"专家分成{one.panels}个互不相连的组，得分只能在同一组内比较。"
    else:
        words = "专家连成一组，得分可以互相比较。" if is_sound else "专家连得很弱，得分相近的不宜分高下。"
    return (
        f'<div class="wb-message wb-{"info" if is_sound else "warning"}"><strong>{word("track", track)}</strong>　'
        f"独立的专家组 {one.panels} 个　λ₂ {lambda2}<br>{escape(words)}</div>"
    )


def reliability_html(tracks: Mapping[str, Calibration], current: int) -> str:
    """Lay out how reliable scores would be, if each entry had so many ballots; `current` is this round's number."""
    if not tracks:
        return _NOTHING
    heads = "".join(f'<th scope="col">{count}份{"（本批次）" if count == current else ""}</th>' for count in COUNTS)
    lines = []
    for track, one in tracks.items():
        found = reliability(one, COUNTS)
        for name, words in (("reliability", "得分"), ("calibrated_reliability", "校准得分")):
            cells = "".join(f"<td>{_ratio(value)}</td>" for value in found[name])
            lines.append(f'<tr><th scope="row">{word("track", track)}，{words}</th>{cells}</tr>')
    return (
        '<div class="se-scroll"><table class="se-figures"><thead><tr><th scope="col">每项评分表</th>'
        f"{heads}</tr></thead><tbody>{''.join(lines)}</tbody></table></div>"
    )


def leniencies_html(table: pd.DataFrame, names: Mapping[str, str]) -> str:
    """List the evaluators of each track, the most lenient first, with the interval in figures and as a picture."""
    parts = []
    for track in table["track"].unique():
        own = table[table["track"] == track].sort_values(["leniency", "evaluator_id"], ascending=[False, True])
        parts.append(f"<h3>{word('track', track)}</h3>{_leniencies(rows_of(own), names)}")
    return "".join(parts) or _NOTHING


def _leniencies(rows: list[dict[str, Any]], names: Mapping[str, str]) -> str:
    ends = [abs(row[name]) for row in rows for name in ("leniency_low", "leniency_high") if row[name] is not None]
    reach = max([1.0, *ends])
    scale = f"（±{reach:.0f}分）" if ends else ""
    shares_panel = len({row["panel"] for row in rows}) < 2
    panel = "" if shares_panel else f'<th scope="col">{column("panel").label}</th>'
    lines = ""
    for row in rows:
        cells = [row["ballot_count"], _points(row["spread"]), _signed(row["leniency"]), _interval(row)]
        cells += [] if shares_panel else [row["panel"]]
        lines += (
            f'<tr><th scope="row">{escape(names.get(row["evaluator_id"], row["evaluator_id"]))}</th>'
            f"{''.join(f'<td>{one}</td>' for one in cells)}<td>{_picture(row, reach)}</td><td>{_verdict(row)}</td></tr>"
        )
    return (
        '<div class="se-scroll"><table class="se-figures se-lenient"><thead><tr><th scope="col">评审专家</th>'
        f'<th scope="col">{column("ballot_count").heading}</th><th scope="col">{column("spread").heading}</th>'
        f'<th scope="col">{column("leniency").heading}</th><th scope="col">95%区间</th>{panel}'
        f'<th scope="col">偏严 ← 0 → 偏宽{scale}</th><th scope="col">说明</th></tr></thead>'
        f"<tbody>{lines}</tbody></table></div>"
    )


def _verdict(row: Mapping[str, Any]) -> str:
    """Say what the interval allows to say."""
    if row["leniency_low"] is None:
        return "评分表太少，看不出"
    return "偏宽" if row["leniency_low"] > 0 else "偏严" if row["leniency_high"] < 0 else "与他人无明显差别"


def _picture(row: Mapping[str, Any], reach: float) -> str:
    """Draw the interval; the figures beside it say the same to those who do not see it."""
    if row["leniency_low"] is None:
        return ""
    scale = (_WIDTH / 2 - _MARGIN) / reach
    low, mid, high = (_WIDTH / 2 + row[name] * scale for name in ("leniency_low", "leniency", "leniency_high"))
    y = _HEIGHT / 2
    return (
        f'<svg width="{_WIDTH}" height="{_HEIGHT}" viewBox="0 0 {_WIDTH} {_HEIGHT}" aria-hidden="true">'
        f'<line x1="{_WIDTH / 2}" y1="0" x2="{_WIDTH / 2}" y2="{_HEIGHT}" stroke="#9aa5b1"/>'
        f'<line x1="{low:.1f}" y1="{y}" x2="{high:.1f}" y2="{y}" stroke="#1559a6" stroke-width="2"/>'
        f'<circle cx="{mid:.1f}" cy="{y}" r="4" fill="#1559a6"/></svg>'
    )


def _interval(row: Mapping[str, Any]) -> str:
    low, high = row["leniency_low"], row["leniency_high"]
    return MISSING if low is None else f"{signed(low)} 至 {signed(high)}"


def _signed(value: float | None) -> str:
    return MISSING if value is None else signed(value)


def _points(value: float | None) -> str:
    return MISSING if value is None else f"{value:.1f}"


def _ratio(value: Any) -> str:
    return MISSING if pd.isna(value) else f"{value:.2f}"
