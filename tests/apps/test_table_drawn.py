"""The table's own drawing, in a real browser with a stand-in for the kernel."""

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from workbench.apps import table as module
from workbench.apps.table import Column, Table

HERE = Path(module.__file__).parent
MODEL = """
(state) => {
  const heard = {};
  window.sent = [];
  window.model = {
    get: (name) => state[name],
    set: (name, value) => { state[name] = value; (heard[`change:${name}`] ?? []).forEach((tell) => tell()); },
    save_changes: () => window.sent.push(state.selected),
    on: (name, tell) => (heard[name] ??= []).push(tell),
    off: (name, tell) => { heard[name] = heard[name].filter((one) => one !== tell); },
  };
  window.clear = window.widget.render({ model: window.model, el: document.getElementById("place") });
}
"""
COLUMNS = [
    Column("place", "地区", 100),
    Column("name", "名称", 200),
    Column("score", "得分", 80, "number", 1),
    Column("state", "状态", 80, tones={"错误": "error"}),
]
ROWS = [
    {"id": "1", "place": "四川省", "name": "案例10", "score": 100, "state": "错误"},
    {"id": "2", "place": "安徽省", "name": "案例2", "score": None, "state": "提醒"},
    {"id": "3", "place": "北京市", "name": "案例1", "score": 9.25, "state": "错误"},
    {"id": "4", "place": None, "name": "<img src=x onerror='window.hacked=1'>", "score": 10, "state": None},
]


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def draw(browser):
    page = browser.new_page(viewport={"width": 900, "height": 600})
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))

    def drawn(rows=ROWS, **options):
        table = Table(rows, COLUMNS, **{"filters": ["state", "place"], "empty": "还没有案例。"} | options)
        page.set_content(f"<style>{(HERE / 'table.css').read_text('utf-8')}</style><div id=place></div>")
        script = (HERE / "table.js").read_text("utf-8").replace("export default", "window.widget =")
        page.add_script_tag(content=script)
        page.evaluate(MODEL, {name: getattr(table, name) for name in ("look", "lines", "selected")})
        return page

    yield drawn
    page.close()
    assert not faults


def column(page, place: int) -> list[str]:
    return page.locator(f".wb-table-row > :nth-child({place})").all_text_contents()


def sort(page, heading: str) -> None:
    page.get_by_role("columnheader", name=heading).get_by_role("button").click()


def test_chinese_sorts_by_sound_numbers_by_value_and_missing_comes_last_both_ways(draw):
    page = draw()
    sort(page, "地区")
    assert column(page, 1) == ["安徽省", "北京市", "四川省", ""]
    sort(page, "地区")
    assert column(page, 1) == ["四川省", "北京市", "安徽省", ""]
    sort(page, "地区")
    assert column(page, 1) == ["四川省", "安徽省", "北京市", ""]
    sort(page, "得分")
    assert column(page, 3) == ["9.3", "10.0", "100.0", ""]
    sort(page, "得分")
    assert column(page, 3) == ["100.0", "10.0", "9.3", ""]
    sort(page, "名称")
    assert [name for name in column(page, 2) if "案例" in name] == ["案例1", "案例2", "案例10"]
    assert page.get_by_role("columnheader", name="名称").get_attribute("aria-sort") == "ascending"


def test_cells_are_text_never_markup(draw):
    page = draw()
    assert ROWS[3]["name"] in column(page, 2)
    assert page.locator("#place img").count() == 0
    assert page.evaluate("window.hacked") is None


def test_search_and_filters_narrow_together_and_say_how_many_are_left(draw):
    page = draw()
    page.get_by_label("状态").select_option("错误")
    assert column(page, 2) == ["案例10", "案例1"]
    page.get_by_label("查找").fill("案例 北京")
    assert column(page, 2) == ["案例1"]
    assert page.get_by_role("status").inner_text() == "1 / 4 行"
    page.get_by_label("查找").fill("没有这个")
    assert "没有符合条件" in page.locator(".wb-table-empty").inner_text()
    page.get_by_label("查找").fill("")
    page.get_by_label("状态").select_option("（空）")
    assert column(page, 3) == ["10.0"]


def test_an_empty_table_says_its_own_sentence(draw):
    assert draw(rows=[]).locator(".wb-table-empty").inner_text() == "还没有案例。"


def test_the_keyboard_moves_chooses_and_stays_within_the_rows(draw):
    page = draw()
    page.get_by_role("grid").focus()
    for key in ("ArrowUp", "ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    assert page.evaluate("window.sent") == ["3"]
    assert page.locator("[aria-selected=true] > :nth-child(2)").inner_text() == "案例1"
    for key in ("End", "ArrowDown", "Enter", "Home", " "):
        page.keyboard.press(key)
    assert page.evaluate("window.sent") == ["3", "4", "1"]


def test_a_click_chooses_and_python_may_choose_otherwise(draw):
    page = draw()
    page.get_by_text("案例2").click()
    assert page.evaluate("window.sent") == ["2"]
    page.evaluate("window.model.set('selected', '')")
    assert page.locator("[aria-selected=true]").count() == 0


def test_new_rows_keep_filter_search_order_and_what_is_already_drawn(draw):
    page = draw()
    page.get_by_label("状态").select_option("错误")
    sort(page, "名称")
    before = page.locator(".wb-table-row").first.element_handle()
    lines = Table([ROWS[0] | {"score": 7}, *ROWS[1:], ROWS[0] | {"id": "5", "name": "案例5"}], COLUMNS).lines
    page.evaluate("(lines) => window.model.set('lines', lines)", lines)
    assert column(page, 2) == ["案例1", "案例5", "案例10"]
    assert column(page, 3) == ["9.3", "100.0", "7.0"]
    assert page.locator(".wb-table-row").first.element_handle().evaluate("(one, same) => one === same", before)


def test_of_thousands_of_rows_only_those_in_sight_are_laid_out(draw):
    rows = [{"id": str(n), "place": "浙江省", "name": f"集群{n}" * (1 + n % 20), "score": n} for n in range(3000)]
    page = draw(rows, height="400px")
    seen = "(all) => all.filter((one) => one.firstChild.checkVisibility({ contentVisibilityAuto: true })).length"
    assert 3 < page.locator(".wb-table-row").evaluate_all(seen) < 200
    page.get_by_role("grid").focus()
    page.keyboard.press("End")
    assert page.get_by_text(rows[-1]["name"], exact=True).is_visible()
    assert page.locator(".wb-table-head").bounding_box()["y"] == pytest.approx(
        page.get_by_role("grid").bounding_box()["y"], abs=2
    )


def test_numbers_stand_on_the_right_and_long_text_wraps(draw):
    page = draw([{"id": "1", "name": "长" * 200, "score": 1}])
    cell = page.locator(".wb-table-row > :nth-child(2)")
    assert cell.evaluate("(one) => one.scrollWidth <= one.clientWidth && one.clientHeight > 50")
    assert page.locator(".wb-table-row > :nth-child(3)").evaluate("(one) => getComputedStyle(one).textAlign") == "right"


def test_what_is_taken_off_the_page_no_longer_listens(draw):
    page = draw()
    page.evaluate("window.clear(); window.model.set('lines', [])")
    assert page.locator(".wb-table-row").count() == len(ROWS)


def test_nothing_in_the_drawing_writes_markup():
    script = (HERE / "table.js").read_text("utf-8")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", script)
