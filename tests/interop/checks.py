"""What the parts of these tests share: the count of what held, programs run to their end, questions to a database."""
import csv
import sqlite3
import subprocess
import time
import traceback


class Checks:
    def __init__(self):
        self.passed, self.skipped, self.faults = 0, 0, []

    def that(self, what, holds, said=""):
        if holds:
            self.passed += 1
            print(f"  ok {what}")
        else:
            self.faults.append(what)
            print(f"  FAILED {what}: {str(said)[:600]}")

    def part(self, name, work, *arguments):
        print(name, flush=True)
        begun = time.monotonic()
        try:
            return work(self, *arguments)
        except Exception:  # whatever it was, it is one failed check and the next part is tried
            self.faults.append(name)
            print(f"  FAILED {name} broke off\n{traceback.format_exc()}")
            return None
        finally:
            print(f"  {time.monotonic() - begun:.1f} s", flush=True)


def run(*words, **more):
    done = subprocess.run([str(word) for word in words], capture_output=True, check=False, timeout=300, **more)
    return done.returncode, done.stdout, done.stderr.decode("utf-8", "replace")


def password_of(data, username):
    with open(data / "example-accounts.csv", encoding="utf-8-sig") as file:
        return next(row["mật khẩu"] for row in csv.DictReader(file) if row["tên đăng nhập"] == username)


def asks_sqlite(data):
    def rows_of(sql):
        with sqlite3.connect(f"file:{data}/dinh.db?mode=ro", uri=True) as db:
            return db.execute(sql).fetchall()
    return rows_of


def asks_postgres(database):
    def rows_of(sql):
        code, out, said = run("psql", database, "-At", "-F", "\t", "-c", sql)
        if code != 0:
            raise RuntimeError(said)
        return [line.split("\t") for line in out.decode().splitlines()]
    return rows_of
