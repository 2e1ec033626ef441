"""The widgets without a browser: clicks, and what is shown then."""

import base64
import io
import re

from openpyxl import load_workbook

from workbench.apps.page import Messages
from workbench.apps.panel.view import PanelView
from workbench.store import panel
from workbench.store.accounts import authenticate
from workbench.store.frames import read_table

LIST = "姓名,所在省份,工作单位\n王一<script>alert(1)</script>,四川,某院\n".encode()


def is_shown(widget):
    return widget.layout.display != "none"


def upload(view, content=LIST):
    file = {"name": "名单.csv", "type": "text/csv", "size": 1, "last_modified": 0, "content": memoryview(content)}
    view.people.upload.set_state({"value": [file]})


def workbook(html):
    """The workbook that a download link holds."""
    return load_workbook(io.BytesIO(base64.b64decode(re.search(r"base64,([^\"]+)\"", html)[1])))


def cells(book):
    return [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_the_template_is_a_workbook_with_the_headings_that_the_import_reads(view):
    html = view.people.actions.children[1].value
    assert 'download="专家名单模板.xlsx"' in html
    assert {"姓名", "所在省份"} <= set(cells(workbook(html)))


def test_an_import_shows_the_new_people_and_says_what_comes_next(view):
    upload(view)
    assert "已导入1位专家" in view.messages.value and "wb-success" in view.messages.value
    assert [line[0] for line in view.people.table.lines] == ["E03", "E1", "E2"]
    assert view.people.upload.value == ()


def test_an_import_that_fails_shows_every_fault_and_takes_the_next_file(view):
    upload(view, "姓名,所在省份\n,四川\n王一,火星\n".encode())
    assert "第2行" in view.messages.value and "第3行" in view.messages.value and "wb-error" in view.messages.value
    assert view.people.upload.value == () and len(view.people.table.lines) == 2
    upload(view)
    assert "已导入1位专家" in view.messages.value


def test_passwords_are_shown_once_to_print_and_to_download_then_gone(view, scored):
    view.accounts.hand_out.click()
    assert is_shown(view.sheet.box)
    shown = dict(re.findall(r"<code>([^<]+)</code></td><td><code>([^<]+)</code>", view.sheet.table.value))
    assert authenticate(scored, "E1", shown["E1"]).account_id == "E1"
    view.sheet.address.value = "https://pingshen.example/review/"
    found = cells(workbook(view.sheet.link.value))
    assert shown["E1"] in found and "https://pingshen.example/review/" in found
    view.accounts.hand_out.click()  # nobody is left: what is shown stays
    assert shown["E1"] in view.sheet.table.value
    view.sheet.close.click()
    assert not is_shown(view.sheet.box)
    assert shown["E1"] not in view.sheet.table.value + view.sheet.link.value + repr(vars(view.sheet))


def test_what_people_typed_stays_text(view):
    upload(view)
    view.accounts.hand_out.click()
    view.assignment.count.value = 1
    view.assignment.run.click()
    view.accounts.table.set_state({"selected": "E03"})
    for html in (view.sheet.table.value, view.assignment.loads.value, view.accounts.chosen.value):
        assert "<script" not in html and "王一&lt;script&gt;" in html


def test_the_address_that_the_browser_tells_is_offered_and_not_forced(view):
    view.sheet.origin.set_state({"origin": "https://pingshen.example"})
    assert view.sheet.address.value == "https://pingshen.example/review/"
    view.sheet.address.value = "https://other.example/"
    view.sheet.origin.set_state({"origin": "https://pingshen.example:8443"})
    assert view.sheet.address.value == "https://other.example/"


def test_an_assignment_says_loads_and_draws_them(view):
    assert "3个不足2位" in _with(view, 2)
    view.assignment.run.click()
    assert "共8份评分表，每位在用专家4到4份" in view.messages.value
    assert "wb-success" in view.assignment.coverage.value
    assert view.assignment.loads.value.count('class="pn-load"') == 2 and "1 / 4" in view.assignment.loads.value


def _with(view, count):
    view.assignment.count.value = count
    return view.assignment.coverage.value


def test_an_assignment_that_cannot_be_done_says_which_and_why(view, scored):
    panel.add_recusal(scored, "S1", "E2", "JS-B:green", "师生")
    view.assignment.count.value = 2
    view.assignment.run.click()
    assert "江苏省《JS-B的做法》" in view.messages.value and "wb-error" in view.messages.value
    assert is_shown(view.assignment.accept)
    assert len(read_table(scored, "assignments")) == 5
    view.assignment.accept.click()
    assert "分工已保存：共7份" in view.messages.value and "wb-warning" in view.messages.value
    assert len(read_table(scored, "assignments")) == 7 and not is_shown(view.assignment.accept)


def test_a_cap_is_set_by_the_row(view):
    assert not is_shown(view.people.limit)
    view.people.table.set_state({"selected": "E2"})
    view.people.most.value = 3
    view.people.limit.click()
    assert "E2专家：最多评3项" in view.messages.value and view.people.most.value == 3


def test_how_evaluators_are_tied_together_is_on_the_page(view):
    assert "连成一组" in view.assignment.ties.value


def test_a_recusal_is_added_by_the_form_and_taken_back_by_its_row(view, scored):
    form = view.recusals
    assert form.add.disabled
    form.evaluator.value, form.entry.value, form.reason.value = "E1", form.entry.options[0], "师生"
    form.add.click()
    assert "已登记回避" in view.messages.value and form.reason.value == ""
    form.add.click()
    assert "已登记回避" in view.messages.value
    key = form.table.lines[0][0]
    form.table.set_state({"selected": key})
    assert is_shown(form.withdraw)
    form.withdraw.click()
    assert read_table(scored, "recusals").empty and not is_shown(form.withdraw)


def test_a_ballot_is_sent_back_and_the_counts_follow(view):
    table = view.ballots.table
    submitted = next(line[0] for line in table.lines if "已提交" in line)
    table.set_state({"selected": next(line[0] for line in table.lines if "草稿" in line)})
    assert not is_shown(view.ballots.give_back) and "尚未提交" in view.ballots.chosen.value
    table.set_state({"selected": submitted})
    view.ballots.give_back.click()
    assert "理由" in view.messages.value
    view.ballots.reason.value = "请补写评语"
    view.ballots.give_back.click()
    assert "已退回" in view.messages.value and "wb-success" in view.messages.value
    view.ballots.give_back.click()
    assert "wb-success" in view.messages.value


def test_no_scores_are_on_the_page(view, scored):
    assert not any(column["heading"].startswith("得分") for column in view.ballots.table.look["columns"])
    assert not read_table(scored, "scores").empty


def test_accounts_are_stopped_started_and_made(view, scored):
    view.accounts.table.set_state({"selected": "E2"})
    view.accounts.stop.click()
    assert not is_shown(view.accounts.stop) and is_shown(view.accounts.start)
    view.accounts.start.click()
    assert is_shown(view.accounts.stop)
    assert view.accounts.create.disabled
    view.accounts.account_id.value, view.accounts.name.value, view.accounts.role.value = "fen.xi", "某某", "analyst"
    view.accounts.create.click()
    assert "fen.xi" in view.sheet.table.value and "分析人员" in view.sheet.table.value


def test_the_chair_reads_along_and_is_told_who_may_act(model_of, scored):
    view = PanelView(model_of("Z1"), Messages())
    forms = (view.people.actions, view.assignment.actions, view.recusals.form, view.ballots.form, view.accounts.actions)
    assert not any(map(is_shown, forms))
    assert len(view.people.table.lines) == 2 and len(view.ballots.table.lines) == 2
    view.accounts.hand_out.click()  # as a browser could
    assert "只有工作人员" in view.messages.value and not is_shown(view.sheet.box)


def test_turning_the_page_takes_the_message_along(view):
    view.assignment.count.value = 2
    view.assignment.run.click()
    view.tabs.choice.value = "回避"
    assert view.messages.value == ""
    assert not is_shown(view.assignment.box) and is_shown(view.recusals.box)


def test_an_empty_round_says_what_to_do_first(empty_model):
    view = PanelView(empty_model, Messages())
    assert view.people.table.look["empty"].startswith("还没有评审专家")
    assert "形式审查" in view.assignment.coverage.value
    view.assignment.run.click()
    assert "形式审查" in view.messages.value
