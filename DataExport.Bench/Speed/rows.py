"""The rows by Python's csv and gzip modules, with one cursor: rows.py DATABASE SELECT > FILE."""
import csv
import gzip
import io
import sqlite3
import sys

rows = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True).execute(sys.argv[2])
with gzip.GzipFile(fileobj=sys.stdout.buffer, mode="wb", compresslevel=6) as target:
    with io.TextIOWrapper(io.BufferedWriter(target, 1 << 20), "utf-8", newline="") as text:
        writer = csv.writer(text)
        writer.writerow([column[0] for column in rows.description])
        writer.writerows(rows)
