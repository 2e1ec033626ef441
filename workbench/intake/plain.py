"""Dataclasses as plain values of JSON and back; what comes back is held against the types."""

import datetime
import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
_From = Callable[[Any], Any]


def to_plain(value: object) -> Any:
    """Make dictionaries of dataclasses, lists of tuples, text of times.

    >>> to_plain((1, datetime.date(2024, 7, 1)))
    [1, '2024-07-01']
    """
    if is_dataclass(value):
        return {one.name: to_plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, dict):
        return {key: to_plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [to_plain(one) for one in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def from_plain(kind: type[T], value: object) -> T:
    """Make a dataclass again.

    Raises
    ------
    ValueError
        If any value is not what the type says. A list where any object may stand becomes a tuple.

    Examples
    --------
    >>> from_plain(tuple[int, str | None], [1, None])
    (1, None)
    """
    make: Callable[[Any], T] = _from(kind)  # type: ignore[arg-type]  # a type is hashable
    return make(value)


@cache
def _from(kind: Any) -> _From:
    origin, args = get_origin(kind), get_args(kind)
    if origin in (types.UnionType, Union):
        return _either([_from(one) for one in args])
    if origin is list:
        return _each(list, _from(args[0]))
    if origin is tuple:
        return _each(tuple, _from(args[0])) if args[-1] is ... else _in_turn([_from(one) for one in args])
    if origin is dict:
        return _mapping(_from(args[0]), _from(args[1]))
    if is_dataclass(kind):
        return _dataclass(kind)
    if kind is datetime.datetime:
        return lambda value: datetime.datetime.fromisoformat(_is(str, value))
    if kind is object:
        return lambda value: tuple(value) if isinstance(value, list) else value
    accepted = (int, float) if kind is float else kind
    return lambda value: _is(accepted, value)


def _is(kind: Any, value: Any) -> Any:
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise ValueError(f"{value!r} is not {kind}")
    return value


def _either(options: list[_From]) -> _From:
    def make(value: Any) -> Any:
        for one in options:
            try:
                return one(value)
            except ValueError:
                continue
        raise ValueError(f"{value!r} is of no type that may be")

    return make


def _each(collection: Callable[[Any], Any], one: _From) -> _From:
    return lambda value: collection([one(each) for each in _is(list, value)])


def _in_turn(parts: list[_From]) -> _From:
    return lambda value: tuple(one(each) for one, each in zip(parts, _is(list, value), strict=True))


def _mapping(key: _From, one: _From) -> _From:
    return lambda value: {key(name): one(each) for name, each in _is(dict, value).items()}


def _dataclass(kind: Any) -> _From:
    hints = get_type_hints(kind)
    parts = {one.name: _from(hints[one.name]) for one in fields(kind)}

    def make(value: Any) -> Any:
        if _is(dict, value).keys() != parts.keys():
            raise ValueError(f"{kind.__name__} has other fields")
        return kind(**{name: one(value[name]) for name, one in parts.items()})

    return make
