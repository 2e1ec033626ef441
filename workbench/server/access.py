"""Which app is for whom: the table behind the home page and behind every door."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class App:
    """One app: a notebook that some roles may open at ``/app/<id>``."""

    id: str
    title: str
    sentence: str
    roles: tuple[str, ...]

    @property
    def notebook(self) -> str:
        """File name in the notebooks folder."""
        return f"{self.id}.ipynb"


APPS = (
    App("scoring", "专家评分", "阅读分配给您的案例，逐项打分，提交评分表。", ("evaluator",)),
    App("screening", "形式审查", "查看报送材料的读取问题和审查意见，说明理由后豁免。", ("secretary", "chair")),
    App("panel", "专家分工", "查看专家名单、回避和分工，发放登录密码，跟踪进度。", ("secretary", "chair")),
    App("selection", "遴选", "查看进度、分歧和排名，确定名额和典型案例名单。", ("chair",)),
    App("statistics", "统计分析", "按方向、报送单位汇总各项指标，导出表格和图。", ("secretary", "chair", "analyst")),
)
"""In the order of the round's work, which is the order of the home page."""

EXPORT_ROLES = ("secretary", "chair", "analyst")
"""Who may download what was exported."""


def find_app(app_id: str) -> App | None:
    """Look up an app by its id.

    Examples
    --------
    >>> find_app("scoring").title
    '专家评分'
    """
    return next((app for app in APPS if app.id == app_id), None)


def may_open(role: str, app: App) -> bool:
    """Say whether a role may open an app."""
    return role in app.roles


def apps_for(role: str) -> tuple[App, ...]:
    """List the apps that a role may open.

    Examples
    --------
    >>> [app.id for app in apps_for("secretary")]
    ['screening', 'panel', 'statistics']
    """
    return tuple(app for app in APPS if may_open(role, app))
