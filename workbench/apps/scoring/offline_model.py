"""An uploaded offline workbook between its arrival and its saving; nothing is drawn here."""

from collections.abc import Mapping, Sequence

from workbench.apps.session import Session
from workbench.call.errors import UserError
from workbench.intake.cells import MAX_BYTES
from workbench.round.offline import OfflineUpload, preview_again, preview_workbook, save_workbook
from workbench.store import Conflict

_AGAIN = "预览之后，又有评分表在别的页面改动过，所以一份也没有保存。下面已按最新内容重新比对，请核对后再确认。"


class OfflineModel:
    """What one evaluator has uploaded and not yet saved; whose it is comes from the session."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.found: OfflineUpload | None = None

    def receive(self, value: object) -> OfflineUpload:
        """Read what the browser sent and tell what it would change.

        Raises
        ------
        UserError
            If it is not one file, too big, or cannot be taken as a whole.
        """
        self.found = None
        content = _content(value)
        self.found = preview_workbook(self.session.store, self.session.account.account_id, content)
        return self.found

    def save(self, *, clears: bool = False) -> int:
        """Save the changes that were shown, those that clear something or the others; give how many ballots they are.

        What was not saved stays to be confirmed.

        Raises
        ------
        Conflict
            If a ballot was changed since; nothing is saved, and what would change is told anew.
        UserError
            If there is nothing to save.
        """
        if self.found is None or not any(one.clears == clears for one in self.found.preview.changes):
            raise UserError("没有可以保存的修改。请先选择填好的离线评分表。")
        try:
            count = save_workbook(self.session.store, self.found, actor=self.session.account.account_id, clears=clears)
        except Conflict:
            self.found = preview_again(self.session.store, self.found)
            raise Conflict(_AGAIN) from None
        others = any(one.clears != clears for one in self.found.preview.changes)
        self.found = preview_again(self.session.store, self.found) if others else None
        return count

    def drop(self) -> None:
        """Forget the upload."""
        self.found = None


def _content(value: object) -> bytes:
    """Give the bytes of the one uploaded file, whatever the browser says of it."""
    first = value[0] if isinstance(value, Sequence) and len(value) == 1 else None
    content = first.get("content") if isinstance(first, Mapping) else None
    if not isinstance(content, (bytes, memoryview)):
        raise UserError("没有收到文件。请重新选择一个离线评分表（.xlsx）。")
    if len(content) > MAX_BYTES:
        raise UserError(f"文件超过{MAX_BYTES // 2**20} MB，离线评分表不会这么大。请检查是否选错了文件。")
    return bytes(content)
