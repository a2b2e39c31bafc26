"""The rows by Python's csv module, with one cursor: rows.py DATABASE [gzip] > FILE."""
import csv
import gzip
import io
import sqlite3
import sys

rows = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True).execute("SELECT * FROM flat")
target = gzip.GzipFile(fileobj=sys.stdout.buffer, mode="wb", compresslevel=6) if sys.argv[2:] == ["gzip"] else sys.stdout.buffer
with io.TextIOWrapper(io.BufferedWriter(target, 1 << 20), "utf-8", newline="") as text:
    writer = csv.writer(text)
    writer.writerow([column[0] for column in rows.description])
    writer.writerows(rows)
if target is not sys.stdout.buffer:
    target.close()
