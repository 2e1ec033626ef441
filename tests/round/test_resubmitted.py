"""A corrected form sent again: its case, entries and ballots stay, and what changed is told."""

import pytest

from workbench.round import Round, open_round
from workbench.store import panel
from workbench.store.ballots import open_ballot

NAME, TITLE = "青石县卫浴产业集群", "共享检测让小企业敢接大单"
TEXT = "县里牵头组建共享检测中心，由十二家骨干企业出资，面向小企业按成本价开放；检测人员实行轮训上岗，设备按小时预约。"


@pytest.fixture
def opened(tmp_path, form) -> Round:
    """A round of one case with an evaluator who has opened it in both directions."""
    folder = tmp_path / "submissions/云南省"
    folder.mkdir(parents=True)
    (folder / "附件2.docx").write_bytes(form(NAME, TITLE, TEXT))
    opened = open_round(tmp_path)
    who = {"evaluator_id": "E1", "name": "王评", "organisation": None, "province": "山东省", "directions": ["green"]}
    panel.keep_evaluators(opened.store, None, [who | {"email": None}])
    rows = [{"evaluator_id": "E1", "entry_id": key, "position": 1} for key in opened.entries.index]
    panel.replace_assignments(opened.store, None, rows, [])
    for key in opened.entries.index:
        open_ballot(opened.store, "E1", key)
    return opened


@pytest.mark.parametrize("is_old_kept", [True, False])
@pytest.mark.parametrize(
    ("cluster", "title", "practices"),
    [
        (NAME, "共享检测让小企业敢接大订单", TEXT),
        (NAME, TITLE, TEXT + "今年又添两台设备。"),
        ("云南省青石县卫浴产业集群", "以共享检测让小企业敢接大单", TEXT),
        (NAME, "一台检测仪的共享之路", TEXT),
    ],
)
def test_a_corrected_form_keeps_its_id_and_its_ballots(opened, form, is_old_kept, cluster, title, practices) -> None:
    (case_id,) = opened.cases.index
    ballots, assignments = opened.ballots, opened.assignments
    folder = opened.settings.submissions / "云南省"
    (folder / "修改后-青石县案例.docx").write_bytes(form(cluster, title, practices))
    if not is_old_kept:
        (folder / "附件2.docx").unlink()
    opened.load()
    assert list(opened.cases.index) == [case_id]
    assert opened.cases.loc[case_id, ["cluster_name", "title", "practices"]].tolist() == [cluster, title, practices]
    assert opened.ballots.equals(ballots)
    assert opened.assignments.equals(assignments)
    changed = {name for name, old, new in (("cluster_name", NAME, cluster), ("title", TITLE, title)) if old != new}
    changed |= {"practices"} if practices != TEXT else set()
    assert set(opened.revisions["column"]) == changed | {"file"}
    assert all(one.is_revised for one in panel.entries_of(opened.store, "E1"))
    assert list(opened.problems["file"]) == (["云南省/附件2.docx"] if is_old_kept else [])


@pytest.mark.parametrize("is_first_moved_away", [True, False])
def test_of_two_versions_that_are_asked_about_the_one_that_stays_has_the_first_id(
    opened, form, is_first_moved_away
) -> None:
    (case_id,) = opened.cases.index
    ballots = opened.ballots
    first = opened.settings.submissions / "云南省/附件2.docx"
    second = first.with_name("补报.docx")
    second.write_bytes(form(NAME, TITLE, TEXT + "今年又添两台设备。"))
    opened.load()
    assert len(opened.cases) == 2 and "两份都已读入" in opened.problems["what"].iloc[0]
    (first if is_first_moved_away else second).unlink()
    opened.load()
    assert list(opened.cases.index) == [case_id]
    assert opened.ballots.equals(ballots)
    gone = opened.problems["what"].str.contains("不在材料里了")
    assert gone.sum() == 0
    opened.load()
    assert list(opened.cases.index) == [case_id] and opened.problems.empty


def test_a_form_that_is_gone_for_a_while_comes_back_to_its_ballots(opened, form) -> None:
    (case_id,) = opened.cases.index
    place = opened.settings.submissions / "云南省/附件2.docx"
    place.unlink()
    assert opened.load().cases.empty
    (told,) = opened.problems.itertuples()
    assert told.severity == "error" and told.what.startswith("云南省以前读到的案例")
    assert NAME in told.what and TITLE in told.what and "评分表2份" in told.what
    opened.load()
    assert list(opened.problems["severity"]) == ["warning"]  # said already, but its ballots are still there
    place.with_name("附件2（更正）.docx").write_bytes(form(NAME, "共享检测让小企业敢接大订单", TEXT))
    assert list(opened.load().cases.index) == [case_id]
    assert [one.state for one in panel.entries_of(opened.store, "E1")] == ["draft", "draft"]
    assert opened.problems.empty


def test_a_case_without_ballots_that_is_gone_is_told_once(tmp_path, form) -> None:
    folder = tmp_path / "submissions/云南省"
    folder.mkdir(parents=True)
    (folder / "附件2.docx").write_bytes(form(NAME, TITLE, TEXT))
    opened = open_round(tmp_path)
    (folder / "附件2.docx").unlink()
    opened.load()
    (told,) = opened.problems.itertuples()
    assert told.severity == "warning" and NAME in told.what and "评分表" not in told.what
    opened.load()
    assert opened.problems.empty


def test_loading_the_same_files_again_revises_nothing(opened) -> None:
    opened.load()
    assert opened.revisions.empty
