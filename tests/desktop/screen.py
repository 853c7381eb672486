"""The picture on the private screen. Xvfb keeps it in a file of the XWD format (X11/XWDFile.h), so no other program is needed."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

HEADER_FIELDS = 25  # unsigned 32-bit numbers, big-endian
COLOUR_BYTES = 12  # of each entry of the colour table between header and pixels


@dataclass(frozen=True)
class Picture:
    """Pixels as the screen shows them: rows of red, green, blue, one byte each."""

    width: int
    height: int
    rgb: bytes

    def at(self, x: int, y: int) -> tuple[int, int, int]:
        """The colour of one pixel."""
        start = (y * self.width + x) * 3
        red, green, blue = self.rgb[start : start + 3]
        return red, green, blue

    def save(self, path: Path) -> None:
        """Write it as PNG."""
        rows = b"".join(
            b"\0" + self.rgb[row * self.width * 3 : (row + 1) * self.width * 3] for row in range(self.height)
        )
        size = struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0)
        chunks = ((b"IHDR", size), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
        path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def read_xwd(path: Path) -> Picture:
    """The picture in Xvfb's frame buffer file; 32 bits a pixel, blue first. ValueError for another layout."""
    data = path.read_bytes()
    fields = struct.unpack_from(f">{HEADER_FIELDS}I", data)
    header_size, width, height, byte_order, bits, row_bytes, colours = (
        fields[n] for n in (0, 4, 5, 7, 11, 12, 19)
    )
    if (byte_order, bits) != (0, 32):
        raise ValueError(f"a frame buffer of byte order {byte_order} and {bits} bits is not understood")
    start = header_size + colours * COLOUR_BYTES
    rgb = bytearray(width * height * 3)
    for row in range(height):
        line = data[start + row * row_bytes : start + row * row_bytes + width * 4]
        into = slice(row * width * 3, (row + 1) * width * 3)
        mixed = bytearray(width * 3)
        mixed[0::3], mixed[1::3], mixed[2::3] = line[2::4], line[1::4], line[0::4]
        rgb[into] = mixed
    return Picture(width, height, bytes(rgb))
