"""`dinh export`: the folder of an agency's records, read by Python's csv, json and html.parser, by sha256sum and unzip;
counts as in the database; a run that is killed leaves no folder, and the next one is whole."""
import csv
import signal
import sqlite3
import subprocess
import time
from pathlib import Path

from checks import run
from houses import DINH, ROOT

AGENCY = "skhcn"
READER = ROOT / "tests/interop/read_export.py"
OWNED = {
    "incoming": "select count(*) from incoming_document where owner_agency = ? and state not in "
                "('removed_as_secret', 'cancelled_by_recall')",
    "outgoing": "select count(*) from outgoing_document where owner_agency = ?",
    "registers": "select count(*) from series s join issuing_body b on b.id = s.issuing_body where b.agency = ?",
    "entries": "select count(*) from series_entry e join series s on s.id = e.series "
               "join issuing_body b on b.id = s.issuing_body where b.agency = ?",
    "calendar": "select count(*) from calendar_entry where owner_agency = ? and state <> 'removed'",
    "petitions": "select count(*) from petition where owner_agency = ? and state <> 'awaiting_receipt'",
    "units": "select count(*) from unit where agency = ?",
}


def rows_of(table):
    with open(table, encoding="utf-8-sig", newline="") as stream:
        return sum(1 for _ in csv.reader(stream)) - 1


def largest_agency(db):
    return db.execute("select a.id, a.slug from incoming_document d join agency a on a.id = d.owner_agency "
                      "group by a.id, a.slug order by count(*) desc limit 1").fetchone()


def export(data, slug, out, *options):
    return run(DINH, "export", "--data", data, "--agency", slug, "--out", out, *options)


def records_are_taken_away(check, street):
    data = street.small_house("exported")
    with sqlite3.connect(f"file:{data}/dinh.db?mode=ro", uri=True) as db:
        agency, slug = largest_agency(db)
        whole_agency(check, street.folder, data, db, agency, slug)
        one_register(check, street.folder, data, db, agency, slug)
    refusals(check, street.folder, data, slug)
    killed(check, street.folder, data, slug)


def whole_agency(check, folder, data, db, agency, slug):
    out = folder / "agency"
    code, said, fault = export(data, slug, out, "--restricted", "--zip")
    check.that("an agency is exported", code == 0, fault or said)
    code, counts, fault = run("python3", READER, out, f"{out}.zip")
    check.that("its folder and ZIP read without us", code == 0, fault or counts)
    differ = [(kind, db.execute(count, (agency,)).fetchone()[0], rows_of(out / f"{kind}.csv"))
              for kind, count in OWNED.items()
              if db.execute(count, (agency,)).fetchone()[0] != rows_of(out / f"{kind}.csv")]
    check.that("as many records as in the database", not differ, differ)
    check.that("sha256sum agrees", run("sha256sum", "--quiet", "-c", "checksums.sha256", cwd=out)[0] == 0)
    check.that("unzip agrees", run("unzip", "-tqq", f"{out}.zip")[0] == 0)
    english = folder / "english-agency"
    code, said, fault = export(data, slug, english, "--language", "en")
    check.that("in English", code == 0 and 'lang="en"' in (english / "index.html").read_text(), fault)
    check.that("without petitions when nobody asked for them", not (english / "petitions.csv").exists())


def one_register(check, folder, data, db, agency, slug):
    code, listed, fault = run(DINH, "export", "--data", data, "--agency", slug, "--out", "-", "--register", "list")
    check.that("the registers are listed", code == 0 and listed, fault)
    series = db.execute("select series from incoming_document where owner_agency = ? and series <> 0 "
                        "group by series order by count(*) desc limit 1", (agency,)).fetchone()[0]
    out = folder / "register"
    code, _, fault = export(data, slug, out, "--register", str(series))
    check.that("a register is exported", code == 0, fault)
    check.that("and reads without us", run("python3", READER, out)[0] == 0)
    count = db.execute("select count(*) from series_entry where series = ?", (series,)).fetchone()[0]
    check.that("every number of it", rows_of(out / "entries.csv") == count, (rows_of(out / "entries.csv"), count))


def refusals(check, folder, data, slug):
    again = export(data, slug, folder / "agency")[0]
    check.that("an existing folder is left alone", again == 1 and (folder / "agency/index.html").exists())
    for what, options in {"an impossible day": ("--from", "31/02/2026"), "a span that ends before it begins":
                          ("--from", "02/01/2026", "--to", "01/01/2026"), "a register of nobody": ("--register", "1"),
                          "a language we have not": ("--language", "fr")}.items():
        code, _, said = export(data, slug, folder / "refused", *options)
        check.that(f"{what} is refused", code == 1 and said and not (folder / "refused").exists(), said)
    check.that("an agency of nobody is refused", export(data, "khong-co", folder / "refused")[0] == 1)


def killed(check, folder, data, slug):
    out, partial, halves = folder / "killed", folder / "killed.partial", 0
    words = [str(word) for word in (DINH, "export", "--data", data, "--agency", slug, "--out", out)]
    for wait_ms in (60, 120, 200, 300):
        process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        begun = time.monotonic()
        while not partial.exists() and process.poll() is None and time.monotonic() - begun < 30:
            time.sleep(0.002)
        time.sleep(wait_ms / 1000)
        process.send_signal(signal.SIGKILL)
        process.wait()
        if out.exists():
            break
        halves += Path(partial).exists()
    check.that("a killed run leaves nothing under the name", halves > 0 or out.exists(), halves)
    if not out.exists():
        code, _, said = export(data, slug, out)
        check.that("the next run is whole", code == 0 and not partial.exists(), said)
    check.that("and reads without us", run("python3", READER, out)[0] == 0)
