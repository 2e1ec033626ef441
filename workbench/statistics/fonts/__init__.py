"""A Chinese font that comes with the workbench, so that charts and pages do not depend on the machine's fonts."""

from pathlib import Path

FONT_PATH = Path(__file__).with_name("NotoSansSC-subset.otf")
"""Noto Sans CJK SC Regular, cut down to the characters of GB 2312 and common symbols."""
