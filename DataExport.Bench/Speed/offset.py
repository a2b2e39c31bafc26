"""The rows by pages of 10,000, each found by LIMIT and OFFSET: offset.py DATABASE SELECT > FILE."""
import csv
import io
import sqlite3
import sys

PAGE = 10_000
database = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
page = f"{sys.argv[2]} ORDER BY events.rowid LIMIT ? OFFSET ?"
with io.TextIOWrapper(io.BufferedWriter(sys.stdout.buffer, 1 << 20), "utf-8", newline="") as text:
    writer = csv.writer(text)
    writer.writerow([column[0] for column in database.execute(page, (0, 0)).description])
    offset = 0
    while rows := database.execute(page, (PAGE, offset)).fetchall():
        writer.writerows(rows)
        offset += PAGE
