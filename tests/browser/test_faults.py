"""What goes wrong while somebody scores: what was confirmed is there afterwards, and what was not is told."""

import os
import re
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from workbench.store import open_store
from workbench.store.ballots import open_ballot

SAVED = re.compile(r"已保存 \d\d:\d\d:\d\d")
LOST = "与服务器的连接已断开，最后的修改尚未保存。请刷新页面后继续。"
UNREACHED = "未连接：最后的修改尚未保存。请不要刷新"


def open_case(page: Page, entry_id: str) -> None:
    if page.get_by_role("link", name="专家评分").count():
        page.get_by_role("link", name="专家评分").first.click()
    page.locator(f'[data-entry="{entry_id}"]').click()
    expect(page.get_by_label("典型性与创新性", exact=True)).to_be_visible()


def type_points(page: Page, name: str, points: str) -> None:
    page.get_by_label(name, exact=True).fill(points)
    page.keyboard.press("Tab")


def save(page: Page, name: str, points: str) -> None:
    type_points(page, name, points)  # the field says at once that it is not saved yet
    expect(page.get_by_text(re.compile("正在保存…|未保存"))).to_have_count(0)
    expect(page.get_by_text(SAVED)).to_be_visible()


def stored(site, who: str, entry_id: str) -> dict[str, float]:
    return dict(open_ballot(open_store(site.folder), who, entry_id).points)


def banner(page: Page, words: str = UNREACHED):
    return page.get_by_text(words)


def test_a_kernel_that_dies_is_told_and_nothing_typed_is_lost_by_a_reload(site, sign_in, task):
    who, entry_id = task
    page = sign_in(who)
    open_case(page, entry_id)
    save(page, "典型性与创新性", "20")
    (kernel,) = site.kernels
    os.kill(kernel, signal.SIGKILL)
    type_points(page, "问题导向", "15")
    expect(banner(page, LOST)).to_be_visible()
    expect(page.get_by_text(re.compile("正在保存…|未保存")).first).to_be_visible()
    page.get_by_label("总体评语").fill("写到一半")
    assert stored(site, who, entry_id) == {"novelty": 20}
    page.reload()
    open_case(page, entry_id)
    expect(page.get_by_label("典型性与创新性", exact=True)).to_have_value("20")
    expect(page.get_by_label("问题导向", exact=True)).to_have_value("")
    page.get_by_role("button", name="不用您写在“总体评语”的").click()
    page.get_by_role("button", name="把您写的填回“问题导向”").click()
    expect(page.get_by_text(SAVED)).to_be_visible()
    assert stored(site, who, entry_id) == {"novelty": 20, "problem_focus": 15}
    page.reload()
    open_case(page, entry_id)
    expect(page.get_by_label("问题导向", exact=True)).to_have_value("15")
    expect(page.get_by_text("您写的是")).to_have_count(0)


def test_a_server_that_is_killed_and_started_again_has_lost_nothing_that_was_confirmed(site, sign_in, task):
    who, entry_id = task
    page = sign_in(who)
    open_case(page, entry_id)
    save(page, "典型性与创新性", "20")
    site.process.kill()
    site.process.wait(30)
    expect(banner(page, "未连接：最后的操作可能没有完成。")).to_be_visible()
    site.start(port=int(site.address.rstrip("/").rsplit(":", 1)[1]))
    page.reload()
    open_case(page, entry_id)
    expect(page.get_by_label("典型性与创新性", exact=True)).to_have_value("20")
    assert stored(site, who, entry_id) == {"novelty": 20}


def test_a_database_that_is_locked_for_a_while_is_waited_for(site, sign_in, task):
    who, entry_id = task
    page = sign_in(who)
    open_case(page, entry_id)
    save(page, "典型性与创新性", "20")
    store = open_store(site.folder)
    with store.write() as connection:
        connection.execute(sa.text("UPDATE accounts SET name = name"))
        type_points(page, "问题导向", "15")
        expect(page.get_by_text("正在保存…")).to_be_visible()
        expect(page.get_by_text(SAVED)).to_be_hidden()
        assert stored(site, who, entry_id) == {"novelty": 20}
    expect(page.get_by_text("正在保存…")).to_have_count(0)
    expect(page.get_by_text(SAVED)).to_be_visible()
    assert stored(site, who, entry_id) == {"novelty": 20, "problem_focus": 15}


def test_what_is_typed_while_the_page_is_slow_to_turn_is_saved_where_it_was_typed(site, sign_in, task):
    who, entry_id = task
    page = sign_in(who)
    open_case(page, entry_id)
    where = page.locator(".sc-bar strong")
    before = where.inner_text()
    (kernel,) = site.kernels
    os.kill(kernel, signal.SIGSTOP)
    comment = page.get_by_label("总体评语")
    comment.fill("前一句。")
    way = "上一项" if page.get_by_role("button", name="下一项").is_disabled() else "下一项"
    page.get_by_role("button", name=way).click()
    comment.press_sequentially("后一句。")
    os.kill(kernel, signal.SIGCONT)
    expect(where).not_to_have_text(before)
    expect(comment).to_have_value("")
    page.get_by_role("button", name="返回列表").click()
    open_case(page, entry_id)
    expect(comment).to_have_value("前一句。后一句。")


def test_the_second_of_two_tabs_is_told_and_overwrites_nothing(site, sign_in, task):
    who, entry_id = task
    first = sign_in(who)
    second = first.context.new_page()
    second.goto(site.address)
    for page in (first, second):
        open_case(page, entry_id)
    save(first, "典型性与创新性", "20")
    type_points(second, "典型性与创新性", "5")
    expect(second.get_by_text("已在别的页面改动过").first).to_be_visible()
    assert stored(site, who, entry_id) == {"novelty": 20}
    second.get_by_role("button", name="载入最新内容").click()
    expect(second.get_by_label("典型性与创新性", exact=True)).to_have_value("20")
    save(second, "问题导向", "15")
    assert stored(site, who, entry_id) == {"novelty": 20, "problem_focus": 15}


def test_who_closes_the_browser_finds_everything_confirmed_at_the_next_sign_in(site, sign_in, task):
    who, entry_id = task
    page = sign_in(who)
    open_case(page, entry_id)
    save(page, "典型性与创新性", "20")
    page.context.browser.contexts[-1].close()
    page = sign_in(who)
    open_case(page, entry_id)
    expect(page.get_by_label("典型性与创新性", exact=True)).to_have_value("20")


class Wire:
    """A line between browser and server that can be cut and mended: while it is cut, nothing goes through."""

    def __init__(self, port: int) -> None:
        self._target, self._open = port, threading.Event()
        self._open.set()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self._sockets: list[socket.socket] = [self._listening]
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        self._open.clear()

    def mend(self) -> None:
        self._open.set()

    def break_off(self) -> None:
        """End all that went through, with what is still in it; who comes anew gets through."""
        for one in self._sockets[1:]:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        self.mend()

    def close(self) -> None:
        self.mend()
        for one in self._sockets:
            one.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listening.accept()
            except OSError:
                return
            far = socket.create_connection(("127.0.0.1", self._target))
            self._sockets += [near, far]
            for source, target in ((near, far), (far, near)):
                threading.Thread(target=self._carry, args=(source, target), daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        try:
            while data := source.recv(65536):
                self._open.wait()
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            target.close()


@pytest.fixture
def wire(site) -> Iterator[Wire]:
    """Put a wire before the server, which then has the wire's address."""
    made = Wire(int(site.address.rstrip("/").rsplit(":", 1)[1]))
    site.address = f"http://127.0.0.1:{made.port}/"
    yield made
    made.close()


def test_a_network_that_is_gone_for_a_while_is_told_and_what_was_typed_arrives_after_it(wire, site, sign_in, task):
    who, entry_id = task
    page = sign_in(who)
    open_case(page, entry_id)
    save(page, "典型性与创新性", "20")
    wire.cut()
    type_points(page, "问题导向", "15")
    expect(banner(page)).to_be_visible()
    expect(page.get_by_text("正在保存…")).to_be_visible()
    assert stored(site, who, entry_id) == {"novelty": 20}
    wire.mend()
    expect(banner(page)).to_be_hidden()
    expect(page.get_by_text("正在保存…")).to_have_count(0)
    assert stored(site, who, entry_id) == {"novelty": 20, "problem_focus": 15}


def test_what_was_sent_into_a_line_that_broke_is_sent_again_when_there_is_another(wire, site, sign_in, task):
    who, entry_id = task
    page = sign_in(who)
    open_case(page, entry_id)
    save(page, "典型性与创新性", "20")
    wire.cut()
    type_points(page, "问题导向", "15")
    expect(banner(page)).to_be_visible()
    wire.break_off()
    expect(banner(page)).to_be_hidden()
    expect(page.get_by_text("正在保存…")).to_have_count(0)
    assert stored(site, who, entry_id) == {"novelty": 20, "problem_focus": 15}
