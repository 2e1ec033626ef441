"""The rule of scoring is fixed by the first submitted ballot."""

import pytest
import sqlalchemy as sa

from workbench.call.errors import UserError
from workbench.store import ballots, open_store
from workbench.store.schema import audit
from workbench.store.score_rule import accept_rule, rule_in_force, rule_waiting

MEDIAN = "[scoring]\nrule = 'median'\ntie_breaks = ['novelty']\n"


def reopened(store, text):
    (store.folder / "round.toml").write_text(text, "utf-8")
    return open_store(store.folder)


def submit(store, full):
    opened = ballots.open_ballot(store, "E1", "A:green")
    saved = ballots.save_ballot(store, "E1", opened.ballot_id, opened.version, full, "好")
    return ballots.submit_ballot(store, "E1", saved.ballot_id, saved.version)


def steps(store):
    with store.read() as connection:
        found = connection.execute(sa.select(audit).where(audit.c.subject == "score_rule").order_by(audit.c.audit_id))
        return [(row.action, row.account_id, row.detail) for row in found]


def test_before_the_first_submitted_ballot_the_settings_hold(store, full):
    opened = ballots.open_ballot(store, "E1", "A:green")
    ballots.save_ballot(store, "E1", opened.ballot_id, opened.version, full, "好")
    changed = reopened(store, MEDIAN)
    assert rule_in_force(changed) == changed.settings.score_rule
    assert rule_in_force(changed).rule == "median"
    assert rule_waiting(changed) is None
    assert steps(changed) == []


def test_after_it_a_change_of_the_settings_waits_for_a_reason(store, full):
    submit(store, full)
    before = store.settings.score_rule
    changed = reopened(store, MEDIAN)
    assert rule_in_force(changed) == before
    assert rule_waiting(changed) == changed.settings.score_rule
    with pytest.raises(UserError, match="理由"):
        accept_rule(changed, None, "  ")
    assert rule_in_force(changed) == before

    accept_rule(changed, None, "专家组会议决定")
    assert rule_in_force(changed) == changed.settings.score_rule
    assert rule_waiting(changed) is None
    (_, who, fixed), (action, _, change) = steps(changed)
    assert (who, fixed) == ("E1", before.plain())
    assert action == "score_rule.change"
    assert change == {
        "before": before.plain(),
        "after": changed.settings.score_rule.plain(),
        "reason": "专家组会议决定",
    }


def test_ballots_taken_back_do_not_free_the_rule(store, full):
    done = submit(store, full)
    ballots.reopen_ballot(store, "E1", done.ballot_id, done.version)
    changed = reopened(store, MEDIAN)
    assert rule_waiting(changed) is not None
    submit(changed, full)
    assert rule_waiting(changed) is not None


def test_there_must_be_a_change_to_accept(store, full):
    with pytest.raises(UserError, match="没有待确认的改动"):
        accept_rule(store, None, "理由")
    submit(store, full)
    with pytest.raises(UserError, match="没有待确认的改动"):
        accept_rule(store, None, "理由")


def test_other_settings_may_change(store, full):
    submit(store, full)
    assert rule_waiting(reopened(store, "[quotas]\ntotal = 7\n[scoring]\ncomment_min_length = 3")) is None
