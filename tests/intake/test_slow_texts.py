"""Texts made to keep a pattern busy do so no longer: each took ten seconds or far more, and takes below half a second.

The bound is far from both: it tells a pattern that grows with the text's square from one that grows with the text, and
measures no speed.
"""

import random
import time

import pytest

from workbench.call.forms import forms
from workbench.intake.contact import name_and_number
from workbench.intake.direction_words import directions_of
from workbench.intake.figures import read_figures
from workbench.intake.sections import heading

LONG = 100_000
_RANDOM = random.Random(0)


def _trades() -> str:
    names = ("".join(map(chr, _RANDOM.choices(range(0x4E00, 0x9000), k=3))) for _ in range(LONG // 8))
    return "甲县花炮产业集群。" + "".join(f"全县{name}总产值" for name in names)


TEXTS = {
    "brackets for a number": lambda: name_and_number("（" * LONG),
    "blanks for a heading": lambda: heading(" " * LONG + "集", forms().case.names),
    "nothing but blanks": lambda: heading("\u3000" * LONG, forms().case.names),
    "many words for directions": lambda: directions_of("、".join(f"数字{chr(0x4E00 + n)}" for n in range(LONG // 5))),
    "many trades": lambda: read_figures(_trades()),
    "one trade": lambda: read_figures("花炮" * LONG + "集群" + "，全县花炮总产值" * (LONG // 20)),
}


@pytest.mark.parametrize("read", TEXTS.values(), ids=TEXTS)
def test_it_grows_with_the_text_and_not_with_its_square(read) -> None:
    begin = time.process_time()
    read()
    assert time.process_time() - begin < 3
