"""Sheets for the secretary's desk: the form for importing evaluators, and the sign-ins to hand out."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time

from workbench.call.columns import heading as column_heading
from workbench.call.notice import notice
from workbench.call.times import BEIJING
from workbench.publish.heading import DEMO_MARK, Heading
from workbench.publish.spreadsheet import Book

EVALUATOR_HEADINGS = (
    *(column_heading(key) for key in ("name", "organisation", "province")),
    "擅长方向",
    *(column_heading(key) for key in ("email", "max_entries", "recuse_from")),
)
_EXPLANATIONS = (
    "必填。一人一行；同名的专家请写明工作单位，以便区分。",
    "选填。写单位全称。",
    "必填。请从下拉列表中选择；来自计划单列市或新疆生产建设兵团的，选该市或兵团。专家不评本地区报送的案例。",
    "选填。可写多个方向，用顿号“、”隔开，名称见右侧“擅长方向”一栏；不填为全部方向。",
    "选填。只作联系之用，系统不发送邮件。",
    "选填。这位专家最多评多少项，写整数；不填则与其他专家大致相同。",
    "选填。除本地区以外还须回避的报送单位、县（市、区）、单位或集群，用顿号“、”隔开。",
)
_ROWS = 500  # rows of the form that offer the list of provinces


def evaluator_template_xlsx() -> bytes:
    """Write the form on which evaluators are listed for import.

    Returns
    -------
    bytes
        The xlsx file: an empty list with a choice of provinces, and a sheet that says how to fill it in.
    """
    call = notice()
    book = Book(Heading(call.title, False, datetime.combine(call.issued_on, time(), BEIJING)))
    sheet = book.add_sheet("评审专家", (14, 36, 22, 40, 30, 14, 36), freeze="A2", is_landscape=True)
    sheet.write_header(EVALUATOR_HEADINGS)
    provinces, directions = [one.name for one in call.submitters], [one.name for one in call.directions]
    first, rows = 2, range(2, _ROWS + 2)
    source = f"'填写说明'!$D${first}:$D${first + len(provinces) - 1}"
    sheet.add_choices(3, rows, source, "请从列表中选择所在省份")
    sheet.add_hint(4, rows, "可写多个方向，用顿号隔开：" + "、".join(directions))
    guide = book.add_sheet("填写说明", (14, 64, 4, 24, 16))
    guide.write_styled(["列", "怎样填写", None, *EVALUATOR_HEADINGS[2:4]], "列名", 24)
    left = list(zip(EVALUATOR_HEADINGS, _EXPLANATIONS, strict=True))
    for place, province in enumerate(provinces):
        line = left[place] if place < len(left) else (None, None)
        guide.write([*line, None, province, directions[place] if place < len(directions) else None])
    return book.to_bytes()


def sign_ins_xlsx(rows: Iterable[Sequence[str]], heading: Heading, *, address: str) -> bytes:
    """Write sign-ins for handing out on paper.

    Parameters
    ----------
    rows
        Sign-in name, person's name, role as people call it (评审专家), one-time password.
    heading
        The round's name, whether it is a demo, and when the sheet is made.
    address
        Where to sign in; it stands on every line, so that a line can be handed out alone.
    """
    book = Book(heading)
    sheet = book.add_sheet("登录信息", (16, 12, 18, 24, 36), freeze="A4")
    sheet.write_line(f"{heading.title}登录信息", "标题", 28)
    mark = f"{DEMO_MARK}。" if heading.is_demo else ""
    sheet.write_line(
        f"{mark}密码只用于首次登录，登录后须改为自己的密码。请分发到本人，不要群发；发完请销毁本表。", "提示"
    )
    sheet.write_header([column_heading("name"), "角色", column_heading("account_id"), "一次性密码", "登录地址"])
    for account_id, name, role, password in rows:
        sheet.write_styled([name, role, account_id, password, address], "登录", 30)
    return book.to_bytes()
