"""Outcomes as JSON and back, exactly: the CSV of a resumed run is the CSV of an undisturbed one, byte for byte.

    decode(Outcome, encode(outcome)) == outcome

Not pickle: a journal lies beside the results where anyone can edit it, and reading it must not run anything. Objects
are lists of their fields in order; an outcome without findings takes some hundred bytes. Works for frozen dataclasses
of text, bytes, numbers, None, tuples and each other.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from ..archive.record import Record

T = TypeVar("T")
Json = Any


def encode(value: object) -> Json:
    """A value as lists, text, numbers and None."""
    if is_dataclass(value):
        return [encode(getattr(value, field.name)) for field in fields(value)]
    if isinstance(value, tuple):
        return [encode(item) for item in value]
    if isinstance(value, bytes):
        return b64encode(value).decode("ascii")
    if value is None or isinstance(value, str | int | float):
        return value
    raise TypeError(f"cannot be stored: {type(value).__name__}")


def decode(kind: type[T], stored: Json) -> T:
    """The value of a kind. Raises ValueError or TypeError for anything `encode` does not write."""
    return cast(T, _decode(kind, stored))


def _decode(kind: Any, stored: Json) -> Any:
    origin = get_origin(kind)
    if origin is tuple:
        return _decode_tuple(get_args(kind), stored)
    if origin in (Union, UnionType):
        if stored is None:
            return None
        (rest,) = (choice for choice in get_args(kind) if choice is not NoneType)
        return _decode(rest, stored)
    if is_dataclass(kind):
        kinds = _field_kinds(cast(type, kind))
        if not isinstance(stored, list) or len(stored) != len(kinds):
            raise ValueError(f"not a {kind}")
        return cast(Any, kind)(**{name: _decode(of, item) for (name, of), item in zip(kinds, stored, strict=True)})
    if kind is object:  # the only loosely typed field: what the archive keeps, a layer this one may import
        return _decode(Record, stored)
    if kind is bytes and isinstance(stored, str):
        return b64decode(stored, validate=True)
    if kind is float and isinstance(stored, int | float):
        return float(stored)
    if kind not in (str, int, bool) or type(stored) is not kind:
        raise ValueError(f"not a {kind}: {type(stored).__name__}")
    return stored


def _decode_tuple(kinds: tuple[Any, ...], stored: Json) -> tuple[Any, ...]:
    if not isinstance(stored, list):
        raise ValueError("not a list")
    if kinds[-1:] == (Ellipsis,):
        return tuple(_decode(kinds[0], item) for item in stored)
    return tuple(_decode(of, item) for of, item in zip(kinds, stored, strict=True))


@cache
def _field_kinds(kind: type) -> list[tuple[str, Any]]:
    hints = get_type_hints(kind)
    return [(field.name, hints[field.name]) for field in fields(kind)]
