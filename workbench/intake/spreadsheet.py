"""Excel workbooks (xlsx, xls) as rows of text."""

import io
import zipfile

import python_calamine

from workbench.intake.archive import open_zip, read_member
from workbench.intake.problems import UnreadableError

MAX_PART = 64 * 2**20
MAX_TOTAL = 128 * 2**20
MAX_ROWS = 20_000


def read_sheets(data: bytes) -> list[tuple[str, list[list[str]]]]:
    """Read all sheets of a workbook.

    Returns
    -------
    list of (str, rows)
        Name of a sheet and its rows, each cell as text.

    Raises
    ------
    UnreadableError
        If the workbook is damaged, encrypted or too big.
    """
    if data.startswith(b"PK"):
        _check_size(data)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [(name, _rows(book, name)) for name in book.sheet_names]
    except python_calamine.PasswordError as error:
        raise UnreadableError("表格已加密，没有密码无法打开", "请报送单位去掉密码后重新报送") from error
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise _damaged() from error
    except BaseException as error:
        # A panic of the Rust library on a mangled file is no Exception; all else (Ctrl-C) goes on.
        if type(error).__name__ != "PanicException":
            raise
        raise _damaged() from error


def _damaged() -> UnreadableError:
    return UnreadableError("表格已损坏，无法打开", "请用 Excel 打开修复后另存为 xlsx，重新报送")


def _rows(book: python_calamine.CalamineWorkbook, name: str) -> list[list[str]]:
    sheet = book.get_sheet_by_name(name)
    if sheet.total_height > MAX_ROWS:
        raise UnreadableError(f"工作表“{name}”有{sheet.total_height}行，没有读取", "请删去多余的行后另存，重新报送")
    return [[_text(value) for value in row] for row in sheet.to_python()]


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def _check_size(data: bytes) -> None:
    """Refuse a workbook that unfolds to more than anyone fills in."""
    with open_zip(io.BytesIO(data)) as archive:
        left = MAX_TOTAL
        for info in archive.infolist():
            if not info.is_dir() and not info.filename.startswith("xl/media/"):
                left -= _size(archive, info, min(MAX_PART, left))


def _size(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> int:
    return len(read_member(archive, info, max(limit, 0)))
