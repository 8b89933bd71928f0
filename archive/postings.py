"""Which runs hold a pair of characters, on PostgreSQL: lists made for 4,096 runs at a time.

PostgreSQL's own index for this (GIN) files every pair of a report under that pair: 1,500 places all over the index,
each changed and logged. With 100,000 reports that was four fifths of the time of archiving and 270 KB of log a report,
the more the larger the archive. Here the pairs of a whole segment are sorted in memory and stored in blocks, so that a
report costs the same in an archive of any size.

    segment 3 is runs 12288…16383; of its 2,048 blocks one holds, beside other pairs,
    执行: [0, 7, 4095]    the runs 12288, 12295 and 16383 hold 执行

A segment is listed in the transaction of the batch that fills it. The runs after the last full segment are looked
through one by one (`search.pairs`); when a writer leaves, more than a few of them are listed too. On SQLite the
extension FTS5 does all this.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from sqlalchemy import Connection, text

from .text import number

SEGMENT = 4096  # runs
TAIL = 1024  # runs that a search looks through without lists
NEWEST, MORE = 4, 64  # segments that a search reads first, and then at a time
_RUN_BITS = 12
_BLOCK_BITS = 11
_PAIR_BITS = 32
_SPREAD = 0x9E37_79B1  # multiplied by it, neighbouring pairs fall into different blocks
_ARRAY_HEAD = 20  # bytes before the elements of PostgreSQL's arrays in binary
_MISSING = "SELECT coalesce(max(last_run) + 1, 1) FROM search_segments"

Array = np.ndarray[Any, np.dtype[Any]]


def list_runs(connection: Connection, all_of_them: bool = False) -> None:
    """Lists the runs of segments that are full; of the last segment too if too many runs of it wait for that.

    `all_of_them` is for a writer that leaves, or has opened an older archive.
    """
    last = connection.scalar(text("SELECT max(run_id) FROM search"))
    first = connection.scalar(text(_MISSING)) or 1
    if last is None:
        return
    for segment in range(first // SEGMENT, last // SEGMENT + 1):
        low, high = segment * SEGMENT, (segment + 1) * SEGMENT - 1
        waiting = min(last, high) - max(first, low) + 1
        if waiting > 0 and (last >= high or (all_of_them and waiting > TAIL)):
            _list_segment(connection, segment, min(last, high))


def fills_segment(first: int, last: int) -> bool:
    """Whether some runs bring a segment to its end."""
    return first // SEGMENT != (last + 1) // SEGMENT


def _list_segment(connection: Connection, segment: int, last: int) -> None:
    driver: Any = connection.connection.driver_connection
    with driver.cursor(binary=True) as cursor:
        for table in ("search_lists", "search_segments"):
            cursor.execute(f"DELETE FROM {table} WHERE segment = %s", (segment,))  # noqa: S608  our names
        cursor.execute("SELECT run_id, pairs FROM search WHERE run_id BETWEEN %s AND %s", (segment * SEGMENT, last))
        keys = _keys(cursor.pgresult, segment * SEGMENT)
        with cursor.copy("COPY search_lists (block, segment, lists) FROM STDIN (FORMAT BINARY)") as copy:
            copy.set_types(("int4", "int4", "bytea"))
            for block, lists in _blocks(keys):
                copy.write_row((block, segment, lists))
        cursor.execute("INSERT INTO search_segments (segment, last_run) VALUES (%s, %s)", (segment, last))


def _keys(result: Any, first: int) -> Array:
    """Block, pair and run of every pair in one number each, in order."""
    parts = []
    for row in range(result.ntuples):
        run = int.from_bytes(result.get_value(row, 0), "big") - first
        elements = np.frombuffer(result.get_value(row, 1)[_ARRAY_HEAD:], dtype=">i4")
        pairs = elements[1::2].astype(np.uint32)  # every other one is a length
        parts.append(_block(pairs) << (_PAIR_BITS + _RUN_BITS) | pairs.astype(np.uint64) << _RUN_BITS | run)
    keys: Array = np.concatenate(parts) if parts else np.empty(0, np.uint64)
    keys.sort()
    return keys


def _block(pairs: Array) -> Array:
    spread: Array = pairs.astype(np.uint64) * np.uint64(_SPREAD) & np.uint64(0xFFFF_FFFF)
    return spread >> np.uint64(_PAIR_BITS - _BLOCK_BITS)


def _blocks(keys: Array) -> Iterator[tuple[int, bytes]]:
    """A block: how many pairs, the pairs, where the list of each ends, the lists."""
    numbers = keys >> np.uint64(_RUN_BITS)
    starts = _changes(numbers)
    ends = np.append(starts[1:], keys.size)
    pairs = (numbers[starts] & np.uint64(0xFFFF_FFFF)).astype("<u4")
    runs = (keys & np.uint64((1 << _RUN_BITS) - 1)).astype("<u2")
    owners = numbers[starts] >> np.uint64(_PAIR_BITS)
    borders = _changes(owners)
    for low, high in zip(borders, np.append(borders[1:], starts.size), strict=True):
        begin, end = starts[low], ends[high - 1]
        head = np.array([high - low], "<u4").tobytes() + pairs[low:high].tobytes()
        head += (ends[low:high] - begin).astype("<u4").tobytes()
        yield int(owners[low]), head + runs[begin:end].tobytes()


def _changes(values: Array) -> Array:
    """Where another value begins."""
    if not values.size:
        return np.empty(0, np.int64)
    return np.append(0, np.flatnonzero(values[1:] != values[:-1]) + 1)


def _list(block: bytes, pair: int) -> Array:
    """The runs of a segment that hold a pair."""
    count = int.from_bytes(block[:4], "little")
    pairs = np.frombuffer(block, "<u4", count, 4)
    place = int(np.searchsorted(pairs, pair))
    if place == count or pairs[place] != pair:
        return np.empty(0, np.uint16)
    ends = np.frombuffer(block, "<u4", count, 4 + 4 * count)
    begin = int(ends[place - 1]) if place else 0
    return np.frombuffer(block, "<u2", int(ends[place]) - begin, 4 + 8 * count + 2 * begin)


def runs_with(connection: Connection, pairs: Sequence[str]) -> Iterator[int]:
    """The runs that hold all pairs, the newest first."""
    wanted = sorted({number(pair) for pair in pairs})
    unsigned = np.array(wanted, dtype=np.int64).astype(np.uint32)
    places = list(zip(_block(unsigned).tolist(), unsigned.tolist(), strict=True))
    first = connection.scalar(text(_MISSING)) or 1
    yield from _unlisted(connection, first, wanted)
    newest, size = (first - 1) // SEGMENT, NEWEST
    while newest >= 0:
        blocks = _read(connection, {block for block, _ in places}, newest - size + 1, newest)
        for segment in range(newest, max(newest - size, -1), -1):
            yield from _common(blocks[segment], places, segment)
        newest, size = newest - size, MORE


def _unlisted(connection: Connection, first: int, wanted: list[int]) -> list[int]:
    query = (
        "SELECT run_id FROM search WHERE run_id >= :first AND pairs @> CAST(:pairs AS integer[]) ORDER BY run_id DESC"
    )
    return list(connection.scalars(text(query), {"first": first, "pairs": wanted}))


def _read(connection: Connection, blocks: set[int], low: int, high: int) -> dict[int, dict[int, bytes]]:
    """Blocks by segment."""
    found: dict[int, dict[int, bytes]] = defaultdict(dict)
    driver: Any = connection.connection.driver_connection
    query = "SELECT segment, block, lists FROM search_lists WHERE block = ANY(%s) AND segment BETWEEN %s AND %s"
    with driver.cursor(binary=True) as cursor:
        for segment, block, lists in cursor.execute(query, (sorted(blocks), low, high)):
            found[segment][block] = lists
    return found


def _common(blocks: dict[int, bytes], places: list[tuple[int, int]], segment: int) -> list[int]:
    """The runs of a segment in the lists of all pairs, the newest first."""
    times = np.zeros(SEGMENT, np.int64)
    for block, pair in places:
        times[_list(blocks.get(block, bytes(4)), pair)] += 1
    runs: list[int] = (np.flatnonzero(times == len(places))[::-1] + segment * SEGMENT).tolist()
    return runs
