"""The rows by pages of 10,000, each found by LIMIT and OFFSET: offset.py DATABASE > FILE."""
import csv
import io
import sqlite3
import sys

PAGE = 10_000
database = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
with io.TextIOWrapper(io.BufferedWriter(sys.stdout.buffer, 1 << 20), "utf-8", newline="") as text:
    writer = csv.writer(text)
    writer.writerow([column[1] for column in database.execute("PRAGMA table_info(flat)")])
    offset = 0
    while rows := database.execute("SELECT * FROM flat ORDER BY rowid LIMIT ? OFFSET ?", (PAGE, offset)).fetchall():
        writer.writerows(rows)
        offset += PAGE
