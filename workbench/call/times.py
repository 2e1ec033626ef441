"""The call's own time: moments are kept in UTC and shown, and days counted, in Beijing's."""

import datetime

BEIJING = datetime.timezone(datetime.timedelta(hours=8), "北京时间")
"""No summer time, and no need of a time zone database; a server may run in any zone."""


def beijing(moment: datetime.datetime) -> datetime.datetime:
    """Give a moment as Beijing's clocks show it.

    >>> beijing(datetime.datetime(2024, 6, 30, 20, tzinfo=datetime.UTC)).date()
    datetime.date(2024, 7, 1)
    """
    return moment.astimezone(BEIJING)
