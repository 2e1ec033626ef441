"""The list: coming back to it from an entry, and handing in from it all that is complete."""

import pytest
from playwright.sync_api import Page, expect

from workbench.store import open_store
from workbench.store.ballots import open_ballot, own_ballots, save_ballot


def open_scoring(page: Page) -> None:
    page.get_by_role("link", name="专家评分").first.click()
    page.locator(".sc-row").first.wait_for()


@pytest.mark.parametrize("place", ["first", "last"])
def test_back_from_an_entry_its_row_is_in_sight_and_has_the_focus(sign_in, place):
    page = sign_in("E01")
    open_scoring(page)
    row = getattr(page.locator("button.sc-row"), place)
    entry = row.get_attribute("data-entry")
    row.click()
    expect(page.locator(".sc-article h1")).to_be_visible()
    page.get_by_role("button", name="返回列表").click()
    row = page.locator(f'[data-entry="{entry}"]')
    expect(row).to_be_focused()
    expect(row).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.locator(".sc-article h1")).to_be_visible()


@pytest.fixture
def drafts(site, free_tasks):
    """An evaluator with two complete drafts beside whatever the demo left; their entries."""
    store = open_store(site.folder)
    free: dict[str, list[str]] = {}
    for who, entry in free_tasks:
        free.setdefault(who, []).append(entry)
    who, entries = next((who, found[:2]) for who, found in free.items() if len(found) > 2)
    for entry in entries:
        made = open_ballot(store, who, entry)
        points = {one.id: one.points for one in store.settings.rubric.criteria}
        save_ballot(store, who, made.ballot_id, made.version, points, "离线填好的。")
    return who, entries


def test_all_complete_drafts_are_handed_in_at_once_after_both_lists_were_shown(site, sign_in, drafts):
    who, entries = drafts
    store = open_store(site.folder)
    before = {one.entry_id: one.state for one in own_ballots(store, who)}
    page = sign_in(who)
    open_scoring(page)
    page.get_by_role("button", name="全部提交").click()
    expect(page.get_by_role("heading", name="将要提交的（")).to_be_visible()
    expect(page.get_by_role("heading", name="不提交的（")).to_be_visible()
    expect(page.get_by_text("还没有开始打分。").first).to_be_visible()
    for entry in entries:
        title = page.locator(f'[data-entry="{entry}"] strong').inner_text()
        expect(page.locator(".sc-hand-in tr", has_text=title).first).to_be_visible()
    assert {one.entry_id: one.state for one in own_ballots(store, who)} == before
    page.get_by_role("button", name="确认提交（").click()
    expect(page.get_by_text("份评分表：第")).to_be_visible()
    after = {one.entry_id: one.state for one in own_ballots(store, who)}
    assert [after[entry] for entry in entries] == ["submitted", "submitted"]
    full = {one.id for one in store.settings.rubric.criteria}
    halves = [one for one in own_ballots(store, who) if one.state == "draft"]
    assert all(not full <= one.points.keys() for one in halves if not one.entry_id.endswith(":measures"))
    for entry in entries:
        expect(page.locator(f'[data-entry="{entry}"].sc-state-submitted')).to_be_visible()
