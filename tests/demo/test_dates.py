"""A demo shows a deadline, and can be scored on the day on which it is made."""

import datetime

from workbench.call.phases import phase_at
from workbench.call.settings import read_settings
from workbench.call.times import beijing


def test_scoring_is_open_and_has_an_end_some_weeks_away(demo_template):
    settings, now = read_settings(demo_template), datetime.datetime.now(datetime.UTC)
    assert phase_at(now, settings.scoring_opens, settings.scoring_closes).id == "scoring"
    assert settings.scoring_closes is not None
    assert settings.scoring_closes - beijing(now).date() > datetime.timedelta(weeks=2)
