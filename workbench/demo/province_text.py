"""The words that a submitter writes itself: 附件3, policy originals, the covering letter."""

from random import Random

from workbench.call.notice import Submitter
from workbench.demo.model import PlannedDocument, PlannedMeasures
from workbench.demo.phrases import Sender, phrases
from workbench.demo.prose import Deck, Writer

_SECTIONS = ("overview", "policies", "funding", "services")
_SELF = {"省": "我省", "市": "我市", "区": "我区", "团": "兵团"}
_ARTICLES = "一二三四五六七八九十"


class ProvinceText:
    """Writes one submitter's own documents."""

    def __init__(self, random: Random, submitter: Submitter, sender: Sender) -> None:
        self._random, self._data = random, phrases().measures
        words = {"province": submitter.name, "us": _SELF[submitter.name[-1]], "department": sender.department}
        self._writer = Writer(random, words, {})
        self._names = Deck(random, self._data["policy_names"])
        self._writer.words["policy"] = self._writer.write(self._names.deal())

    def measures(self, file: str) -> PlannedMeasures:
        """Write 附件3."""
        return PlannedMeasures(file, *("\n".join(self._section(name)) for name in _SECTIONS))

    def _section(self, name: str) -> list[str]:
        chosen = sorted(self._random.sample(range(1, len(self._data[name])), self._random.randint(3, 5)))
        # The first paragraph of each leads the section and stays first.
        return [
            f"（{_ARTICLES[place]}）{self._writer.write(self._data[name][index])}"
            for place, index in enumerate([0, *chosen])
        ]

    def policies(self, number: int) -> list[tuple[str, tuple[str, ...]]]:
        """Write the titles and articles of policies; the first is the one that 附件3 names."""
        titles = [self._writer.words["policy"]]
        titles += [title for _ in range(number) if (title := self._writer.write(self._names.deal())) not in titles]
        return [(title, self._articles()) for title in titles[:number]]

    def _articles(self) -> tuple[str, ...]:
        return tuple(
            f"第{_ARTICLES[place]}条　{self._writer.write(article)}"
            for place, article in enumerate(self._data["articles"])
        )

    def letter(self, file: str, count: int) -> PlannedDocument:
        """Write the covering letter."""
        paragraphs = [self._writer.write(one, count=str(count)) for one in self._data["letter"]]
        title = "关于报送中小企业特色产业集群典型案例的函"
        return PlannedDocument(file, "document", title, ("工业和信息化部中小企业局：", *paragraphs))
