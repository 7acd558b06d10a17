#!/usr/bin/env python3
"""What the house is with programs that others wrote. Each check is counted; one that breaks does not stop the rest."""
import gzip
import json
import re
import shutil
import sqlite3
import sys
import tempfile
from pathlib import Path

from api import programs_call
from checks import Checks, asks_postgres, password_of, run
from crowd import crowd_at_one_register, with_crowd
from decree import decree_is_found
from drill import restore_drill
from english import all_in_english
from exported import records_are_taken_away
from forms import every_field
from handed_over import hand_over_is_cut
from houses import DINH, ROOT, Street
from inside_links import links_inside
from named import named_tests_exist
from notices import notices_leave
from person import Person
from portal_files import pages_as_files
from portal_links import links_of_the_portal
from rough import rough_house
from taken_over import site_is_taken_over

SCALE = "0.05"
CLERK = "vui.dt"
LIST = "/documents/incoming?view=all"
PAGES = (LIST, "/worklist", "/documents/incoming?view=overdue", "/documents/outgoing?view=issued", "/registers",
         "/directory", "/search?q=chuyen+doi+so")
CROWD_ON_POSTGRES = 1_000
STATUS = ["-o", "/dev/null", "-w", "%{http_code}"]


def with_curl(check, address, secret, folder):
    jar = folder / "curl.cookies"
    curl = ["curl", "-sS", "-m", "30", "-b", jar, "-c", jar]
    code, page, said = run(*curl, address + "/sessions/new")
    check.that("curl: the sign-in page", code == 0 and b'type="password"' in page, said)
    told = ["-o", folder / "page.html", "-w", "%{http_code} %{size_download}"]
    status, size = run(*curl, "--compressed", *told, address + "/sessions/new")[1].split()
    check.that("curl: compressed, and smaller", status == b"200" and int(size) < len(page), size)
    code, head, _ = run(*curl, "-I", address + "/sessions/new")
    check.that("curl: HEAD has no body", code == 0 and head.startswith(b"HTTP/1.1 200") and b"<html" not in head, head)
    code, old, _ = run(*curl, "--http1.0", "-i", address + "/sessions/new")
    check.that("curl: HTTP/1.0", code == 0 and b'type="password"' in old and b"chunked" not in old.lower(), old[:300])
    style = re.search(rb'href="(/assets/[^"]+\.css)"', page).group(1).decode()
    _, first, _ = run(*curl, "-i", address + style)
    tag = re.search(rb"(?im)^etag: (.*?)\r", first)
    check.that("curl: a style sheet may be kept", b"immutable" in first.split(b"\r\n\r\n")[0], first[:400])
    if tag:
        known = ["-H", f"If-None-Match: {tag.group(1).decode()}"]
        _, again, _ = run(*curl, *STATUS, *known, address + style)
        check.that("curl: 304 for what it has", again == b"304", again)
    token = re.search(rb'name="_csrf" value="([^"]*)"', run(*curl, address + "/sessions/new")[1]).group(1).decode()
    said_who = [f"_csrf={token}", f"username={CLERK}", f"password={secret}", "next="]
    values = [word for value in said_who for word in ("--data-urlencode", value)]
    code, front, said = run(*curl, "-L", "-H", f"Origin: {address}", *values, address + "/sessions")
    check.that("curl: signs in and has its work", code == 0 and "Việc của tôi".encode() in front, said or front[:300])
    _, listed, _ = run(*curl, address + LIST)
    check.that("curl: the list of incoming documents", b'class="cut' in listed, listed[:300])
    words = ["-H", "Expect: 100-continue", "-H", f"Origin: {address}", "-F", "_csrf=x", "-F", f"files=@{DINH}"]
    _, big, _ = run(*curl, *STATUS, *words, address + "/documents/incoming/new")
    check.that("curl: an upload without a token is refused, not dropped", big in (b"403", b"413", b"422"), big)


def with_wget(check, address, folder):
    place = folder / "wget"
    wget = ["wget", "--timeout=20", "--tries=1"]
    code, _, said = run(*wget, "-q", "-p", "-nH", "-e", "robots=off", "-P", place, address + "/sessions/new")
    got = [p for p in place.rglob("*") if p.is_file()] if place.exists() else []
    whole = any(p.suffix == ".css" for p in got) and any(p.suffix == ".js" for p in got)
    check.that("wget: the page with all it needs", code == 0 and whole, (said, got))
    code, _, said = run(*wget, "-S", "--spider", address + "/sessions/new")
    check.that("wget: spider", code == 0 and "200 OK" in said, said)
    code, got, said = run(*wget, "-q", "-O", "-", address + "/documents/incoming/1/files/1")
    check.that("wget: instead of a file the sign-in page", code != 0 or b'type="password"' in got, said)


def example_pdf(person):
    """The bytes of the first file of an example document that is a PDF."""
    for path in person.get(LIST).titles():
        page = person.get(path)
        for file in re.findall(rf'href="({re.escape(path)}/files/\d+/view)"', page.text):
            for place in dict.fromkeys(re.findall(r'href="([^"]+)" download', person.get(file).text)):
                answer = person.get(place)
                if answer.body.startswith(b"%PDF"):
                    return answer
    return None


def with_pdftotext(check, person, folder):
    answer = example_pdf(person)
    check.that("a PDF of the example is had through its page", answer is not None)
    if answer is None:
        return
    paper = folder / "example.pdf"
    paper.write_bytes(answer.body)
    code, text, said = run("pdftotext", "-enc", "UTF-8", paper, "-")
    check.that("pdftotext reads it", code == 0 and "VĂN BẢN VÍ DỤ" in text.decode(), said or text[:300])
    code, facts, said = run("pdfinfo", paper)
    check.that("pdfinfo finds no fault", code == 0 and b"Pages:" in facts and "error" not in said.lower(), said)
    code, fonts, _ = run("pdffonts", paper)
    check.that("pdffonts: every font is in the file", code == 0 and b" no  " not in fonts, fonts)
    part = person.get(re.sub(r"^https?://[^/]+", "", answer.url), Range="bytes=0-99")
    check.that("a range of it", part.status == 206 and part.body == answer.body[:100], part.status)


def behind_nginx(check, street, address, secret):
    front = street.nginx(address)
    person = Person(front)
    packed = person.get("/sessions/new", **{"Accept-Encoding": "gzip"})
    check.that("nginx: the sign-in page, packed by nginx", packed.headers.get("Content-Encoding") == "gzip" and
               b'type="password"' in gzip.decompress(packed.body), packed.headers)
    landed = person.sign_in(CLERK, secret)
    check.that("nginx: signs in", landed.path == "/worklist", landed.path)
    check.that("nginx: no address of the house behind it", address.split(":")[-1] not in landed.text)
    check.that("nginx: the list", bool(person.get(LIST).titles()))
    secure = Person(front, {"X-Forwarded-Proto": "https"})
    check.that("nginx: what a stranger claims does not pass", secure.get("/sessions/new").status == 200)
    missing = person.get("/documents/incoming/1")
    check.that("nginx: 404 stays 404", missing.status == 404, missing.status)
    register(check, "nginx", person)


def register(check, where, person):
    page = person.get("/documents/incoming/new")
    values = page.form("/documents/incoming/new")
    subject = f"V/v thử liên thông qua {where}"
    typed = {"author_name": "Bưu điện tỉnh", "mark": f"7/BĐT-{where[:8].upper()}", "subject": subject}
    answer = person.post("/documents/incoming/new", {**values, **typed})
    registered = answer.status == 200 and subject in answer.words
    check.that(f"{where}: a document is registered", registered, (answer.status, answer.words[:400]))
    found = person.get("/search?q=" + "thu+lien+thong+qua+" + where)
    check.that(f"{where}: and found", subject in found.words, found.words[:400])


def within_budgets(check, person, log):
    """A page looked at again asks the database no more often than it declares."""
    incoming, outgoing = person.get(LIST).titles(), person.get("/documents/outgoing?view=issued").titles()
    pages = [*PAGES, *incoming[:1], *outgoing[:1], "/documents/incoming/new", "/worklist/known", "/worklist/notices",
             "/directory/delegations"]
    for path in pages:
        for _ in range(3):
            before = len(log.read_text(errors="replace"))
            person.get(path)
        over = re.findall(r"WEB_QUERY_BUDGET.*", log.read_text(errors="replace")[before:])
        check.that(f"queries of {path}", not over, over)


def tables_of(data):
    with sqlite3.connect(f"file:{data}/dinh.db?mode=ro", uri=True) as db:
        names = [row[0] for row in db.execute("select name from sqlite_master where type = 'table'")]
        shadow = re.compile(r"_(data|idx|content|docsize|config)$")
        return {n: db.execute(f'select count(*) from "{n}"').fetchone()[0] for n in names
                if not n.startswith("sqlite_") and not shadow.search(n) and not n.startswith("search")}


def onto_postgres(check, street, data):
    database = street.postgres()
    code, out, said = run(DINH, "copy", "--data", data, "--to", database)
    check.that("postgres: dinh copy", code == 0, said or out)
    ours, differ = tables_of(data), []
    for name, rows in ours.items():
        code, counted, _ = run("psql", database, "-At", "-c", f'select count(*) from "{name}"')
        if code == 0 and int(counted) != rows:
            differ.append((name, rows, int(counted)))
    check.that(f"psql: {len(ours)} tables have as many rows", not differ, differ)
    _, names, _ = run("psql", database, "-At", "-c", "select name from agency_version order by id limit 3")
    check.that("psql: reads the names", bool(names.strip()), names)
    code, again, said = run(DINH, "copy", "--data", data, "--to", database)
    check.that("postgres: a second copy onto it is refused", code != 0, again)
    return database


def same_pages(check, where, person, before):
    for path, titles in before.items():
        page = person.get(path)
        same = page.status == 200 and page.titles() == titles
        check.that(f"{where}: {path} as on SQLite", same, (page.status, len(page.titles()), len(titles)))
    first = person.get(LIST).titles()
    record = person.get(first[0]) if first else None
    check.that(f"{where}: a document's page", record is not None and record.status == 200, record and record.status)


def on_postgres(check, street, database, data, secret, before):
    name = "postgres"
    address = street.dinh("dinh-postgres", data, "--set", f"database.url={database}")
    person = Person(address)
    landed = person.sign_in(CLERK, secret)
    check.that(f"{name}: signs in", landed.path == "/worklist", landed.path)
    same_pages(check, name, person, before)
    register(check, name, person)
    check.part(f"a crowd on {name}", with_crowd, address, data, asks_postgres(database), CROWD_ON_POSTGRES)
    check.that(f"{name}: dinh ends as asked", street.close(address) == 0)


def through_pgbouncer(check, street, bouncer, data, secret, before):
    options = ["--set", f"database.url={bouncer}", "--set", "database.through_pgbouncer=true"]
    address = street.dinh("dinh-pgbouncer", data, *options)
    person = Person(address)
    landed = person.sign_in(CLERK, secret)
    check.that("pgbouncer: signs in", landed.path == "/worklist", landed.path)
    for path in before:
        check.that(f"pgbouncer: {path}", person.get(path).status == 200)
    register(check, "pgbouncer", person)


def one_house(check, street, data, secret):
    """The programs of others at a house on SQLite; what its main pages show at last."""
    address = street.dinh("dinh", data)
    person = Person(address)
    person.sign_in(CLERK, secret)
    before = {path: page.titles() for path in PAGES if (page := person.get(path)).status == 200}
    check.that("the main pages answer", len(before) == len(PAGES), set(PAGES) - set(before))
    check.part("curl", with_curl, address, secret, street.folder)
    check.part("wget", with_wget, address, street.folder)
    check.part("pdftotext", with_pdftotext, person, street.folder)
    check.part("query budgets", within_budgets, person, street.log_of(address))
    check.part("nginx", behind_nginx, street, address, secret)
    check.part("the real decree", decree_is_found, person)
    check.part("restore drill", restore_drill, street, address, data, street.folder)
    before = {path: person.get(path).titles() for path in before}
    check.that("dinh ends as asked", street.close(address) == 0)
    return before


def all_parts(check, street):
    data = street.folder / "data"
    code, out, said = run(DINH, "demo", "--scale", SCALE, "--data", data)
    if code != 0:
        raise RuntimeError(said)
    print(out.decode().strip())
    secret = password_of(data, CLERK)
    before = one_house(check, street, data, secret)
    database = check.part("postgres", onto_postgres, street, data)
    if not database:
        return
    check.part("serving on PostgreSQL", on_postgres, street, database, data, secret, before)
    bouncer = street.pgbouncer(database)
    check.part("serving through PgBouncer", through_pgbouncer, street, bouncer, data, secret, before)


PARTS = {"programs of others": all_parts, "a crowd at one register": crowd_at_one_register,
         "a rough house": rough_house, "every field of every form": every_field,
         "a hand-over is cut": hand_over_is_cut, "pages as files": pages_as_files,
         "links of the portal": links_of_the_portal, "programs call": programs_call,
         "notices leave the house": notices_leave, "all in English": all_in_english,
         "links inside": links_inside,
         "records taken away": records_are_taken_away, "an old site is taken over": site_is_taken_over}


def read_words(words):
    """The file for the counts and the word that names of parts must hold; nothing more is shown in a deep run."""
    words = [word for word in words if word != "--deep"]
    only = ""
    if "--only" in words:
        at = words.index("--only")
        only = words[at + 1]
        del words[at:at + 2]
    return Path(words[0]) if words else None, only


def main():
    file, only = read_words(sys.argv[1:])
    check = Checks()
    if not DINH.exists():
        sys.exit(f"{DINH.relative_to(ROOT)} is not built")
    for program in ("curl", "wget", "nginx", "pdftotext", "psql", "pgbouncer"):
        check.that(f"{program} is here", shutil.which(program, path="/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"))
    check.part("the table of bad input", named_tests_exist)
    with tempfile.TemporaryDirectory(prefix="dinh-interop-") as folder:
        street = Street(folder)
        try:
            for name, part in PARTS.items():
                if only in name:
                    check.part(name, part, street)
        finally:
            street.end()
    print(f"{check.passed} held, {len(check.faults)} did not")
    if file:
        file.write_text(json.dumps({"passed": check.passed, "failed": len(check.faults), "skipped": check.skipped}))
    return 0 if not check.faults else 1


if __name__ == "__main__":
    sys.exit(main())
