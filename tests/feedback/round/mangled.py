"""Files as suppliers send them, and what can happen to them on the way."""

import csv
import io
import zipfile

from openpyxl import Workbook


def as_csv(path, rows):
    """Write rows as a CSV file."""
    with path.open("w", newline="", encoding="utf-8") as opened:
        csv.writer(opened).writerows(rows)


def as_xlsx(path, rows):
    """Write rows as the first sheet of a spreadsheet."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)


def mangle(whole, chance):
    """Return a file with some bytes lost, added or changed.

    Of a spreadsheet every other time inside a part of it, packed again as it should be.
    """
    if not whole.startswith(b"PK") or chance.random() < 1 / 2:
        return scattered(whole, chance)
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(whole)) as before,
        zipfile.ZipFile(packed, "w") as after,
    ):
        parts = [part.filename for part in before.infolist()]
        likely = [name for name in parts if "sheet" in name or "workbook" in name]
        changed = chance.choice(likely)
        for name in parts:
            content = before.read(name)
            after.writestr(
                name, scattered(content, chance) if name == changed else content
            )
    return packed.getvalue()


def scattered(whole, chance):
    """Return bytes with some of them lost, added or changed."""
    found = bytearray(whole)
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(len(found))
        found[place : place + chance.randint(0, 3)] = chance.randbytes(
            chance.randint(0, 3)
        )
    return bytes(found)
