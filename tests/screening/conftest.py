"""A submission without a fault, to be broken in one place at a time."""

from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from workbench.call.frames import frame
from workbench.call.notice import notice
from workbench.screening import screen

CASE = {
    "case_id": "ZJ-1",
    "submitter": "浙江省",
    "submitter_code": "ZJ",
    "cluster_name": "新昌县轴承产业集群",
    "county_department": "新昌县经济和信息化局",
    "contact_name": "王一",
    "contact_phone": "0575-86000000",
    "title": "以共享车间带动轴承企业协作",
    "directions": ("collaboration", "digital"),
    "abstract": "新昌县建设共享车间，带动中小企业协作。",
    "basics": "新昌县轴承产业集群以精密轴承为主导产业。",
    "practices": "一是建设共享车间。二是开放检测设备。",
    "results": "企业平均成本下降8%。",
    "appendix": "1.产业链图谱",
    "file": "浙江省/1.docx",
    "file_format": "docx",
}
ROW = {
    "submitter": "浙江省",
    "number": 1,
    "cluster_name": "新昌县轴承产业集群",
    "directions": ("collaboration", "digital"),
    "content": "共享车间",
    "file": "浙江省/附件1.xlsx",
    "case_id": "ZJ-1",
}
MEASURES = {
    "measures_id": "ZJ-M",
    "submitter": "浙江省",
    "submitter_code": "ZJ",
    "overview": "全省培育集群二十个。",
    "policies": "出台管理办法。",
    "funding": "设立专项资金。",
    "services": "开展对接活动。",
    "file": "浙江省/附件3.docx",
}
PICTURE = {
    "submitter": "浙江省",
    "case_id": "ZJ-1",
    "file": "浙江省/图谱.jpg",
    "kind": "picture",
    "size_bytes": 2_000_000,
    "is_embedded": False,
}

Rows = list[Mapping[str, Any]]


def sent(
    case: Mapping[str, Any] | None = None,
    *,
    cases: Rows | None = None,
    summaries: Rows | None = None,
    measures: Rows | None = None,
    attachments: Rows | None = None,
    problems: Rows | None = None,
) -> SimpleNamespace:
    tables = {
        "cases": [{**CASE, **(case or {})}] if cases is None else [{**CASE, **one} for one in cases],
        "summaries": [ROW] if summaries is None else [{**ROW, **one} for one in summaries],
        "measures": [MEASURES] if measures is None else [{**MEASURES, **one} for one in measures],
        "attachments": [PICTURE] if attachments is None else [{**PICTURE, **one} for one in attachments],
        "problems": problems or [],
        "entries": [],
        "figures": [],
    }
    return SimpleNamespace(**{name: frame(name, rows) for name, rows in tables.items()})


def screened(*args: Any, **tables: Any) -> pd.DataFrame:
    """Findings, without the submitters that sent nothing."""
    found = screen(sent(*args, **tables), notice())
    return found[found["rule"] != "nothing_sent"]


@pytest.fixture(name="screened")
def _screened() -> Callable[..., pd.DataFrame]:
    return screened
