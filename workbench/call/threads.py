"""One BLAS thread for the small matrices of a panel: sharing them out costs more than it brings."""

from contextlib import AbstractContextManager
from functools import cache
from typing import Any

from threadpoolctl import ThreadpoolController


@cache
def _controller() -> ThreadpoolController:
    """Look for the BLAS libraries once: that alone takes longer than a calibration."""
    import scipy.linalg  # noqa: F401 - brings a BLAS of its own, which must be loaded to be found

    return ThreadpoolController()


def one_thread() -> AbstractContextManager[Any]:
    """Limit BLAS to one thread inside a `with`.

    Of matrices 60 × 60 a busy machine needs a hundred times as long with a thread for each core.
    """
    limit: AbstractContextManager[Any] = _controller().limit(limits=1, user_api="blas")
    return limit
