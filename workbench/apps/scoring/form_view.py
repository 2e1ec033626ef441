"""The form beside the text: a field per criterion, the comment, and what is done with the ballot."""

import datetime
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial

import ipywidgets as widgets

from workbench.apps.page import BUG, Messages, escape
from workbench.apps.scoring.ballots_html import versions_html
from workbench.apps.scoring.field import Field
from workbench.apps.scoring.guidance import guidance
from workbench.apps.scoring.model import ScoringModel
from workbench.apps.scoring.question_view import QuestionView
from workbench.apps.scoring.recusal_view import RecusalView
from workbench.apps.scoring.sheet import COMMENT, Sheet, remark
from workbench.call.errors import UserError
from workbench.call.rubric import FULL_POINTS, Rubric
from workbench.call.settings import RoundSettings
from workbench.call.times import BEIJING, beijing
from workbench.store import Conflict
from workbench.store.ballots import STALE

log = logging.getLogger(__name__)

_NOT_SAVED = "没有保存，原因见评分表上方。"

REST_SECONDS = 1.0
"""How long the buttons rest after a step: the second click of a double click would act on the entry that came next."""


class FormView:
    """Draws the open sheet and saves what is typed.

    `goes_on` is told the next entry and what was just done; `taken_back` is called when a submitted sheet is a draft
    again; `tells` says what concerns a sheet that is no longer open while there is none.
    """

    def __init__(
        self,
        model: ScoringModel,
        goes_on: Callable[[str | None, str], None],
        taken_back: Callable[[], None],
        tells: Callable[[str], None],
    ) -> None:
        self.model, self._goes_on, self._taken_back, self._tells = model, goes_on, taken_back, tells
        self.messages = Messages()
        self.fields: dict[str, Field] = {}
        self._guides: dict[str, widgets.HTML] = {}
        self._rubric: Rubric | None = None
        self._failed: set[str] = set()
        self._lost: list[str] = []
        self._stepped_at = 0.0
        self.head, self.notes, self.saved = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self.guide = widgets.ToggleButton(value=True, description="评分参考", tooltip="显示或收起各项的说明和分档")
        self.guide.observe(self.messages.guard(lambda _change: self._show_guides()), "value")
        self.body = widgets.VBox()
        self.body.add_class("sc-form-fields")
        self.submit = self._button("提交", self.do_submit, "primary", "Ctrl+Enter")
        self.reopen = self._button("撤回提交", self.do_reopen, "", "撤回后可以修改，改完请重新提交")
        self.reload = self._button("载入最新内容", self.do_reload, "primary", "显示已保存的最新内容")
        self.recusal = RecusalView(self.messages, self.do_recuse)
        self.question = QuestionView(self.messages, self.do_ask)
        self.saved.add_class("sc-state")
        self.versions = widgets.HTML()
        steps = widgets.HBox([self.submit, self.reopen, self.reload, self.recusal.ask, self.question.ask])
        foot = widgets.VBox([self.messages, self.recusal.box, self.question.box, self.saved, steps])
        foot.add_class("sc-form-foot")
        top = widgets.VBox([widgets.HBox([self.head, self.guide]), self.notes])
        top.add_class("sc-form-head")
        self.box = widgets.VBox([top, self.body, foot])
        self.box.add_class("sc-form")

    def draw(self, refused: Mapping[str, str] | None = None) -> None:
        """Show the open sheet from the start, beside a field what was typed there and refused."""
        sheet = self._open_sheet()
        if sheet.rubric != self._rubric:
            self._build(sheet.rubric)
        self.messages.clear()
        self._lost.clear()
        self.recusal.close()
        self.question.turn(sheet.entry.entry_id)
        for one in sheet.rubric.criteria:
            self._guides[one.id].value = guidance(one, sheet.entry.direction, sheet.rubric.step)
        self._fill(sheet, refused or {})
        self.question.draw(self.model.questions())

    def change(self, name: str, number: object, text: object) -> tuple[str, str]:
        """Save a field; answer with what is saved, and why not if it is not."""
        is_late = not self.model.sheet or number != self.model.sheet.number
        try:
            sheet = self.model.change(number, name, text)
        except UserError as error:
            if is_late:
                self._say_lost(str(error))
            else:
                self._failed.add(name)
            self._show_state()
            return "", _NOT_SAVED if isinstance(error, Conflict) and not is_late else str(error)
        except Exception:
            log.exception("saving a field")
            if is_late:
                self._say_lost(BUG)
            return "", BUG
        if sheet is self.model.sheet:
            self.messages.clear()
            self._failed.discard(name)
            if is_late:
                self._fill_one(sheet, name)
        self._show_state()
        return sheet.text(name), ""

    def _say_lost(self, why: str) -> None:
        """Tell what the field cannot tell any more: it shows another sheet."""
        if self.model.sheet:
            self._lost.append(why)
            self._show_state()
        else:
            self._tells(why)

    def do_submit(self) -> None:
        """Hand the sheet in and go on."""
        title = self._title()
        try:
            following = self.model.submit()
        except UserError as error:
            self.messages.say(*error.messages, kind="error")  # before the focus goes: it takes room from the fields
            self._show_missing()
            return
        self._goes_on(following, f"{title}已提交。")

    def _show_missing(self) -> None:
        """Mark each field that still lacks something, and go to the first of them."""
        sheet = self._open_sheet()
        for place, (name, words) in enumerate({} if sheet.is_stale else sheet.missing.items()):
            self.fields[name].miss(words, is_first=place == 0)

    def do_reopen(self) -> None:
        """Take the submitted sheet back."""
        sheet = self._open_sheet()
        sheet.reopen()
        self._fill(sheet, {})
        self._taken_back()
        self.messages.say("已撤回，可以修改。改完请重新提交。", kind="warning")

    def do_reload(self) -> None:
        """Show what the store holds, and beside it what was typed here and not saved."""
        refused = self._open_sheet().refused
        self.model.reload()
        self.draw(refused)
        more = "您没有保存成的内容列在各栏下面，需要的请填回。" if refused else ""
        self.messages.say(f"已载入最新内容。{more}", kind="success")

    def do_recuse(self, reason: str) -> None:
        """Declare a recusal and go on."""
        title = self._title()
        self._goes_on(self.model.recuse(reason), f"{title}已回避。")

    def do_ask(self, text: str) -> None:
        """Send a question to the secretary."""
        self.model.ask(text)
        self.question.draw(self.model.questions())

    def _show_guides(self) -> None:
        (self.body.remove_class if self.guide.value else self.body.add_class)("sc-brief")

    def _title(self) -> str:
        return f"第{self.model.numbers[self._open_sheet().entry.entry_id]}项"

    @property
    def _settings(self) -> RoundSettings:
        return self.model.session.store.settings

    def _open_sheet(self) -> Sheet:
        assert self.model.sheet  # noqa: S101 - the form is shown only with a sheet
        return self.model.sheet

    def _button(self, words: str, step: Callable[[], None], style: str, tip: str) -> widgets.Button:
        def clicked(_button: widgets.Button) -> None:
            if time.monotonic() - self._stepped_at >= REST_SECONDS:
                try:
                    step()
                finally:
                    self._stepped_at = time.monotonic()
                    self._show_state()

        button = widgets.Button(description=words, button_style=style, tooltip=tip)
        button.on_click(self.messages.guard(clicked))
        return button

    def _build(self, rubric: Rubric) -> None:
        self._rubric = rubric
        self.fields = {one.id: Field(partial(self.change, one.id)) for one in rubric.criteria}
        self._guides = {one.id: widgets.HTML() for one in rubric.criteria}
        least = self._settings.remark_min_length
        hint = f"本项意见（至少{least}字）" if least else "本项意见（可不填）"
        for one in rubric.criteria:
            name = remark(one.id)
            self.fields[name] = Field(partial(self.change, name), lines=1, hint=hint)
        blocks = [
            widgets.VBox([self.fields[one.id], self._guides[one.id], self.fields[remark(one.id)]])
            for one in rubric.criteria
        ]
        self.fields[COMMENT] = Field(partial(self.change, COMMENT), lines=5)
        self.fields[COMMENT].add_class("sc-comment")
        for block in (*blocks, self.fields[COMMENT]):
            block.add_class("sc-block")
        self.body.children = (*blocks, self.fields[COMMENT], self.versions, self.question.said)

    def _fill(self, sheet: Sheet, refused: Mapping[str, str]) -> None:
        for name in sheet.names:
            self._fill_one(sheet, name, refused.get(name, ""))
        self._failed.clear()
        self.versions.value = versions_html(self.model.versions, sheet.rubric)
        self._show_state()

    def _fill_one(self, sheet: Sheet, name: str, refused: str = "") -> None:
        is_open = sheet.ballot.state != "submitted" and not self.model.closed
        suffix = next((f"/ {one.points:g} 分" for one in sheet.rubric.criteria if one.id == name), "")
        least = "" if name else self._settings.comment_min_length
        label = sheet.label(name) + (f"（至少{least}字）" if least else "")
        text = sheet.text(name)
        refused = refused if refused != text else ""
        self.fields[name].fill(sheet.number, sheet.place(name), label, suffix, text, is_open=is_open, refused=refused)

    def _show_state(self) -> None:
        sheet, allowed = self.model.sheet, self.model.allowed
        if not sheet:
            return
        for name in self._failed - sheet.unsaved.keys() - sheet.faults.keys():
            self._failed.discard(name)
            self.fields[name].settle(sheet.text(name))
        is_submitted = sheet.ballot.state == "submitted"
        self.head.value = _head(sheet)
        self.notes.value = _notes(sheet, self.model.phase, self._lost)
        self.saved.value = _saved(sheet)
        for button, is_wanted in (
            (self.submit, "submit" in allowed and not is_submitted and not sheet.is_stale),
            (self.reopen, "reopen" in allowed and is_submitted and not sheet.is_stale),
            (self.reload, sheet.is_stale),
            (self.recusal.ask, "recuse" in allowed and not is_submitted),
            (self.question.ask, "ask" in allowed),
        ):
            button.layout.display = None if is_wanted else "none"


def _head(sheet: Sheet) -> str:
    if sheet.total is None:
        total = f"已打分 {sheet.scored_count} / {len(sheet.rubric.criteria)} 项"
    else:
        total = f"合计 <strong>{sheet.total:g}</strong> / {FULL_POINTS} 分"
    return f'<h2 id="sc-form">评分表</h2><div class="sc-total" role="status">{total}</div>'


def _notes(sheet: Sheet, phase: tuple[str, str], lost: Sequence[str]) -> str:
    notes = [("error", one) for one in lost]
    if sheet.is_stale:
        notes.append(("error", STALE))
    if phase[1]:
        notes.append(phase)
    if sheet.ballot.state == "submitted":
        at = beijing(sheet.ballot.submitted_at or sheet.ballot.updated_at)
        notes.append(("success", f"已于 {at:%m-%d %H:%M} 提交，分数不能直接改动。"))
    elif sheet.return_reason:
        notes.append(("warning", f"这份评分表被退回：{sheet.return_reason}"))
    return "".join(f'<div class="wb-message wb-{kind}">{escape(words)}</div>' for kind, words in notes)


def _saved(sheet: Sheet) -> str:
    if sheet.unsaved or sheet.faults or sheet.is_stale:
        names = "、".join(f"“{sheet.label(name)}”" for name in {**sheet.unsaved, **sheet.faults})
        return f'<span class="sc-unsaved" role="status">没有保存：{escape(names or "这份评分表的修改")}</span>'
    if sheet.ballot.state == "submitted" or sheet.ballot.version <= 1:  # nothing was saved yet
        return ""
    at = beijing(sheet.ballot.updated_at)
    day = "" if at.date() == datetime.datetime.now(BEIJING).date() else f"{at:%m-%d} "
    return f'<span class="sc-saved" role="status">已保存 {day}{at:%H:%M:%S}</span>'
