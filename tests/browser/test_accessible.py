"""No screen has a serious fault for those who see little, hear instead of see, or use no mouse."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SERIOUS = {"serious", "critical"}


def faults(page: Page) -> list[str]:
    """Name the serious faults that axe finds, each with the first place where it is."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['help']} {one['nodes'][0]['html'][:160]}" for one in found if one["impact"] in SERIOUS]


def test_the_sign_in_page_and_the_home_page(site, browser, sign_in):
    page = browser.new_page()
    page.goto(site.address)
    page.get_by_label("登录名").wait_for()
    assert faults(page) == []
    page.close()
    assert faults(sign_in("chair")) == []


def test_the_scoring_app_on_each_of_its_screens(sign_in):
    page = sign_in("E01")
    page.get_by_role("link", name="专家评分").first.click()
    page.locator(".sc-row").first.wait_for()
    found = {"我的任务": faults(page)}
    page.get_by_role("button", name="全部提交").click()
    page.locator(".sc-hand-in h2").first.wait_for()
    found["全部提交"] = faults(page)
    for name in ("我的打分", "离线评分"):
        page.get_by_role("button", name=name, exact=True).click()
        page.locator(".wb-page").wait_for()
        found[name] = faults(page)
    page.get_by_role("button", name="我的任务", exact=True).click()
    page.locator("button.sc-row").first.click()
    page.locator(".sc-article h1").first.wait_for()
    found["一项"] = faults(page)
    assert {name: one for name, one in found.items() if one} == {}


@pytest.mark.parametrize(
    ("who", "app"), [("secretary", "形式审查"), ("secretary", "专家分工"), ("chair", "遴选"), ("analyst", "统计分析")]
)
def test_the_other_apps(sign_in, who, app):
    page = sign_in(who)
    page.get_by_role("link", name=app).first.click()
    page.locator(".wb-page button:visible").first.wait_for()
    assert faults(page) == []


def test_the_selection_app_on_each_of_its_screens(sign_in):
    page = sign_in("chair")
    page.get_by_role("link", name="遴选").first.click()
    page.locator(".wb-table-row").first.wait_for()
    page.get_by_role("button", name="计算入选概率").first.click()
    page.get_by_text("入选概率已按现在的评分表").wait_for()
    found = {}
    for name in ("规则与名额", "名单", "未入选", "讨论区", "一致性", "导出", "排名"):
        page.get_by_role("button", name=name, exact=True).click()
        page.locator(".se-screen:visible").first.wait_for()
        found[name] = faults(page)
    page.locator(".wb-table-row:visible").first.click()
    page.locator(".se-ballots").wait_for()
    found["一项"] = faults(page)
    assert {name: one for name, one in found.items() if one} == {}
