"""Sentences of the phrase files into prose: choices made, blanks filled, nothing said twice where it can be helped."""

import re
from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_BLANK = re.compile(
    r"\{(?:(?:(?P<unit>[a-z]+):)?(?P<low>\d+(?:\.\d+)?)-(?P<high>\d+(?:\.\d+)?)(?:/(?P<step>\d+))?|(?P<word>\w+))\}"
)
_OPTIONAL_SHARE = 0.85
_WAN = 10_000


class Deck(Generic[T]):
    """Deals items in random order, and all of them once before any comes again."""

    def __init__(self, random: Random, items: Sequence[T]) -> None:
        self._random, self._items = random, tuple(items)
        self._left: list[T] = []

    def deal(self, suits: Callable[[T], bool] = lambda _: True) -> T:
        """Give the next item that suits; at least one item must.

        >>> deck = Deck(Random(1), "abc")
        >>> sorted(deck.deal() for _ in range(3))
        ['a', 'b', 'c']
        """
        for _ in range(2):
            for place, item in enumerate(self._left):
                if suits(item):
                    return self._left.pop(place)
            self._left += self._random.sample(self._items, len(self._items))
        raise ValueError("no item of the deck suits")


class Writer:
    """Writes the prose of one document.

    Parameters
    ----------
    random
        Decides every choice and number.
    words
        What stands for a blank such as ``{county}``.
    decks
        Lists that are dealt out one by one for a blank such as ``{equipment}``.
    firms
        Number of firms that ``{firms:5-12}`` takes per cent of.

    Examples
    --------
    >>> Writer(Random(1), {"county": "德清县"}, {}, 200).write("{county}有[企业|工厂]{firms:5-5}家。")
    '德清县有企业10家。'
    """

    def __init__(
        self, random: Random, words: Mapping[str, str], decks: Mapping[str, Sequence[str]], firms: int = 100
    ) -> None:
        self.random = random
        self.words = dict(words)
        self._decks = {name: Deck(random, items) for name, items in decks.items()}
        self._firms = firms

    def write(self, sentence: str, **more: str) -> str:
        """Write one sentence; `more` are words for this sentence only."""
        while _CHOICE.search(sentence):
            sentence = _CHOICE.sub(lambda found: self.random.choice(found[1].split("|")), sentence, count=1)
        return _BLANK.sub(lambda found: self._fill(found, more), sentence)

    def pick(self, sentences: Sequence[str], **more: str) -> str:
        """Write one of several sentences."""
        return self.write(self.random.choice(sentences), **more)

    def paragraphs(self, sentences: Sequence[str]) -> list[str]:
        """Write sentences in order; one that begins with ``?`` may be left out, an empty one ends a paragraph."""
        result = [""]
        for sentence in sentences:
            if not sentence:
                result.append("")
            elif not sentence.startswith("?") or self.random.random() < _OPTIONAL_SHARE:
                result[-1] += self.write(sentence.removeprefix("?"))
        return result

    def _fill(self, found: re.Match[str], more: Mapping[str, str]) -> str:
        if found["word"]:
            return self._word(found["word"], more)
        if "." in found["low"]:
            return f"{self.random.uniform(float(found['low']), float(found['high'])):.1f}"
        low, high, step = int(found["low"]), int(found["high"]), int(found["step"] or 1)
        number = self.random.randrange(low, high + 1, step)
        if found["unit"] == "firms":
            return str(max(3, round(number * self._firms / 100)))
        if found["unit"] == "area":
            number *= 1000
            return f"{number / _WAN:g}万" if number >= _WAN else str(number)
        return str(number)

    def _word(self, name: str, more: Mapping[str, str]) -> str:
        if name in more:
            return more[name]
        if name in self.words:
            value = self.words[name]
            return self.write(value) if "{" in value or "[" in value else value
        return self._decks[name].deal()


def quoted(text: str) -> str:
    """Put text between quotation marks, its own becoming inner ones.

    >>> quoted("从“单打”到“合奏”")
    '“从‘单打’到‘合奏’”'
    """
    return "“" + text.replace("“", "‘").replace("”", "’") + "”"
