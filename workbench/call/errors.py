"""A person's mistake, told without a traceback."""

from collections.abc import Sequence


class UserError(Exception):
    """Something that a person can put right: where, what and what next, in Chinese.

    Parameters
    ----------
    *messages
        One sentence for each fault; all of them are shown, one a line.

    Examples
    --------
    >>> print(UserError("round.toml，quotas.total：是负数。请写0或更大的整数。"))
    round.toml，quotas.total：是负数。请写0或更大的整数。
    """

    def __init__(self, *messages: str) -> None:
        super().__init__("\n".join(messages))
        self.messages: Sequence[str] = messages
