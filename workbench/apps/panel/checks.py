"""Checks of what a person typed or uploaded: widgets' values are the browser's word."""

from collections.abc import Mapping, Sequence

from workbench.call.errors import UserError

MAX_REASON = 500
MAX_UPLOAD = 5 * 2**20


def checked_reason(reason: object, missing: str) -> str:
    """Give a reason, trimmed.

    >>> checked_reason(" 曾任顾问 ", "请写理由。")
    '曾任顾问'
    """
    text = reason.strip() if isinstance(reason, str) else ""
    if not text:
        raise UserError(missing)
    if len(text) > MAX_REASON:
        raise UserError(f"理由有{len(text)}字，最多{MAX_REASON}字。请删减。")
    return text


def checked_upload(upload: object) -> tuple[str, bytes]:
    """Give the name and content of the one uploaded file.

    >>> checked_upload([{"name": "名单.csv", "content": memoryview(b"x")}])
    ('名单.csv', b'x')
    """
    first = upload[0] if isinstance(upload, Sequence) and len(upload) == 1 else None
    name = first.get("name") if isinstance(first, Mapping) else None
    content = first.get("content") if isinstance(first, Mapping) else None
    if not isinstance(name, str) or not isinstance(content, (bytes, memoryview)):
        raise UserError("没有收到文件。请重新选择一个名单文件（.xlsx、.xls 或 .csv）。")
    data = bytes(content)
    if len(data) > MAX_UPLOAD:
        raise UserError(f"{name[:100]}：文件超过{MAX_UPLOAD // 2**20} MB。名单不应这么大，请检查是否选错。")
    return name[:100], data
