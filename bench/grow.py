#!/usr/bin/env python3
"""Multiplies an example house on SQLite: each document with all that hangs on it is copied.

    bench/grow.py BASE NEW COPIES      folders; BASE made by `dinh demo`, its house stopped; NEW must not exist

A copy of a record has the id `id + (k << 12) - (back << 22)`: node k of the id, and up to three weeks earlier, so that
the newest ids are a mixture of all documents and not 200 times the same one. The same shift holds for every column that
points to a copied record; agencies, posts, people and series are not copied. Numbers of series go on (k x last of the
series), marks with them, subjects get a few words of the example's own vocabulary.

Copied are documents, forwardings, routes, recipients, relations, history, grants, files (the rows), register entries,
texts of files and entries of the search. Nobody has 200,000 documents to do: copies are ended (closed, or dropped
drafts), and of the work items only done ones are copied, those of every fourth copy. Audit, events, notices and jobs
stay as they are. The index of the search is made by `index_again`, which compares a sample of it with what the house
itself writes.
"""
import pathlib
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
INDEX_AGAIN = ROOT / "build" / "bench" / "index_again"
PHRASES = 1999
THREE_WEEKS_MS = 21 * 24 * 3600 * 1000
LEAST_ID = 10**15  # smaller numbers in columns of ids mean something else (a round, a kind of none)
MOST_COPIES = 1000
COPIED_KINDS = "t.kind IN ('incoming', 'outgoing')"

# table -> columns that point to copied records
SHIFTED = {
    "incoming_document": ["id", "source_outgoing", "source_recipient"],
    "forwarding": ["id", "incoming", "parent"],
    "extension_request": ["id", "incoming", "forwarding"],
    "opinion_request": ["id", "subject"],
    "outgoing_document": ["id", "signed_file", "replaced_by"],
    "route_step": ["id", "outgoing"],
    "submission_slip": ["id", "outgoing"],
    "recipient": ["id", "outgoing", "incoming", "reply_incoming"],
    "recipient_state": ["id", "recipient"],
    "document_relation": ["id", "from_record", "to_record"],
    "series_entry": ["record"],
    "record_history": ["id", "record"],
    "record_grant": ["record"],
    "file_ref": ["id", "record"],
    "search_entry": ["record"],
    "search_body": ["record"],
    "work_item": ["id", "subject", "part"],
}
ORDER = {"series_entry": ["series", "number", "suffix"], "record_grant": ["kind", "record", "grantee"],
         "search_entry": ["record"], "search_body": ["record", "position"]}
ONLY = {"record_history": COPIED_KINDS, "record_grant": COPIED_KINDS, "file_ref": COPIED_KINDS,
        "work_item": "s.k % 4 = 0 AND t.is_open = 0"}
JOINS = {
    "incoming_document": "LEFT JOIN grow_series q ON q.id = t.series LEFT JOIN grow_mark m ON m.record = t.id "
                         "LEFT JOIN grow_phrase p ON p.n = (t.id / 4194304 + s.k * 31) % 1999",
    "outgoing_document": "LEFT JOIN grow_series q ON q.id = t.series LEFT JOIN grow_mark m ON m.record = t.id "
                         "LEFT JOIN grow_phrase p ON p.n = (t.id / 4194304 + s.k * 31) % 1999",
    "series_entry": "JOIN grow_series q ON q.id = t.series",
    "search_entry": "LEFT JOIN grow_mark m ON m.record = t.record "
                    "LEFT JOIN base.incoming_document i ON i.id = t.record LEFT JOIN grow_series q ON q.id = i.series "
                    "LEFT JOIN grow_phrase p ON p.n = (t.record / 4194304 + s.k * 31) % 1999",
}
SUBJECT = "CASE WHEN s.k = 0 THEN t.{0} ELSE t.{0} || ' ' || p.words END"
MARK = "CASE WHEN s.k = 0 OR m.record IS NULL THEN t.{0} ELSE (m.number + s.k * m.step) || m.{1} END"
NUMBER = "CASE WHEN t.series = 0 THEN t.{0} ELSE t.{0} + s.k * q.step END"
# Copies are of the past: what waits for people stays as much as it was.
ENDED = "'closed', 'refused', 'returned_to_sender', 'recalled', 'issued', 'draft_dropped', 'withdrawn'"
STATE = f"CASE WHEN s.k = 0 OR t.state IN ({ENDED}) THEN t.state ELSE {{0}} END"
LINK = "replace(t.link, CAST(t.{0} AS text), CAST(t.{0} + s.d AS text))"
MADE = {
    ("incoming_document", "subject"): SUBJECT.format("subject"),
    ("incoming_document", "mark"): MARK.format("mark", "rest"),
    ("incoming_document", "mark_key"): MARK.format("mark_key", "key_rest"),
    ("incoming_document", "state"): STATE.format("'closed'"),
    ("incoming_document", "arrival_number"): NUMBER.format("arrival_number"),
    ("outgoing_document", "subject"): SUBJECT.format("subject"),
    ("outgoing_document", "mark"): MARK.format("mark", "rest"),
    ("outgoing_document", "mark_key"): MARK.format("mark_key", "key_rest"),
    ("outgoing_document", "state"): STATE.format("'draft_dropped'"),
    ("outgoing_document", "number"): NUMBER.format("number"),
    ("record_grant", "state"): STATE.format("CASE t.kind WHEN 'incoming' THEN 'closed' ELSE 'draft_dropped' END"),
    ("series_entry", "number"): "t.number + s.k * q.step",
    ("search_entry", "title"): SUBJECT.format("title"),
    ("search_entry", "marks"): MARK.format("marks", "rest"),
    ("search_entry", "words"): "CASE WHEN q.id IS NULL THEN t.words ELSE replace(t.words, 'số đến ' || "
                               "i.arrival_number, 'số đến ' || (i.arrival_number + s.k * q.step)) END",
    ("search_entry", "link"): LINK.format("record"),
    ("work_item", "link"): LINK.format("subject"),
}

SERIES_FAULTS = ("SELECT count(*) FROM main.series s WHERE s.last <> s.first - 1 + "
                 "(SELECT count(*) FROM main.series_entry e WHERE e.series = s.id AND e.suffix = '')")


def phrases(house):
    """Words to end a subject with: parts of other subjects, places, people, times."""
    chance = random.Random(20260105)
    subjects = [row[0].split() for row in house.execute("SELECT subject FROM base.outgoing_document ORDER BY id")]
    people = [row[0] for row in house.execute("SELECT full_name FROM person ORDER BY code")]
    places = [row[0] for row in house.execute("SELECT short_name FROM agency_version ORDER BY id")]
    found = []
    for _ in range(PHRASES):
        kind = chance.random()
        words = chance.choice(subjects)
        if kind < 0.45 and len(words) > 5:
            start = chance.randrange(2, len(words) - 2)
            found.append("gắn với " + " ".join(words[start:start + 3]).strip(",.()"))
        elif kind < 0.7:
            found.append("tại " + chance.choice(places))
        elif kind < 0.85:
            found.append(f"đợt {chance.randrange(1, 13)} năm {chance.randrange(2021, 2027)}")
        else:
            found.append("theo đơn của " + chance.choice(people))
    return list(enumerate(found))


def marks(house):
    """(record, number, rest, rest of the key, step): the step keeps marks of one sign apart."""
    steps = dict(house.execute("SELECT id, last - first + 1 FROM base.series"))
    rows = [(record, mark, key, steps[series] if series else 0) for record, mark, key, series in house.execute(
        "SELECT id, mark, mark_key, series FROM base.outgoing_document WHERE mark <> ''")]
    of_outgoing = {row[0]: row[3] for row in rows}
    rows += [(record, mark, key, of_outgoing.get(source, 0)) for record, mark, key, source in house.execute(
        "SELECT id, mark, mark_key, source_outgoing FROM base.incoming_document WHERE mark <> ''")]
    read, highest = [], {}
    for record, mark, key, step in rows:
        whole, key_parts = re.match(r"0*(\d+)(.*)$", mark), re.match(r"(\d+)(.*)$", key)
        if not whole or not key_parts or whole[1] != key_parts[1]:
            continue
        read.append((record, int(whole[1]), whole[2], key_parts[2], step))
        highest[whole[2]] = max(highest.get(whole[2], 0), int(whole[1]))
    return [(record, number, rest, key, step or highest[rest]) for record, number, rest, key, step in read]


def helpers(house, copies):
    house.executescript("""
        CREATE TABLE grow_shift (k INTEGER PRIMARY KEY, d INTEGER NOT NULL);
        CREATE TABLE grow_series (id INTEGER PRIMARY KEY, step INTEGER NOT NULL);
        CREATE TABLE grow_mark (record INTEGER PRIMARY KEY, number INTEGER, rest TEXT, key_rest TEXT, step INTEGER);
        CREATE TABLE grow_phrase (n INTEGER PRIMARY KEY, words TEXT NOT NULL);
    """)
    back = [0] + [(k * 2654435761) % THREE_WEEKS_MS for k in range(1, copies)]
    house.executemany("INSERT INTO grow_shift VALUES (?, ?)",
                      [(k, (k << 12) - (back[k] << 22)) for k in range(copies)])
    house.execute("INSERT INTO grow_series SELECT id, last - first + 1 FROM base.series")
    house.executemany("INSERT INTO grow_mark VALUES (?, ?, ?, ?, ?)", marks(house))
    house.executemany("INSERT INTO grow_phrase VALUES (?, ?)", phrases(house))


def copy_table(house, table):
    columns = [row[1] for row in house.execute(f"PRAGMA table_info({table})")]
    made = []
    for column in columns:
        if (table, column) in MADE:
            made.append(f"{MADE[table, column]} AS {column}")
        elif column in SHIFTED[table]:
            made.append(f"CASE WHEN t.{column} > {LEAST_ID} THEN t.{column} + s.d ELSE t.{column} END AS {column}")
        else:
            made.append(f"t.{column} AS {column}")
    order = [str(columns.index(column) + 1) for column in ORDER.get(table, ["id"])]
    house.execute(f"DELETE FROM {table}")
    house.execute(
        f"INSERT INTO main.{table} SELECT {', '.join(made)} FROM base.{table} t "
        f"JOIN grow_shift s ON s.k = 0 OR ({ONLY.get(table, '1')}) {JOINS.get(table, '')} ORDER BY {', '.join(order)}")
    return house.execute("SELECT changes()").fetchone()[0]


def grow(base, new, copies):
    shutil.copytree(base, new)
    house = sqlite3.connect(new / "dinh.db", isolation_level=None)
    for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -800000", "locking_mode = EXCLUSIVE"):
        house.execute("PRAGMA main." + setting)
    house.execute("ATTACH ? AS base", (f"{base}/dinh.db",))
    helpers(house, copies)
    names = ", ".join(f"'{table}'" for table in SHIFTED)
    indexes = house.execute("SELECT name, sql FROM main.sqlite_master WHERE type = 'index' AND sql IS NOT NULL "
                            f"AND tbl_name IN ({names})").fetchall()
    for name, _ in indexes:
        house.execute(f"DROP INDEX main.{name}")
    for table in SHIFTED:
        began = time.monotonic()
        rows = copy_table(house, table)
        print(f"{table}: {rows:,} rows, {time.monotonic() - began:.1f} s", flush=True)
    house.execute(f"UPDATE file_content SET refs = refs * {copies}")
    house.execute(f"UPDATE series SET last = last + {copies - 1} * (last - first + 1)")
    for name in ("grow_shift", "grow_series", "grow_mark", "grow_phrase"):
        house.execute(f"DROP TABLE {name}")
    began = time.monotonic()
    for _, sql in indexes:
        house.execute(sql)
    print(f"{len(indexes)} indexes, {time.monotonic() - began:.1f} s", flush=True)
    faults = house.execute(SERIES_FAULTS).fetchone()[0]
    if faults:
        raise SystemExit(f"grow: {faults} series whose numbers are not all accounted for")
    # Few large pieces of the index instead of thousands that would be merged again and again.
    for setting, value in (("hashsize", 256 << 20), ("automerge", 0)):
        house.execute("INSERT INTO search_index (search_index, rank) VALUES (?, ?)", (setting, value))
    house.execute("DETACH base")
    house.execute("PRAGMA locking_mode = NORMAL")
    house.execute("PRAGMA journal_mode = WAL")
    house.close()


def index(new):
    subprocess.run([INDEX_AGAIN, f"sqlite://{new.absolute()}/dinh.db"], check=True)
    with sqlite3.connect(new / "dinh.db") as house:
        for setting, value in (("hashsize", 1 << 20), ("automerge", 4)):
            house.execute("INSERT INTO search_index (search_index, rank) VALUES (?, ?)", (setting, value))
        # Otherwise the first deeds would pay for merging them.
        house.execute("INSERT INTO search_index (search_index) VALUES ('optimize')")


def main(words):
    if len(words) != 3 or not 1 < int(words[2]) <= MOST_COPIES:
        sys.exit(__doc__)
    base, new, copies = pathlib.Path(words[0]), pathlib.Path(words[1]), int(words[2])
    began = time.monotonic()
    grow(base, new, copies)
    index(new)
    print(f"grown in {time.monotonic() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
