"""Rows of a table as text, and what the text alone does not tell: merged cells, what the writer has hidden."""

from collections.abc import Iterable, Sequence

Grid = Sequence[Sequence[str]]


class Rows(list[list[str]]):
    """Rows of cells of a table that tells merged cells from blank ones.

    Parameters
    ----------
    rows
        The rows.
    name
        The sheet's name; empty for a table in a document.
    numbers
        What a person calls each row, from 1.
    merged
        Row and column of each cell that goes on from the one above.
    hidden
        How many rows were left out, for they are hidden; all of the sheet if it `is_hidden`.
    """

    def __init__(
        self,
        rows: Iterable[list[str]],
        *,
        name: str = "",
        numbers: Sequence[int] = (),
        merged: frozenset[tuple[int, int]] = frozenset(),
        hidden: int = 0,
        is_hidden: bool = False,
    ) -> None:
        super().__init__(rows)
        self.name, self.merged, self.hidden, self.is_hidden = name, merged, hidden, is_hidden
        self.numbers = numbers or range(1, len(self) + 1)

    def where(self, place: int) -> str:
        """Say where a row is."""
        return f"{f'工作表“{self.name}”' if self.name else '汇总表'}第{self.numbers[place]}行"
