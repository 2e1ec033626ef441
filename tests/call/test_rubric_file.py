"""A round's own rubric file is read whole, and every fault of it is named."""

from pathlib import Path

import pytest

import workbench.call.rubric as module
from workbench.call.errors import UserError
from workbench.call.rubric import read_rubrics, rubrics

SMALL = """
[cases]
id = "c"
name = "案例"
step = 0.1
[[cases.criteria]]
id = "a"
name = "甲"
points = 66.6
description = "通用"
bands = [{ least = 33.3, label = "好", anchor = "好的" }, { least = 0, label = "差", anchor = "差的" }]
[cases.criteria.by_direction]
green = "绿色"
[[cases.criteria]]
id = "b"
name = "乙"
points = 33.4
description = "通用"
bands = [{ least = 0, label = "都算", anchor = "都算的" }]
[measures]
id = "m"
name = "举措"
[[measures.criteria]]
id = "a"
name = "甲"
points = 100
description = "通用"
bands = [{ least = 0, label = "都算", anchor = "都算的" }]
"""


def read(folder, text):
    path = folder / "rubric.toml"
    path.write_text(text, encoding="utf-8")
    return read_rubrics(path)


def test_a_small_file_is_enough(tmp_path):
    cases, measures = read(tmp_path, SMALL)
    assert [(one.id, one.points) for one in cases.criteria] == [("a", 66.6), ("b", 33.4)]
    assert (cases.criterion("a").description_for("green"), cases.criterion("a").description_for("digital")) == (
        "绿色",
        "通用",
    )
    assert (cases.step, measures.step, measures.name) == (0.1, 0.5, "举措")
    assert cases.clean({"a": "66.6", "b": 0.3}) == {"a": 66.6, "b": 0.3}
    assert cases.total({"a": 66.6, "b": 33.4}) == 100


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("points = 33.4", "points = 33.3", "cases.criteria：各项分值合计99.9分。请调整为合计100分"),
        ("points = 33.4", "points = 33.45", "cases.criteria[2].points：33.45 不是0.1的倍数"),
        ("points = 33.4", "points = 0", "cases.criteria[2].points：0.0 超出范围"),
        ("points = 33.4", 'points = "33.4"', "cases.criteria[2].points：应是数"),
        ('id = "b"', 'id = "a"', "cases.criteria：评分项代码（id）有重复"),
        ("least = 33.3", "least = 0", "cases.criteria[1].bands：各档起点应从高到低"),
        ("least = 33.3", "least = 66.7", "cases.criteria[1].bands[1].least：66.7 超出范围"),
        ("least = 33.3", "least = 33.33", "cases.criteria[1].bands[1].least：33.33 不是0.1的倍数"),
        (', { least = 0, label = "差", anchor = "差的" }', "", "cases.criteria[1].bands：各档起点应从高到低"),
        ("green =", "blue =", "cases.criteria[1].by_direction.blue：没有这个设置项"),
        ('label = "好"', 'label = ""', "cases.criteria[1].bands[1].label：是空的"),
        ("step = 0.1", "step = 0", "cases.step：0.0 超出范围"),
        ('name = "案例"\n', "", "cases.name：没有填写"),
        ('description = "通用"\n', "", "cases.criteria[1].description：没有填写"),
        ("[measures]", "[measure]", "measure：没有这个设置项"),
    ],
)
def test_a_fault_is_named(tmp_path, before, after, expected):
    assert before in SMALL
    with pytest.raises(UserError) as error:
        read(tmp_path, SMALL.replace(before, after, 1))
    assert any(message.startswith(f"rubric.toml，{expected}") for message in error.value.messages), error.value.messages


def test_a_value_of_the_wrong_type_is_not_blamed_for_the_sum_too(tmp_path):
    with pytest.raises(UserError) as error:
        read(tmp_path, SMALL.replace("points = 66.6", 'points = "66.6"'))
    assert len(error.value.messages) == 1


def test_faults_of_both_rubrics_come_at_once(tmp_path):
    with pytest.raises(UserError) as error:
        read(tmp_path, SMALL.replace("points = 33.4", "points = 1").replace("points = 100", "points = 99"))
    assert ["cases.criteria" in error.value.messages[0], "measures.criteria" in error.value.messages[1]] == [True] * 2


def test_the_default_file_is_read_once():
    assert rubrics() is rubrics()
    assert read_rubrics(Path(module.__file__).with_name("rubric.toml")) == rubrics()
