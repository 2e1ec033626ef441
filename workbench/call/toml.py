"""Read a TOML file and say everything that is wrong with it at once.

A `Section` hands out checked values. A fault is noted with file, key, what and what next, and a harmless stand-in is
returned, so that reading goes on to the end; `finish` then raises one `UserError` with all faults.
"""

import datetime
import math
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from workbench.call.errors import UserError

_KINDS = {str: "文字", int: "整数", float: "数", bool: "true或false", list: "列表", dict: "一节", datetime.date: "日期"}


class Section:
    """One table of a TOML file; `at` is the dotted key that leads to it."""

    def __init__(self, file: str, data: dict[str, Any], at: str = "", faults: list[str] | None = None) -> None:
        self.file, self.at = file, at
        self._data, self._used = data, set[str]()
        self._children: list[Section] = []
        self.faults = [] if faults is None else faults

    def __contains__(self, key: str) -> bool:
        return key in self._data

    def keys(self) -> Sequence[str]:
        """Keys in the order of the file."""
        return list(self._data)

    def fault(self, key: str, what: str, advice: str) -> None:
        """Note that the value at `key` is wrong."""
        self.faults.append(f"{self.file}，{self._name(key)}：{what}。{advice}。")

    def _name(self, key: str) -> str:
        return f"{self.at}.{key}" if self.at else key

    def _get(self, key: str, kind: type, default: Any, stand_in: Any) -> Any:
        self._used.add(key)
        if key not in self._data:
            if default is not None:
                return default
            self.fault(key, "没有填写", f"请写上{_KINDS[kind]}")
            return stand_in
        value = self._data[key]
        if kind is float and type(value) is int:
            value = float(value)
        if type(value) is not kind:
            self.fault(key, f"应是{_KINDS[kind]}，现为 {value!r}", "请改正")
            return stand_in
        return value

    def text(self, key: str, default: str | None = None) -> str:
        """A string that is not blank, or the default."""
        value: str = self._get(key, str, default, "")
        if key in self._data and isinstance(self._data[key], str) and not value.strip():
            self.fault(key, "是空的", "请写上文字，或删去这一行")
        return value

    def integer(self, key: str, default: int | None = None, *, least: int = 0, most: int | None = None) -> int:
        """A whole number between `least` and `most`."""
        value: int = self._get(key, int, default, least)
        return value if self._within(key, value, least, most) else least

    def number(self, key: str, default: float | None = None, *, least: float = 0, most: float | None = None) -> float:
        """A number between `least` and `most`."""
        value: float = self._get(key, float, default, float(least))
        return value if self._within(key, value, least, most) else float(least)

    def _within(self, key: str, value: float, least: float, most: float | None) -> bool:
        if math.isfinite(value) and least <= value <= (most if most is not None else value):
            return True
        bounds = f"不小于{least}的数" if most is None else f"{least}到{most}之间的数"
        self.fault(key, f"{value} 超出范围", f"请写{bounds}")
        return False

    def date(self, key: str, default: datetime.date | None = None) -> datetime.date:
        """A date, written as 2024-06-30."""
        value: datetime.date = self._get(key, datetime.date, default, datetime.date.min)
        return value

    def boolean(self, key: str, default: bool | None = None) -> bool:
        """Either true or false."""
        return bool(self._get(key, bool, default, False))

    def texts(self, key: str, default: Sequence[str] | None = None) -> tuple[str, ...]:
        """A list of strings."""
        values = self._get(key, list, None if default is None else list(default), [])
        if not all(isinstance(value, str) for value in values):
            self.fault(key, "列表里有不是文字的项", "请给每一项加上引号")
            return ()
        return tuple(values)

    def one_of(self, key: str, allowed: Sequence[str], default: str | None = None) -> str:
        """One of a few words."""
        value = self.text(key, default)
        if value in allowed or key not in self._data:
            return value
        if value.strip():  # else it is named already
            self.fault(key, f"不认识“{value}”", f"可以写：{'、'.join(allowed)}")
        return allowed[0]

    def section(self, key: str) -> "Section":
        """A sub-table; an absent one is empty."""
        return self._child(key, self._get(key, dict, {}, {}), self._name(key))

    def sections(self, key: str) -> list["Section"]:
        """An array of tables."""
        rows = self._get(key, list, [], [])
        if not all(isinstance(row, dict) for row in rows):
            self.fault(key, "应写成若干节", f"请用 [[{self._name(key)}]] 开头写每一项")
            return []
        return [self._child(key, row, f"{self._name(key)}[{place}]") for place, row in enumerate(rows, 1)]

    def _child(self, key: str, data: dict[str, Any], at: str) -> "Section":
        child = Section(self.file, data, at, self.faults)
        self._children.append(child)
        return child

    def note_unknown(self) -> None:
        """Note keys that nobody asked for: most often a slip of spelling."""
        for key in self._data:
            if key not in self._used:
                self.fault(key, "没有这个设置项", "请检查拼写，或删去这一行")
        for child in self._children:
            child.note_unknown()

    def finish(self) -> None:
        """End the reading of a whole file.

        Raises
        ------
        UserError
            With every fault that was noted.
        """
        self.note_unknown()
        if self.faults:
            raise UserError(*self.faults)


def read_toml(path: Path, name: str | None = None) -> Section:
    """Open a TOML file as a `Section`; `name` is what messages call it.

    Raises
    ------
    UserError
        If the file is missing, cannot be opened, is not UTF-8, or not TOML.
    """
    name = name or path.name
    try:
        return Section(name, tomllib.loads(path.read_bytes().decode("utf-8-sig")))
    except FileNotFoundError:
        raise UserError(f"{path}：没有这个文件。请检查路径。") from None
    except OSError:
        raise UserError(f"{path}：打不开这个文件。请检查它是不是文件、有没有读取权限。") from None
    except UnicodeDecodeError:
        raise UserError(f"{name}：不是 UTF-8 编码。请另存为 UTF-8。") from None
    except tomllib.TOMLDecodeError as error:
        raise UserError(f"{name}：格式有误（{error}）。请对照 docs/round.md 改正。") from None
