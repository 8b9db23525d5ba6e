"""A reader of QR codes that a PDF draws (ISO/IEC 18004), as a telephone reads them.

It takes no stain away: what is printed is whole. Tables are those of a library that
did not draw the code.
"""

import re
import zlib
from itertools import product

from qrcode.base import rs_blocks
from qrcode.util import mask_func, pattern_position

# a dark run of a row, in the square's own measure: from, the row's middle, and to
RUN = re.compile(rb"(\d+) (\d+)\.5 m (\d+) \2\.5 l")
FORMAT_MASK = 0b101010000010010
BYTES, LONG_FROM = 4, 10


def printed_square(pdf):
    """Return the rows of the square that a PDF draws, dark modules as one."""
    dark = set()
    for packed in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            drawn = zlib.decompress(packed)
        except zlib.error:  # words about the file
            continue
        for begin, row, end in RUN.findall(drawn):
            dark |= {(int(row), column) for column in range(int(begin), int(end))}
    edge, side = min(dark), max(row for row, _column in dark) + 1
    across = range(edge[0], side)
    assert edge[0] == edge[1] >= 2, "a square needs white around it"
    return [[int((row, column) in dark) for column in across] for row in across]


def read_square(rows):
    """Return the text of a square."""
    side = len(rows)
    version = (side - 17) // 4
    level, mask = format_of(rows)
    bits = [
        rows[row][column] ^ mask_func(mask)(row, column)
        for row, column in way_through(side)
        if not is_pattern(row, column, side, version)
    ]
    words = [number(bits[at : at + 8]) for at in range(0, len(bits) - 7, 8)]
    data = [bit for word in in_order(words, version, level) for bit in bits_of(word)]
    assert number(data[:4]) == BYTES
    start = 12 if version < LONG_FROM else 20
    told = data[start : start + 8 * number(data[4:start])]
    return bytes(number(told[at : at + 8]) for at in range(0, len(told), 8)).decode()


def format_of(rows):
    """Return how much can be put right, and the mask, from beside the first corner."""
    beside = [rows[8][column] for column in (0, 1, 2, 3, 4, 5, 7, 8)]
    beside += [rows[row][8] for row in (7, 5, 4, 3, 2, 1, 0)]
    told = number(beside) ^ FORMAT_MASK
    return told >> 13, told >> 10 & 7


def is_pattern(row, column, side, version):
    """Whether a module is one of those that help to find the others."""
    far = side - 8
    corner = (row < 9 and (column < 9 or column >= far)) or (row >= far and column < 9)
    small = {
        place
        for place in product(pattern_position(version), repeat=2)
        if place not in {(6, 6), (6, side - 7), (side - 7, 6)}
    }
    aligned = any(abs(row - y) < 3 and abs(column - x) < 3 for y, x in small)
    of_version = version > 6 and (
        (row < 6 and column >= side - 11) or (column < 6 and row >= side - 11)
    )
    return corner or aligned or of_version or 6 in (row, column)


def way_through(side):
    """Yield the places in the order in which they are read: up and down, in pairs."""
    upward = True
    for right in [*range(side - 1, 6, -2), *range(5, 0, -2)]:
        for row in range(side - 1, -1, -1) if upward else range(side):
            yield row, right
            yield row, right - 1
        upward = not upward


def in_order(words, version, level):
    """Return the words block by block, in which they were written by turns."""
    sizes = [block.data_count for block in rs_blocks(version, level)]
    turns = [
        [n for n, size in enumerate(sizes) if turn < size] for turn in range(max(sizes))
    ]
    blocks = [[] for _size in sizes]
    coming = iter(words)
    for turn in turns:
        for block in turn:
            blocks[block].append(next(coming))
    return [word for block in blocks for word in block]


def number(bits):
    return int("".join(map(str, bits)), 2)


def bits_of(word):
    return [word >> place & 1 for place in range(7, -1, -1)]
