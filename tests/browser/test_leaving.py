"""Whoever leaves the page loses nothing that was typed without being asked."""

import os
import re
import signal

import pytest
from playwright.sync_api import Page, expect

from workbench.store import open_store
from workbench.store.ballots import find_ballot

NUMBER, COMMENT = "典型性与创新性", "总体评语"
SAVED = re.compile(r"已保存 \d\d:\d\d:\d\d")


@pytest.fixture
def page(sign_in, task) -> Page:
    """The page of that entry."""
    opened = sign_in(task[0])
    open_case(opened, task[1])
    return opened


def open_case(page: Page, entry_id: str) -> None:
    if page.get_by_role("link", name="专家评分").count():
        page.get_by_role("link", name="专家评分").first.click()
    page.locator(f'[data-entry="{entry_id}"]').click()
    expect(page.get_by_label(NUMBER, exact=True)).to_be_visible()


def stored(site, task):
    return find_ballot(open_store(site.folder), *task)


def test_a_number_left_in_its_field_is_saved_after_a_pause(page, site, task):
    page.get_by_label(NUMBER, exact=True).fill("7")
    expect(page.get_by_text(SAVED)).to_be_visible()
    expect(page.get_by_label(NUMBER, exact=True)).to_be_focused()
    assert stored(site, task).points == {"novelty": 7}


def test_what_is_typed_when_a_link_is_followed_is_saved_first(page, site, task):
    page.get_by_label(NUMBER, exact=True).fill("7")
    page.get_by_role("link", name="首页").click()
    page.wait_for_url(site.address)
    assert stored(site, task).points == {"novelty": 7}
    open_case(page, task[1])
    page.get_by_label(COMMENT).fill("一句评语写完了。")
    page.get_by_role("button", name="退出登录").click()
    page.wait_for_url(re.compile("login"))
    assert stored(site, task).comment == "一句评语写完了。"


def test_whoever_leaves_while_something_is_being_saved_is_asked_and_may_stay(page, site, task):
    (kernel,) = site.kernels
    os.kill(kernel, signal.SIGSTOP)
    page.get_by_label(NUMBER, exact=True).fill("7")
    page.on("dialog", lambda dialog: dialog.dismiss())
    for leave in (
        lambda: page.get_by_role("link", name="首页").click(),
        lambda: page.close(run_before_unload=True),
    ):
        with page.expect_event("dialog") as asked:
            leave()
        assert asked.value.type == "beforeunload"
    os.kill(kernel, signal.SIGCONT)  # it was not ended
    expect(page.get_by_text(SAVED)).to_be_visible()
    assert stored(site, task).points == {"novelty": 7}


def test_whoever_has_everything_saved_is_asked_nothing(page, site):
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_label(NUMBER, exact=True).fill("7")
    expect(page.get_by_text(SAVED)).to_be_visible()
    page.reload()
    page.locator(".sc-row").first.wait_for()
    assert asked == []


def test_alt_left_goes_back_in_the_app_and_never_out_of_it_and_ctrl_enter_sends_the_question(page, site, task):
    address = page.url
    page.get_by_role("button", name="提问").click()
    question = page.get_by_label("问题", exact=True)
    question.fill("图2看不清，能否重发？")
    question.press("Control+Enter")
    expect(page.get_by_text("等待答复")).to_be_visible()
    page.get_by_role("button", name="提问").click()
    question.fill("还有图3。")
    where = page.locator(".sc-bar strong")
    before = where.inner_text()
    key, other = ("ArrowLeft", "ArrowRight") if before != "1" else ("ArrowRight", "ArrowLeft")
    question.press(f"Alt+{key}")
    expect(where).not_to_have_text(before)
    page.keyboard.press(f"Alt+{other}")
    expect(question).to_have_value("还有图3。")
    page.get_by_role("button", name="取消").click()
    page.get_by_role("button", name="申请回避").click()
    page.get_by_label("回避理由").press("Alt+ArrowLeft")
    expect(where).to_have_text(before)
    page.get_by_role("button", name="返回列表").click()
    page.get_by_placeholder("题目、集群、报送单位").press("Alt+ArrowLeft")
    expect(page.locator(".sc-row").first).to_be_visible()
    assert page.url == address


def test_what_a_second_tab_could_not_save_can_be_put_back(page, site, task):
    second = page.context.new_page()
    second.goto(site.address)
    open_case(second, task[1])
    page.get_by_label(NUMBER, exact=True).fill("7")
    expect(page.get_by_text(SAVED)).to_be_visible()
    second.get_by_label(NUMBER, exact=True).fill("9")
    second.get_by_label(COMMENT).fill("写了一个小时的评语。")
    second.get_by_role("button", name="载入最新内容").click()
    expect(second.get_by_text("您写的是：9")).to_be_visible()
    expect(second.get_by_label(NUMBER, exact=True)).to_have_value("7")
    second.get_by_role("button", name=re.compile(f"填回“{COMMENT}")).click()
    expect(second.get_by_text(SAVED)).to_be_visible()
    assert stored(site, task).comment == "写了一个小时的评语。"
    assert stored(site, task).points == {"novelty": 7}
