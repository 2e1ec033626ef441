"""What stands at the head of everything that is published, and when it was made."""

from dataclasses import dataclass
from datetime import datetime

from workbench.call.times import beijing

DEMO_MARK = "演示材料，均为虚构"


@dataclass(frozen=True, slots=True)
class Heading:
    """The round's name, whether all of it is invented, and the moment of making (with its time zone).

    >>> from datetime import UTC
    >>> Heading("演示批次", True, datetime(2024, 7, 1, 16, 30, tzinfo=UTC)).made_at_beijing
    '2024-07-02 00:30'
    """

    title: str
    is_demo: bool
    made_at: datetime

    def __post_init__(self) -> None:
        if self.made_at.tzinfo is None:
            raise ValueError("made_at has no time zone")

    @property
    def made_at_beijing(self) -> str:
        """The moment of making in Beijing time, to the minute."""
        return f"{beijing(self.made_at):%Y-%m-%d %H:%M}"

    @property
    def running_head(self) -> str:
        """What stands at the top of every printed page."""
        return f"{self.title}（{DEMO_MARK}）" if self.is_demo else self.title
