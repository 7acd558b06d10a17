"""An agency with thousands of open documents is merged, and the house is killed again and again while they are handed
over. It goes on each time it is started, and at the end no open record is without an owner and none was lost."""
import re
import time

from checks import asks_sqlite, password_of, run
from crowd import CLERK, SESSIONS, at_work
from forms import signed_in
from houses import DINH
from person import Person

DOCUMENTS = 2_000
CUTS = 3
WAIT_SECONDS = 120
PAGES = "/directory/reorganisations"
OPEN = "state NOT IN ('closed', 'returned_to_sender')"
# Of the agency that ended: what must not be left with it, nor with its posts and units.
LEFT_BEHIND = {
    "documents": f"SELECT count(*) FROM incoming_document WHERE {OPEN} AND owner_agency = {{0}}",
    "parts of their handling":
        "SELECT count(*) FROM forwarding f JOIN post p ON f.receiver_kind = 'post' AND p.id = f.receiver "
        "WHERE f.state IN ('unread', 'read', 'in_process') AND p.until_day IS NOT NULL",
    "work items": "SELECT count(*) FROM work_item WHERE is_open = 1 AND agency = {0}",
    "work items of ended posts and units":
        "SELECT count(*) FROM work_item w WHERE w.is_open = 1 AND (EXISTS (SELECT 1 FROM post p WHERE p.id = w.holder "
        "AND p.until_day IS NOT NULL) OR EXISTS (SELECT 1 FROM unit u WHERE u.id = w.holder AND u.until_day IS NOT "
        "NULL))",
    "planned places": "SELECT count(*) FROM recipient WHERE state = 'planned' AND agency = {0}",
}


def of_the_clerk(rows_of):
    """The agency of the register's clerk and one that takes it over: ids and names."""
    today = time.strftime("%Y-%m-%d")
    ends = rows_of("SELECT p.agency FROM account a JOIN appointment h ON h.person = a.person JOIN post p ON p.id = "
                   f"h.post WHERE a.username = '{CLERK}' AND (h.until_day IS NULL OR h.until_day > '{today}')")[0][0]
    takes = rows_of("SELECT id FROM agency WHERE tenant = 1 AND until_day IS NULL AND id <> "
                    f"{ends} AND slug LIKE 'so-%' ORDER BY id LIMIT 1")[0][0]

    def name_of(agency):
        return rows_of(f"SELECT name FROM agency_version WHERE agency = {agency} ORDER BY id DESC LIMIT 1")[0][0]
    return ends, name_of(ends), takes, name_of(takes)


def decide_merger(check, admin, ends, takes):
    form = admin.get(PAGES + "/new?kind=merge").form(PAGES)
    draft = admin.post(PAGES, {**form, "agency_1": ends, "target_1": takes, "basis": "Nghị quyết số 1/NQ-HĐND"})
    deed = re.search(rf'action="({PAGES}/\d+/decisions)"', draft.text)
    check.that("cut: the merger is drafted", deed is not None, draft.words[:600])
    decided = admin.post(deed[1], draft.form(deed[1]))
    check.that("cut: and decided", decided.status == 200, (decided.status, decided.words[:600]))


def waiting(rows_of):
    return rows_of("SELECT count(*), coalesce(sum(batches), 0) FROM hand_over WHERE state = 'waiting'")[0]


def until(holds):
    begun = time.monotonic()
    while time.monotonic() - begun < WAIT_SECONDS:
        if holds():
            return True
        time.sleep(0.005)
    return False


def killed_at_work(street, rows_of, address, batches_before):
    """Killed as soon as more batches are done than before; whether something was left to do."""
    moved = until(lambda: waiting(rows_of)[1] > batches_before or waiting(rows_of)[0] == 0)
    process = street.houses.pop(address)
    process.kill()
    process.wait()
    return moved and waiting(rows_of)[0] > 0


def all_have_owners(check, rows_of, ends, takes, before):
    for what, sql in LEFT_BEHIND.items():
        left = rows_of(sql.format(ends))[0][0]
        check.that(f"cut: no {what} left behind", left == 0, left)
    now = rows_of(f"SELECT count(*) FROM incoming_document WHERE {OPEN} AND owner_agency = {takes}")[0][0]
    check.that(f"cut: the successor has all {now}", now == before, (now, before))
    told = rows_of(f"SELECT sum(moved) FROM hand_over_line WHERE from_agency = {ends}")[0][0]
    check.that("cut: the log tells of no fewer", told >= now - before or told > 0, told)


def hand_over_is_cut(check, street):
    data = street.small_house("handed-over")
    rows_of = asks_sqlite(data)
    address = street.dinh("dinh-handed-over", data)
    people = [Person(address) for _ in range(SESSIONS)]
    for person in people:
        person.sign_in(CLERK, password_of(data, CLERK))
    at_work(address, people, DOCUMENTS, "H")
    ends, ends_name, takes, takes_name = of_the_clerk(rows_of)
    before = rows_of(f"SELECT count(*) FROM incoming_document WHERE {OPEN} AND owner_agency IN ({ends}, {takes})")[0][0]
    check.that(f"cut: {before} open documents", before >= DOCUMENTS, before)
    decide_merger(check, signed_in(address, data, "admin"), ends_name, takes_name)
    cuts = 0
    for _ in range(CUTS):
        cuts += killed_at_work(street, rows_of, address, waiting(rows_of)[1])
        address = street.dinh("dinh-handed-over", data)
    check.that(f"cut: killed {cuts} times with work left", cuts > 0, cuts)
    check.that("cut: it goes on to its end by itself", until(lambda: waiting(rows_of)[0] == 0), waiting(rows_of))
    all_have_owners(check, rows_of, ends, takes, before)
    check.that("dinh ends as asked", street.close(address) == 0)
    code, out, said = run(DINH, "audit", "verify", "--data", data)
    check.that("dinh audit verify: the chain holds", code == 0, said or out)
