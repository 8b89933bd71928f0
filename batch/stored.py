"""Outcomes as JSON and back, exactly: the CSV of a resumed run is the CSV of an undisturbed one, byte for byte.

    decode(Outcome, encode(outcome)) == outcome

Not pickle: a journal lies beside the results where anyone can edit it, and reading it must not run anything. Objects
are lists of their fields in order; an outcome without findings takes some hundred bytes. Works for frozen dataclasses
of text, bytes, numbers, None, tuples and each other.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from ..archive.record import Record

T = TypeVar("T")
Json = Any
Decoder = Callable[[Any], Any]


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
    return cast(T, _decoder(cast(Any, kind))(stored))


@cache
def _decoder(kind: Any) -> Decoder:
    """Put together once for every kind: the parent of a batch decodes thirty values for each document."""
    origin = get_origin(kind)
    if origin is tuple:
        return _tuple_decoder(get_args(kind))
    if origin in (Union, UnionType):
        (rest,) = (_decoder(choice) for choice in get_args(kind) if choice is not NoneType)
        return lambda stored: None if stored is None else rest(stored)
    if kind is object:  # the only loosely typed field: what the archive keeps, a layer this one may import
        return _decoder(Record)
    if is_dataclass(kind):
        return _object_decoder(cast(type, kind))
    return _DECODERS.get(kind) or _plain_decoder(kind)


def _object_decoder(kind: type) -> Decoder:
    hints = get_type_hints(kind)
    parts = [_decoder(hints[field.name]) for field in fields(kind)]

    def decoded(stored: Json) -> Any:
        if not isinstance(stored, list) or len(stored) != len(parts):
            raise ValueError(f"not a {kind}")
        return kind(*[part(item) for part, item in zip(parts, stored, strict=True)])

    return decoded


def _tuple_decoder(kinds: tuple[Any, ...]) -> Decoder:
    parts = [_decoder(kind) for kind in kinds if kind is not Ellipsis]
    repeated = kinds[-1:] == (Ellipsis,)

    def decoded(stored: Json) -> Any:
        if not isinstance(stored, list):
            raise ValueError("not a list")
        if repeated:
            return tuple([parts[0](item) for item in stored])
        return tuple([part(item) for part, item in zip(parts, stored, strict=True)])

    return decoded


def _plain_decoder(kind: type) -> Decoder:
    def decoded(stored: Json) -> Any:
        if type(stored) is not kind:
            raise ValueError(f"not a {kind}: {type(stored).__name__}")
        return stored

    return decoded


def _float(stored: Json) -> float:
    if not isinstance(stored, int | float):
        raise ValueError("not a number")
    return float(stored)


def _bytes(stored: Json) -> bytes:
    return b64decode(stored, validate=True)


_DECODERS: dict[Any, Decoder] = {float: _float, bytes: _bytes}
