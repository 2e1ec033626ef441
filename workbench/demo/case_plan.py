"""Which cases a submitter sends: on which clusters, in which directions, with which pictures."""

from collections.abc import Sequence
from random import Random

from workbench.call.notice import notice
from workbench.demo.case_text import write_case
from workbench.demo.faults import SENT_TWICE
from workbench.demo.model import PlannedCase, PlannedPicture
from workbench.demo.naming import Naming
from workbench.demo.phrases import Cluster, Practice, Sender, phrases
from workbench.demo.prose import Deck

TICK_STYLES = ("☑", "■", "√", "control")
TITLE_STYLES = ("label", "label", "alone", "below")
_DRAWINGS = (
    ("chain", "产业链图谱"),
    ("flow", "工作流程图"),
    ("screen", "平台界面展示"),
    ("photo", "主导产品照片"),
)
_OTHER = "other"


class CasePlanner:
    """Deals directions, practices and pictures out over all submitters, so that each is used about as often."""

    def __init__(self, random: Random, *, small: bool) -> None:
        ids = notice().direction_ids
        main = tuple(one for one in ids if one != _OTHER)
        self._random = random
        self._leading = Deck(random, ids if small else (*main * 3, _OTHER))
        self._further = Deck(random, main)
        self._practices = {one: Deck(random, phrases().practices[one]) for one in ids}
        self._large_pictures = 3 if small else 34
        self._chance_of_pictures = 0.3 if small else 0.27

    def case(
        self, random: Random, cluster: Cluster, number: int, naming: Naming, sender: Sender, *, must_show: bool
    ) -> PlannedCase:
        """Plan one case without fault; `must_show` if a picture has to lie beside it."""
        directions = self._directions()
        practices = self._tell_of(directions, cluster)
        text = write_case(random, cluster, practices, sender.scale)
        leading = directions[0]
        file = naming.form(number, cluster, leading)
        pictures = self._pictures(random, file, cluster, naming, practices, must_show=must_show)
        return PlannedCase(
            file=file,
            cluster_name=cluster.name,
            county=cluster.county,
            county_department=_department(random, cluster.county),
            contact_name=person(random),
            contact_phone=_phone(random, sender.area),
            directions=tuple(one for one in notice().direction_ids if one in directions),
            other_direction=next((one.topic for one in practices if one.direction == _OTHER), ""),
            title=text.title,
            abstract=text.abstract,
            basics=text.basics,
            practices=text.practices,
            results=text.results,
            appendix=_appendix(random, cluster, pictures),
            figures=text.figures,
            pictures=pictures,
            tick_style=random.choice(TICK_STYLES),
            title_style=random.choice(TITLE_STYLES),
        )

    def _directions(self) -> tuple[str, ...]:
        """Choose one to three directions, the leading one first; 其他方向 comes with another."""
        result = [self._leading.deal()]
        more = self._random.choices((0, 1, 2), (46, 37, 17))[0]
        for _ in range(max(more, 1) if result[0] == _OTHER else more):
            result.append(self._further.deal(lambda one: one not in result))
        return tuple(result)

    def _tell_of(self, directions: Sequence[str], cluster: Cluster) -> list[Practice]:
        """Choose practices, the leading direction's first; its own tell most of the story."""
        number = max(len(directions), self._random.choices((3, 4, 5, 6, 7), (18, 33, 27, 15, 7))[0])
        further = [one for one in directions if one != _OTHER]
        seats = [*directions, *(further[place % len(further)] for place in range(number - len(directions)))]
        result: list[Practice] = []
        for direction in sorted(seats, key=directions.index):
            told = {one.name for one in result}
            suits = lambda one, told=told: one.suits(cluster.industry, cluster.submitter) and one.name not in told  # noqa: E731
            result.append(self._practices[direction].deal(suits))
        return result

    def _pictures(
        self,
        random: Random,
        form: str,
        cluster: Cluster,
        naming: Naming,
        practices: Sequence[Practice],
        *,
        must_show: bool,
    ) -> tuple[PlannedPicture, ...]:
        kinds = Deck(random, _DRAWINGS)
        embedded = random.choice((1, 1, 2)) if random.random() < 0.4 else 0
        beside = random.choice((1, 1, 2)) if random.random() < self._chance_of_pictures else 0
        beside = max(min(beside, self._large_pictures), int(must_show))
        self._large_pictures -= 0 if must_show else beside
        result = []
        for place in range(beside + embedded):
            drawing, what = kinds.deal()
            is_embedded = place >= beside
            ending = random.choice(("jpg", "jpg", "JPG", "jpeg"))
            result.append(
                PlannedPicture(
                    file=f"image{place + 1}.jpg" if is_embedded else naming.picture(form, cluster, what, ending),
                    drawing=drawing,
                    caption=f"{cluster.county}{what}",
                    words=tuple(_words(drawing, cluster, practices)),
                    is_embedded=is_embedded,
                    is_large=not is_embedded,
                    seed=random.randrange(1_000_000),
                )
            )
        return tuple(result)


def _words(drawing: str, cluster: Cluster, practices: Sequence[Practice]) -> Sequence[str]:
    industry = phrases().industries[cluster.industry]
    if drawing == "chain":
        return industry["stage"]
    if drawing == "flow":
        return ("需求征集", *[one.name for one in practices][:3], "组织实施", "跟踪评价")
    return industry["process"] if drawing == "screen" else industry["goods"]


def _appendix(random: Random, cluster: Cluster, pictures: Sequence[PlannedPicture]) -> str:
    if not pictures:
        number = len(phrases().basics["no_pictures"])
        return (
            "相关图表随省级材料一并报送。"
            if random.randrange(number + 1)
            else "本案例无单独附录，相关做法已在正文中说明。"
        )
    return "\n".join(
        f"{place}. {one.caption}" + ("" if one.is_embedded else "（单独附文件）")
        for place, one in enumerate(pictures, 1)
    )


def choose_clusters(random: Random, submitter: str, number: int, faults: Sequence[str]) -> list[Cluster]:
    """Choose a submitter's clusters, real ones first; one is the last two cases' where that is its fault."""
    own = [one for one in phrases().clusters if one.submitter == submitter]
    real = [one for one in own if one.is_real]
    composed = [one for one in own if not one.is_real]
    different = number - (SENT_TWICE in faults)
    result = random.sample(real, min(different, len(real)))
    result += random.sample(composed, different - len(result))
    return result + result[-1:] * (number - different)


def person(random: Random) -> str:
    """Invent a name."""
    people = phrases().people
    return random.choice(people["surnames"]) + random.choice(people["given"])


def _department(random: Random, county: str) -> str:
    is_town = county.endswith(("镇", "街道"))
    return county + random.choice(phrases().people["town_offices" if is_town else "county_offices"])


def _phone(random: Random, area: str) -> str:
    """Invent a number that no telephone has: a local number never begins with 0."""
    return f"{area}-0{random.randrange(10**7):07d}"
