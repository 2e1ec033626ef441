"""A text field that says of itself whether what stands in it is saved."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import anywidget
import traitlets

Change = Callable[[object, object], tuple[str, str]]


class Field(anywidget.AnyWidget):
    """One field of the form.

    What is shown goes to the browser as `sheet`; what is typed comes back only as a message that names the sheet it was
    typed on, so that nothing the browser does to the widget's state can change what is saved.

    Parameters
    ----------
    change
        Given the sheet's number and the text, both as the browser says; answers with the text as it is now saved, and
        what is wrong if it is not.
    lines
        How many lines it shows; what has lines is saved in pauses too. None is a number's field.
    hint
        What stands in it while it is empty; a field with a hint has its label for the ear only.
    """

    _esm = Path(__file__).with_name("field.js")
    look = traitlets.Dict().tag(sync=True)
    sheet = traitlets.Dict().tag(sync=True)

    def __init__(self, change: Change, *, lines: int | None = None, hint: str = "") -> None:
        super().__init__(look={"lines": lines, "hint": hint})
        self._change = change
        self._last: tuple[object, object] = None, None
        self.on_msg(lambda _widget, content, _buffers: self.receive(content))

    def fill(
        self, number: int, place: str, label: str, suffix: str, text: str, *, is_open: bool, refused: str = ""
    ) -> None:
        """Show a field of a sheet, and below it what was typed there and not saved, to be put back.

        `place` names person, entry and field alike in every session, and tells nobody which they are.
        """
        self.sheet = {
            "number": number,
            "place": place,
            "label": label,
            "suffix": suffix,
            "text": text,
            "is_open": is_open,
            "refused": refused,
        }

    def receive(self, content: Any) -> None:
        """Take what was typed and answer whether it is saved."""
        if not isinstance(content, dict) or "text" not in content:
            return
        self._last = content.get("sheet"), content.get("count")
        self._answer(*self._change(content.get("sheet"), content["text"]))

    def settle(self, text: str) -> None:
        """Say that what could not be saved when it was typed is saved now."""
        self._answer(text, "")

    def miss(self, words: str, *, is_first: bool) -> None:
        """Mark that something is missing here; the first of such fields is gone to."""
        self.send({"missing": words, "is_first": is_first})

    def _answer(self, text: str, fault: str) -> None:
        sheet, count = self._last
        self.send({"sheet": sheet, "count": count, "text": text, "fault": fault})
