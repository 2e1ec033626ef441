"""The table of rules, and the walk through it."""

import pandas as pd

from workbench.call.frames import frame
from workbench.call.notice import Notice
from workbench.call.notice import notice as the_call
from workbench.screening import form_rules as form
from workbench.screening import sensitive_rules as sensitive
from workbench.screening import submission_rules as submission
from workbench.screening.finding import ERROR, WARNING, Material, Rule
from workbench.screening.near_duplicate import near_duplicate

RULES: tuple[Rule, ...] = (
    Rule("classified_marking", "密级或内部标志", ERROR, sensitive.classified_marking),
    Rule("personal_id", "个人证件号码", ERROR, sensitive.personal_id),
    Rule("personal_phone", "个人电话", WARNING, sensitive.personal_phone),
    Rule("field_missing", "栏目未填", ERROR, form.field_missing),
    Rule("contact_missing", "联系信息未填", WARNING, form.contact_missing),
    Rule("section_missing", "正文缺节", ERROR, form.section_missing),
    Rule("appendix_missing", "缺少附录", WARNING, form.appendix_missing),
    Rule("measures_section_missing", "附件3缺节", WARNING, form.measures_section_missing),
    Rule("no_direction", "未选方向", ERROR, form.no_direction),
    Rule("too_many_directions", "方向过多", ERROR, form.too_many_directions),
    Rule("directions_differ", "方向与附件1不一致", ERROR, submission.directions_differ),
    Rule("case_not_listed", "附件1未列出", WARNING, submission.case_not_listed),
    Rule("row_without_case", "附件1所列案例未收到", ERROR, submission.row_without_case),
    Rule("picture_too_small", "图片过小", WARNING, submission.picture_too_small),
    Rule("placeholder_left", "留有占位符", ERROR, form.placeholder_left),
    Rule("guide_left", "留有模板文字", WARNING, form.guide_left),
    Rule("no_summary", "没有附件1", WARNING, submission.no_summary),
    Rule("no_measures", "没有附件3", WARNING, submission.no_measures),
    Rule("nothing_sent", "未报送", WARNING, submission.nothing_sent),
    Rule("same_cluster_twice", "同一集群多个案例", WARNING, submission.same_cluster_twice),
    Rule("near_duplicate", "内容雷同", WARNING, near_duplicate),
)
"""All rules, in the order in which a person would check."""


def screen(submissions: Material, notice: Notice | None = None) -> pd.DataFrame:
    """Check what came in against the call.

    Parameters
    ----------
    submissions
        Anything with the tables of `Material`, as `workbench.load_submissions` gives it.
    notice
        The call; by default the one that comes with the workbench.

    Returns
    -------
    DataFrame
        Table `findings`: submitters in the call's order, then files, then rules. The same fact found again has the same
        `finding_id`.
    """
    notice = notice or the_call()
    found = {}
    for place, rule in enumerate(RULES):
        for one in rule.check(submissions, notice):
            order = (notice.order(one.submitter), one.submitter or "", one.file or "", place)
            found[one.id(rule.id)] = (order, rule, one)
    return frame(
        "findings",
        (
            {
                "finding_id": key,
                "rule": rule.id,
                "severity": rule.severity,
                "submitter": one.submitter,
                "case_id": one.case_id,
                "file": one.file,
                "where": one.where,
                "what": one.what,
                "advice": one.advice,
            }
            for key, (_, rule, one) in sorted(found.items(), key=lambda item: (item[1][0], item[0]))
        ),
    )
