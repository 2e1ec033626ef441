"""What an uploaded offline workbook says: its stamp and its rows, as plain data. Nothing of it is believed yet."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from workbench.call.errors import UserError
from workbench.call.offline import COMMENT, FORMAT, MARKS
from workbench.intake.cells import Cell, Grid

_DOWNLOAD = "请在“离线评分”里重新下载，在下载的表里填写"


@dataclass(frozen=True, slots=True)
class Row:
    """One ballot of the workbook; `cells` are those with a key: points, comment, remarks; an empty one is absent."""

    where: str
    entry_id: str
    version: int | None
    mark: str
    keys: frozenset[str]
    cells: Mapping[str, Cell]

    @property
    def sheet(self) -> str:
        """The sheet in which it stands."""
        return self.where[: self.where.rindex("”") + 1]


@dataclass(frozen=True, slots=True)
class Upload:
    """A workbook that came back."""

    round_id: str
    evaluator_id: str
    workbook_id: str
    rows: tuple[Row, ...]


def read_upload(grids: Sequence[Grid]) -> Upload:
    """Find the ballots of an uploaded workbook.

    Raises
    ------
    UserError
        If it is no offline workbook, or its hidden parts are gone.
    """
    sheets = [(grid, stamp) for grid in grids if (stamp := _stamp(grid))]
    if not sheets:
        raise UserError(f"这个文件不是离线评分表，或者表的结构被改动过。{_DOWNLOAD}。")
    if len({stamp for _, stamp in sheets}) > 1:
        raise UserError(f"这个文件里的几张表不是同一次下载的。{_DOWNLOAD}，一次下载的不要与另一次的混用。")
    rows = tuple(row for grid, _ in sheets for row in _rows(grid))
    return Upload(*sheets[0][1], rows)


def _stamp(grid: Grid) -> tuple[str, str, str] | None:
    for cells in grid.rows.values():
        texts = [_text(cells, at) for at in range(4)]
        if texts[0] == FORMAT and all(texts):
            return texts[1], texts[2], texts[3]
    return None


def _rows(grid: Grid) -> Iterator[Row]:
    heads = [(number, cells) for number, cells in grid.rows.items() if _marks(cells) == MARKS]
    if len(heads) != 1:
        raise UserError(f"“{_short(grid.name)}”里隐藏的列名不见了或多出来了，读不了。{_DOWNLOAD}。")
    start, head = heads[0]
    keys = {
        at: cell.text for at, cell in head.items() if at >= len(MARKS) and (cell.text == COMMENT or ":" in cell.text)
    }
    if len(set(keys.values())) < len(keys):
        raise UserError(f"“{_short(grid.name)}”里有重复的列，分不清以哪一列为准。{_DOWNLOAD}。")
    for number, cells in grid.rows.items():
        if number <= start + 1:  # the headings that people read are next to the keys
            continue
        given = {key: cells[at] for at, key in keys.items() if at in cells and not _is_blank(cells[at])}
        entry_id, version, mark = _marks(cells)
        if entry_id or given:
            where = f"“{_short(grid.name)}”第{number}行"
            yield Row(where, entry_id, _version(version), mark, frozenset(keys.values()), given)


def _marks(cells: Mapping[int, Cell]) -> tuple[str, ...]:
    return tuple(_text(cells, at) for at in range(len(MARKS)))


def _text(cells: Mapping[int, Cell], at: int) -> str:
    return cells[at].text.strip() if at in cells and cells[at].kind in ("text", "number") else ""


def _is_blank(cell: Cell) -> bool:
    return cell.kind in ("text", "number") and not cell.text.strip()


def _version(text: str) -> int | None:
    """Read the version, which some programs write as 3.0."""
    whole = text.removesuffix(".0")
    return int(whole) if whole.isdecimal() and whole.isascii() and len(whole) <= 9 else None


def _short(name: str) -> str:
    return name[:31]
