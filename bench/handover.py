"""What happens beside the work of others: an agency with 100,000 documents is taken away as a folder; with 200,000 it
is merged into another. A clerk of a third agency goes on meanwhile."""
import re
import time

from servers import Peak, code_now, cookie_of
from steady import Steady

ADMIN = "admin"
ENDS, TAKES_OVER, THIRD = "so-nong-nghiep-va-moi-truong", "so-noi-vu", "so-khoa-hoc-va-cong-nghe"
RECORDS, OPEN, EXPORTED = 200_000, 40_000, 100_000
LEAST_COPIES = 20       # smaller houses have not so many documents
OTHERS = {"list": "/documents/incoming?view=all", "work list": "/worklist"}
WAIT_S = 3600
PAGES = "/directory/reorganisations"


def agency(place, slug):
    """Its id and the name it has now."""
    found = place.ask("SELECT a.id, v.name FROM agency a JOIN agency_version v ON v.agency = a.id "
                      f"WHERE a.slug = '{slug}' ORDER BY v.id DESC LIMIT 1")
    return int(found[0][0]), found[0][1]


def documents_of(place, owner):
    return int(place.ask(f"SELECT (SELECT count(*) FROM incoming_document WHERE owner_agency = {owner}) + "
                         f"(SELECT count(*) FROM outgoing_document WHERE owner_agency = {owner})")[0][0])


def gather(place, owner, wanted, opened):
    """No agency of the example has so many: it gets closed documents of others, but none of the third one, and some of
    all are open again."""
    third = agency(place, THIRD)[0]
    for table, states in (("incoming_document", "'closed'"), ("outgoing_document", "'issued', 'draft_dropped'")):
        lacking = wanted - documents_of(place, owner)
        if lacking > 0:
            place.change(f"UPDATE {table} SET owner_agency = {owner} WHERE id IN (SELECT id FROM {table} WHERE "
                         f"owner_agency NOT IN ({owner}, {third}) AND state IN ({states}) ORDER BY id LIMIT {lacking})")
    place.change("UPDATE incoming_document SET state = 'in_process' WHERE id IN (SELECT id FROM incoming_document "
                 f"WHERE owner_agency = {owner} AND state = 'closed' ORDER BY id DESC LIMIT {opened})")


def signed_in(house, username):
    """With a second factor set up on the way when his role asks for one."""
    person = house.sign_in(username)
    place = "/accounts/me/second-factor"
    page = person.get(place)
    secret = re.search(r"<code>([A-Z2-7 ]+)</code>", page.text)
    if secret:
        person.post(place, {**page.form(place), "code": code_now(secret.group(1))})
    return person


def must(answer, what):
    if answer.status != 200:
        raise SystemExit(f"bench: {what} answers {answer.status}: {answer.words[:600]}")
    return answer


def until(what, holds):
    began = time.monotonic()
    while not holds():
        if time.monotonic() - began > WAIT_S:
            raise SystemExit(f"bench: {what} has no end")
        time.sleep(0.1)
    return time.monotonic()


def timed(work):
    began = time.monotonic()
    return work(), time.monotonic() - began


def merge(place, admin):
    """Drafts and decides it: the form's page, the seconds of the draft and of the deed, and when that began."""
    form = must(admin.get(PAGES + "/new?kind=merge"), "the form").form(PAGES)
    typed = {**form, "agency_1": agency(place, ENDS)[1], "target_1": agency(place, TAKES_OVER)[1],
             "basis": "Nghị quyết số 1/NQ-HĐND"}
    draft, draft_s = timed(lambda: must(admin.post(PAGES, typed), "the draft"))
    deed = re.search(rf'action="({PAGES}/\d+/decisions)"', draft.text)
    if not deed:
        raise SystemExit(f"bench: nothing to decide: {draft.words[:600]}")
    began = time.monotonic()
    _, deed_s = timed(lambda: must(admin.post(deed[1], draft.form(deed[1])), "the decision"))
    return draft_s, deed_s, began


def beside(steady, before, during, after):
    """Waits of the third agency's clerk before, during and after; the ratio is to the slower of both rests."""
    found = {name: steady.between(*span) for name, span in
             (("before", before), ("during", during), ("after", after))}
    found["failed"] = steady.failed()
    for name in OTHERS:
        rest = max(found[when].get(name, {}).get("p99_ms", 0.0) for when in ("before", "after"))
        found[f"{name}, times"] = found["during"][name]["p99_ms"] / rest if name in found["during"] and rest else 0.0
    return found


def hand_over(place, args, owner, house, clerk, admin):
    found = {"records": documents_of(place, owner)}
    with Steady(house, cookie_of(clerk), OTHERS) as steady:
        quiet = time.monotonic() + 1
        time.sleep(args.quiet)
        found["draft_s"], found["deed_s"], began = merge(place, admin)
        decided = began + found["deed_s"]
        ended = until("the hand-over", lambda: int(place.ask("SELECT count(*) FROM hand_over WHERE state = 'waiting'")
                                                   [0][0]) == 0)
        found["hand_over_s"] = ended - decided
        time.sleep(args.quiet)
        after = time.monotonic()
    found["beside"] = beside(steady, (quiet, began), (began, ended), (ended + 1, after))
    found["moved"] = int(place.ask(f"SELECT sum(moved) FROM hand_over_line WHERE from_agency = {owner}")[0][0])
    found["batches"] = int(place.ask(f"SELECT sum(batches) FROM hand_over WHERE from_agency = {owner}")[0][0])
    left = int(place.ask("SELECT count(*) FROM incoming_document WHERE state = 'in_process' AND owner_agency = "
                         f"{owner}")[0][0])
    if left:
        raise SystemExit(f"bench: {left} open documents stayed with the agency that ended")
    return found


def export(place, args, owner, house, clerk, admin):
    with Steady(house, cookie_of(clerk), OTHERS) as steady:
        quiet = time.monotonic() + 1
        time.sleep(args.quiet)
        idle, path = house.rss_mb(), f"/exports?agency={owner}"
        with Peak(house.process.pid) as peak:
            began = time.monotonic()
            must(admin.post(path, must(admin.get(path), path).form(path)), "the order")
            waiting = "SELECT count(*) FROM export_order WHERE state = 'waiting'"
            ended = until("the export", lambda: int(place.ask(waiting)[0][0]) == 0)
        time.sleep(args.quiet)
        after = time.monotonic()
    state, records = place.ask("SELECT state, records FROM export_order ORDER BY id DESC LIMIT 1")[0]
    if state != "ready":
        raise SystemExit(f"bench: the export is {state}")
    size = int(place.ask("SELECT size_bytes FROM export_order ORDER BY id DESC LIMIT 1")[0][0])
    return {"seconds": ended - began, "flat_mb": peak.most - idle, "idle_mb": idle, "records": int(records),
            "size_mb": size / 1e6, "beside": beside(steady, (quiet, began), (began, ended), (ended + 1, after))}


PARTS = {"export": (EXPORTED, 0, export), "handover": (RECORDS, OPEN, hand_over)}


def measure(place, args):
    """The parts asked for; the house ends changed."""
    owner, found, people = agency(place, ENDS)[0], {}, None
    for name, (wanted, opened, part) in PARTS.items():
        if name not in args.parts.split(","):
            continue
        gather(place, owner, wanted, opened)
        house = place.open()
        try:
            people = people or (house.sign_in(), signed_in(house, ADMIN))
            for person in people:
                person.address = house.address      # the cookies of before still hold
            for path in OTHERS.values():
                must(people[0].get(path), path)
            found[name] = part(place, args, owner, house, *people)
        finally:
            house.stop()
    return found
