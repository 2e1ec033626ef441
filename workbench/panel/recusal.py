"""Recusals that follow from a rule; those that a person declares are kept elsewhere and come on top."""

import pandas as pd

from workbench.call.frames import frame
from workbench.call.notice import Notice, notice


def recusals_by_rule(evaluators: pd.DataFrame, entries: pd.DataFrame, call: Notice | None = None) -> pd.DataFrame:
    """Recuse each evaluator from what came from the evaluator's own territory.

    Parameters
    ----------
    evaluators
        Table `evaluators`.
    entries
        Index `entry_id`, column `submitter`; measures are entries too.
    call
        The call whose submitters and territories are meant; by default the one that comes with the workbench.

    Returns
    -------
    DataFrame
        Table `recusals`, evaluators and entries in the order of their ids.

    Examples
    --------
    >>> from workbench.panel import evaluators_from_rows
    >>> entries = pd.DataFrame({"submitter": ["宁波市", "江苏省"]}, index=["NB-1:green", "JS-1:green"])
    >>> recusals_by_rule(evaluators_from_rows([{"姓名": "王一", "所在省份": "浙江"}]), entries).entry_id.tolist()
    ['NB-1:green']
    """
    call = call or notice()
    by_territory: dict[str, list[tuple[str, str]]] = {}
    for entry_id, name in entries["submitter"].sort_index().dropna().items():
        if sender := call.submitter(name):
            by_territory.setdefault(sender.province, []).append((str(entry_id), sender.name))
    rows = []
    for evaluator_id, name in evaluators["province"].sort_index().items():
        home = call.submitter(name)
        for entry_id, sender_name in by_territory.get(home.province, []) if home else []:
            same = home is not None and sender_name == home.name
            reason = f"专家来自{name}，该项由{'本地' if same else sender_name + '（同属一地）'}报送"
            rows.append({"evaluator_id": evaluator_id, "entry_id": entry_id, "reason": reason, "source": "rule"})
    return frame("recusals", rows)
