"""A script in whatever text a submission or a person gives runs on no screen."""

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from workbench.store import open_store, schema
from workbench.store.phases import move_phase
from workbench.store.questions import ask

RUNS = "window.harmed=1"
SCRIPT = (
    f"</script><script>{RUNS}</script><img src=x onerror={RUNS}><svg onload={RUNS}>"
    f"\"'><iframe srcdoc='<script>parent.harmed=1</script>'></iframe><a href='javascript:{RUNS}'>案例</a>{{{{7*7}}}}"
)
_SECTIONS = ("abstract", "basics", "practices", "results", "appendix")
TEXTS = {
    "cases": ["cluster_name", "county_department", "title", "file", *_SECTIONS],
    "measures": ["overview", "policies", "funding", "services", "file"],
    "figures": ["evidence"],
    "attachments": ["file"],
    "problems": ["file", "where", "what", "advice"],
    "findings": ["what", "advice", "file"],
    "summaries": ["cluster_name", "content"],
    "comments": ["text"],
    "recusals": ["reason"],
    "accounts": ["name"],
    "evaluators": ["organisation"],
}


@pytest.fixture
def poisoned(demo):
    """Put the script into every text column of the round before it is served; gives an assignment."""
    store = open_store(demo)
    with store.write() as connection:
        for name, columns in TEXTS.items():
            target = schema.metadata.tables[name]
            known = [one for one in columns if one in target.c]
            connection.execute(
                target.update().values({one: sa.func.coalesce(target.c[one], "") + SCRIPT for one in known})
            )
        taken = sa.select(schema.recusals.c.entry_id).where(schema.recusals.c.evaluator_id == "E01")
        mine = (schema.assignments.c.evaluator_id == "E01") & schema.assignments.c.entry_id.not_in(taken)
        cases = schema.entries.c.case_id.is_not(None)
        query = sa.select(schema.assignments.c.entry_id).join(schema.entries).where(mine & cases)
        entry_id = connection.execute(query.limit(1)).scalar()
    ask(store, "E01", entry_id, SCRIPT)
    move_phase(store, None, "closed", SCRIPT)
    return entry_id


def harm(page: Page) -> object:
    return page.evaluate("window.harmed")


def test_on_no_screen(poisoned, sign_in):
    page = sign_in("E01")
    assert harm(page) is None
    page.get_by_role("link", name="专家评分").first.click()
    page.locator(f'[data-entry="{poisoned}"]').wait_for()
    for name in ("我的打分", "离线评分", "我的任务"):
        page.get_by_role("button", name=name, exact=True).click()
        assert harm(page) is None
    page.locator(f'[data-entry="{poisoned}"]').click()
    expect(page.locator(".sc-article h1")).to_contain_text("<script>")
    assert harm(page) is None
    for who, app in (("secretary", "形式审查"), ("secretary", "专家分工"), ("chair", "遴选"), ("analyst", "统计分析")):
        page = sign_in(who)
        page.get_by_role("link", name=app).first.click()
        page.locator(".wb-page button:visible").first.wait_for()
        for button in page.locator(".widget-toggle-button:visible").all():
            button.click()
            page.evaluate("document.querySelector('.wb-table-row')?.click()")
            assert harm(page) is None, (app, button.inner_text())
