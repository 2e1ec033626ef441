from types import SimpleNamespace

from workbench.call.frames import empty, frame
from workbench.call.notice import notice
from workbench.round.arrivals import NOBODY, account, arrivals


def problem(submitter, severity):
    row = {"submitter": submitter, "file": "a.docx", "what": "打不开", "advice": "请重报", "severity": severity}
    return row | {"where": None}


def came_in(**rows):
    names = ("cases", "entries", "figures", "summaries", "measures", "attachments", "problems")
    return SimpleNamespace(**{name: frame(name, rows[name]) if name in rows else empty(name) for name in names})


def test_every_submitter_of_the_call_has_its_row_in_the_calls_order():
    found = arrivals(came_in())
    assert [one.submitter for one in found] == [one.name for one in notice().submitters]
    assert all(one.is_missing for one in found)
    assert account(found)[0].startswith("37个报送单位中，0个已报送，37个未见材料")


def test_counts_are_by_kind_and_problems_alone_are_not_nothing():
    attachment = {"submitter": "宁波市", "file": "a.jpg", "kind": "picture", "size_bytes": 1, "is_embedded": False}
    measures = {"measures_id": "NB-M", "submitter": "宁波市", "submitter_code": "NB", "file": "b.docx"}
    found = {
        one.submitter: one
        for one in arrivals(
            came_in(
                attachments=[attachment, attachment],
                measures=[measures],
                problems=[problem("天津市", "error"), problem("天津市", "warning")],
            )
        )
    }
    assert (found["宁波市"].attachment_count, found["宁波市"].measures_count, found["宁波市"].case_count) == (2, 1, 0)
    assert (found["天津市"].problem_count, found["天津市"].error_count, found["天津市"].is_missing) == (2, 1, False)
    assert found["浙江省"].is_missing
    names = account(found.values())[1]
    assert "浙江省" in names and "天津市" not in names


def test_what_nobody_could_be_found_for_is_not_lost_and_is_no_submitter():
    found = arrivals(came_in(problems=[problem(None, "error")]))
    assert (found[-1].submitter, found[-1].problem_count) == (NOBODY, 1)
    assert account(found)[0].startswith("37个")
