"""A private PostgreSQL for the bench, and filling a database of it with what stands in a house on SQLite."""
import csv
import os
import pathlib
import pwd
import sqlite3
import subprocess
import time

SPAN_LEVELS = 6         # as platform/search/tokens.hpp
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
SERVING = {"jit": "off", "shared_buffers": "1GB", "effective_cache_size": "8GB", "max_wal_size": "4GB"}
FILLING = {"fsync": "off", "wal_level": "minimal", "max_wal_senders": "0", "autovacuum": "off", "jit": "off",
           "full_page_writes": "off", "shared_buffers": "1GB", "maintenance_work_mem": "1GB", "max_wal_size": "16GB",
           "max_parallel_maintenance_workers": "0", "checkpoint_timeout": "1h"}


def newest_programs():
    found = [path for path in pathlib.Path("/usr/lib/postgresql").glob("*/bin") if (path / "initdb").exists()]
    if not found:
        raise SystemExit("PostgreSQL is missing: apt-get install postgresql")
    return max(found, key=lambda path: int(path.parent.name))


class Postgres:
    """A cluster in a folder, on a unix socket; run as `postgres` when we are root. Durable unless being filled."""

    def __init__(self, folder):
        self.folder, self.programs, self.process = pathlib.Path(folder), newest_programs(), None
        self.before = []
        if os.geteuid() == 0:
            user = pwd.getpwnam("postgres")
            self.folder.mkdir(parents=True, exist_ok=True)
            os.chown(self.folder, user.pw_uid, user.pw_gid)
            self.before = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]
        if not (self.folder / "data" / "PG_VERSION").exists():
            self.run("initdb", "-D", self.folder / "data", "-U", "dinh", "-A", "trust", "-E", "UTF8", "--locale=C")

    def run(self, program, *words):
        subprocess.run([*self.before, self.programs / program, *words], check=True, stdout=subprocess.DEVNULL)

    def start(self, settings):
        words = [word for key, value in settings.items() for word in ("-c", f"{key}={value}")]
        with open(self.folder.parent / "postgres.log", "ab") as log:
            self.process = subprocess.Popen(
                [*self.before, self.programs / "postgres", "-D", self.folder / "data", "-k", self.folder,
                 "-c", "listen_addresses=", *words], stdout=log, stderr=log)
        for _ in range(600):
            if subprocess.run([self.programs / "pg_isready", "-q", "-h", self.folder], check=False).returncode == 0:
                return self
            time.sleep(0.1)
        raise SystemExit("bench: PostgreSQL did not start: see postgres.log")

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.wait()
            self.process = None

    def url(self, database):
        return f"postgres://dinh@/{database}?host={str(self.folder).replace('/', '%2F')}"

    def ask(self, database, sql):
        said = subprocess.run(["psql", "-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-c", sql, self.url(database)],
                              check=True, capture_output=True, text=True).stdout
        return [line.split("|", 1) for line in said.splitlines()]

    def databases(self):
        return {row[0] for row in self.ask("postgres", "SELECT datname FROM pg_database")}

    def create(self, database, model="template0"):
        kind = "encoding 'UTF8' lc_collate 'C' lc_ctype 'C' template template0" if model == "template0" else \
            f"template {model}"
        self.ask("postgres", f"CREATE DATABASE {database} {kind}")

    def drop(self, database):
        self.ask("postgres", f"DROP DATABASE IF EXISTS {database}")

    def processes(self):
        return subprocess.run(["pgrep", "-P", str(self.process.pid)], check=True, capture_output=True,
                              text=True).stdout.split()


def base36(number):
    text = ""
    while True:
        number, digit = divmod(number, 36)
        text = DIGITS[digit] + text
        if number == 0:
            return text


def spans(record):
    return " ".join(f"_s{level}{base36(record >> (41 + 3 * level))}" for level in range(SPAN_LEVELS))


def into(server, database, table, columns):
    command = f"TRUNCATE {table}; COPY {table} ({', '.join(columns)}) FROM STDIN (FORMAT csv, FREEZE)"
    return subprocess.Popen(["psql", "-X", "-q", "-1", "-v", "ON_ERROR_STOP=1", "-c", command, server.url(database)],
                            stdin=subprocess.PIPE, text=True)


def finish(copying, table):
    copying.stdin.close()
    if copying.wait() != 0:
        raise SystemExit(f"bench: {table} was not copied")


# The tokens are those that SQLite keeps, with the spans of ids that only PostgreSQL has; index_again --check compares.
def copy_search(server, database, house):
    columns = ["record", "kind", "title", "marks", "words", "link", "day", "grantees"]
    copying = into(server, database, "search_entry", [*columns, "body", "tokens"])
    writer = csv.writer(copying.stdin, quoting=csv.QUOTE_ALL)   # what is not quoted would be NULL
    for *kept, meta, body in house.execute(
            f"SELECT {', '.join('e.' + column for column in columns)}, c.c0, c.c1 FROM search_entry e "
            "JOIN search_place p ON p.record = e.record JOIN search_index_content c ON c.id = p.place "
            "ORDER BY e.record"):
        writer.writerow([*kept, body, f"{meta} {body} {spans(kept[0])}"])
    finish(copying, "search_entry")


# The shell of SQLite writes NULL as nothing and '' as "", which is what COPY reads.
def copy_plain(server, database, file, table, columns, order):
    copying = into(server, database, table, columns)
    subprocess.run(["sqlite3", "-readonly", "-csv", file,
                    f"SELECT {', '.join(columns)} FROM {table} ORDER BY {', '.join(order)}"],
                   stdout=copying.stdin, check=True)
    finish(copying, table)


def fill(server, database, file):
    """All tables of the SQLite database `file` into a migrated `database`; indexes and foreign keys are made last."""
    house = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    indexes = server.ask(database, "SELECT i.indexname, i.indexdef FROM pg_indexes i WHERE i.schemaname = 'public' AND "
                         "NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname)")
    keys = server.ask(database, "SELECT 'ALTER TABLE ' || conrelid::regclass || ' ', 'CONSTRAINT ' || conname || ' ' "
                      "|| pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f'")
    for name, _ in indexes:
        server.ask(database, f"DROP INDEX {name}")
    for table, key in keys:
        server.ask(database, f"{table} DROP CONSTRAINT {key.split()[1]}")
    for (table,) in server.ask(database, "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"):
        if table == "schema_migration":
            continue
        began = time.monotonic()
        columns = house.execute(f"PRAGMA table_info({table})").fetchall()
        if table == "search_entry":
            copy_search(server, database, house)
        else:
            order = [row[1] for row in sorted(columns, key=lambda row: row[5]) if row[5]]
            copy_plain(server, database, file, table, [row[1] for row in columns], order)
        if time.monotonic() - began > 2:
            print(f"{table}: {time.monotonic() - began:.1f} s", flush=True)
    began = time.monotonic()
    for _, made in indexes:
        server.ask(database, made)
    for table, key in keys:
        server.ask(database, f"{table} ADD {key} NOT VALID")    # the rows were checked by the house they come from
    print(f"{len(indexes)} indexes, {len(keys)} foreign keys: {time.monotonic() - began:.1f} s", flush=True)
    server.ask(database, "VACUUM (ANALYZE)")
