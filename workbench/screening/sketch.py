"""MinHash sketches of texts: how many of their runs of three characters two texts share, without comparing them."""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

_HASHES = 64
_RUN = 3
_AT_ONCE = 8
_ROWS = 64
_Hashes = npt.NDArray[np.uint32]


def sketches(texts: Sequence[str]) -> _Hashes:
    """Sketch each text by the least of each of 64 hashes over its runs of three characters."""
    random = np.random.default_rng(64)
    factors = random.integers(0, 2**31, _HASHES, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    shifts = random.integers(0, 2**32, _HASHES, dtype=np.uint32)
    result = np.full((len(texts), _HASHES), np.iinfo(np.uint32).max, dtype=np.uint32)
    for place, text in enumerate(texts):
        runs = _runs(text)
        for some in map(slice, range(0, _HASHES, _AT_ONCE), range(_AT_ONCE, _HASHES + 1, _AT_ONCE)):
            if len(runs):
                hashed = factors[some, None] * runs
                hashed += shifts[some, None]
                result[place, some] = hashed.min(axis=1)
    return result


def _runs(text: str) -> _Hashes:
    letters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    mixed = np.zeros(max(0, len(letters) - _RUN + 1), dtype=np.uint32)
    for place in range(_RUN):
        mixed = (mixed ^ letters[place : place + len(mixed)]) * np.uint32(0x9E3779B1)
        mixed ^= mixed >> np.uint32(15)
    return np.unique(mixed)


def alike(sketched: _Hashes, least: float) -> Iterator[tuple[int, int]]:
    """Give the pairs whose sketches agree in at least this share, by their places.

    All are compared: for the thousands that a call may bring that is a fraction of a second, and misses none.
    """
    for start in range(0, len(sketched), _ROWS):
        some = sketched[start : start + _ROWS]
        counts = np.zeros((len(some), len(sketched)), dtype=np.uint8)
        for one in range(_HASHES):
            counts += some[:, one, None] == sketched[:, one]
        for row, other in np.argwhere(counts >= least * _HASHES).tolist():
            if start + row < other:
                yield start + row, other
