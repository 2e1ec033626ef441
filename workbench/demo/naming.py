"""Names that files and folders have in office life."""

from collections.abc import Sequence
from random import Random

from workbench.call.notice import notice
from workbench.demo.phrases import Cluster, Sender

_SUMMARY = ("附件1：中小企业特色产业集群典型案例信息汇总表", "附件1{place}典型案例信息汇总表", "附件1-汇总表（盖章版）")
_MEASURES = ("附件3：{place}中小企业特色产业集群培育举措", "附件3-培育举措", "附件3 {place}培育举措（定稿）")
_FORMS = (
    "附件2-{label}案例",
    "{number}.{cluster}",
    "附件2.中小企业特色产业集群案例报送情况（{cluster}）",
    "{label}{direction}典型案例",
    "{label}案例报送表(终稿)",
    "（{number}）{label}-典型案例报送",
)
_FOLDERS = {
    "summary": "附件1",
    "case": "附件2 案例",
    "measures": "附件3",
    "picture": "图片",
    "policy": "附件3/政策原文",
}


class Naming:
    """Places one submitter's files: `root` is its folder, or its archive."""

    def __init__(self, random: Random, sender: Sender, place: str, counties: Sequence[str]) -> None:
        self.root = sender.folder + (".zip" if sender.is_archive else "")
        self._random, self._layout, self._place = random, sender.layout, place
        self._counties = counties
        self._form = random.choice(_FORMS)
        self._taken: set[str] = set()

    def label(self, cluster: Cluster) -> str:
        """Call a cluster by its county, and by its product too where the county has another."""
        return cluster.county + (cluster.product if self._counties.count(cluster.county) > 1 else "")

    def form(self, number: int, cluster: Cluster, direction: str) -> str:
        """Name a form."""
        name = self._form.format(
            number=number,
            label=self.label(cluster),
            cluster=cluster.name,
            direction=notice().direction_name(direction),
        )
        folder = f"案例材料/{cluster.name}" if self._layout == "cases" else ""
        return self._new("case", f"{name}.docx", folder)

    def picture(self, form: str, cluster: Cluster, what: str, ending: str) -> str:
        """Name a picture beside a form: in the form's folder, or by the cluster's name among all others."""
        if self._layout == "cases":
            return self._new("picture", f"{what}.{ending}", form.removeprefix(f"{self.root}/").rpartition("/")[0])
        return self._new("picture", f"{self.label(cluster)}-{what}.{ending}")

    def summary(self, ending: str) -> str:
        """Name 附件1."""
        return self._new("summary", f"{self._random.choice(_SUMMARY).format(place=self._place)}.{ending}")

    def measures(self) -> str:
        """Name 附件3."""
        return self._new("measures", f"{self._random.choice(_MEASURES).format(place=self._place)}.docx")

    def policy(self, title: str) -> str:
        """Name a policy original."""
        return self._new("policy", f"《{title}》.docx")

    def loose(self, name: str) -> str:
        """Name a file that lies in the submitter's own folder."""
        return self._new("", name)

    def _new(self, kind: str, name: str, folder: str = "") -> str:
        if self._layout == "forms":
            folder = folder or _FOLDERS.get(kind, "")
        stem, dot, ending = name.rpartition(".")
        file, again = f"{self.root}/{folder}/{name}".replace("//", "/"), 2
        while file in self._taken:
            file = f"{self.root}/{folder}/{stem}{again}{dot}{ending}".replace("//", "/")
            again += 1
        self._taken.add(file)
        return file
