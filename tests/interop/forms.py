"""Every field of every form, filled with what nobody should type. People of different roles walk the house, gather the
forms they meet and send each with hostile values: the house answers as a rule or a right has it, never with a fault of
its own, and nothing typed ever becomes part of a page."""
import base64
import hashlib
import hmac
import html
import http.client
import re
import time
import unicodedata
import urllib.parse
from collections import Counter

from checks import asks_sqlite, password_of, run
from houses import DINH
from person import Person, fields

PEOPLE = ("vui.dt", "kiem.ht", "luong.bx", "phau.sa", "admin")
STARTS = ("/worklist", "/documents/incoming?view=all", "/documents/outgoing?view=all", "/registers", "/directory",
          "/documents/incoming/new", "/documents/outgoing/new", "/directory/delegations", "/directory/people",
          "/directory/agencies", "/directory/groups", "/accounts", "/settings", "/account")
PAGES_MOST, OF_ONE_KIND = 120, 2
SCRIPT = "<script>alert(7)</script>\"'><img src=x onerror=alert(7)>{{SUBJECT}}{{#X}}[[Lưu]]%1"
STORED = ("<script>alert(7)</script>", "{{SUBJECT}}'\"><img src=x onerror=alert(7)>")     # short enough for most boxes
MARKS_OF_SCRIPT = ("<script>alert(7)", "<img src=x onerror")
TEXTS = {
    "scripts and template marks": SCRIPT,
    "a word of 10,000 letters": "đ" * 10_000,
    "control characters": "a\x00b\x07c\u202ed\u0000\r\n\x1b[31m",
    "loose marks": unicodedata.normalize("NFD", "Về việc thử nghiệm quá trình xử lý") + "\u0301" * 50,
    "half a letter": b"v\xc4\xff\xed\xa0\x80",
    "a statement": "'; DROP TABLE series; --",
}
ONE_BY_ONE = {
    "an impossible day": "31/02/2026",
    "a day far away": "99/99/99999",
    "too large a number": "99999999999999999999999",
    "a negative number": "-1",
    "a number in another writing": "1e9",
    "nothing": "",
    "an id of nobody": "1",
}
FINE = {200, 303, 400, 403, 404, 405, 409, 413, 422}
LEFT_ALONE = re.compile(r"/sessions|/password|second-factor|one-time-codes")     # they would end the walk


def code_now(secret):
    """What an authenticator shows for this key (RFC 6238)."""
    key = base64.b32decode(secret.replace(" ", "") + "=" * (-len(secret.replace(" ", "")) % 8))
    digest = hmac.new(key, (int(time.time()) // 30).to_bytes(8, "big"), hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(int.from_bytes(digest[at:at + 4], 'big') & 0x7fffffff) % 1_000_000:06}"


def signed_in(address, data, username):
    person = Person(address)
    landed = person.sign_in(username, password_of(data, username))
    place = "/accounts/me/second-factor"
    if landed.path == place:
        secret = re.search(r"<code>([A-Z2-7 ]+)</code>", landed.text).group(1)
        person.post(place, {**landed.form(place), "code": code_now(secret)})
    return person


class Walker:
    """A signed-in person who follows no redirects by himself."""

    def __init__(self, address, data, username):
        person = signed_in(address, data, username)
        self.name, self.address = username, address
        self.cookie = "; ".join(f"{c.name}={c.value}" for c in person.jar)
        self.line = http.client.HTTPConnection(address.removeprefix("http://"), timeout=60)

    def ask(self, method, path, body=None):
        """Status and page; no page when it is a table or a file, where text stands as it was typed."""
        headers = {"Cookie": self.cookie, "Origin": self.address}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            answer = self.sent(method, path, body, headers)
        except (http.client.HTTPException, ConnectionError):
            self.line.close()               # the house ends lines on which something malformed came
            answer = self.sent(method, path, body, headers)
        page = answer.read().decode("utf-8", "replace")
        return answer.status, page if (answer.getheader("Content-Type") or "").startswith("text/html") else ""

    def sent(self, method, path, body, headers):
        self.line.request(method, path, body, headers)
        return self.line.getresponse()


def kind_of(path):
    """Paths that differ only by the record."""
    return re.sub(r"\d+", "N", path.split("?")[0])


class Form:
    """As it stands on a page: where it leads, its values, its boxes, and which of them take any text."""

    def __init__(self, action, inside):
        self.action, self.values = action, fields(inside)
        named = re.findall(r'<(input|select|textarea|button)([^>]*)\bname="([^"]+)"([^>]*)', inside)
        self.boxes = {name for _, _, name, _ in named if name not in ("_csrf", "deed_key", "_method")}
        # A text in a box for a day or a number, or too long for its box, would keep the rest from being stored.
        self.texts = {name for tag, before, name, after in named if takes_texts(tag, name, before + after)}


def takes_texts(tag, name, attributes):
    most = re.search(r'maxlength="(\d+)"', attributes)
    typed = tag == "textarea" or (tag == "input" and not re.search(r'type="(?!text|search)', attributes))
    return (typed and not re.search(r"day|due|from|until|pages|copies|number|order", name) and
            (not most or int(most.group(1)) >= max(map(len, STORED))))


def walk(walker, look=lambda path, status, page: None):
    """kind of form -> the form, and the paths, of all pages within reach."""
    waiting, seen, forms, paths = list(STARTS), Counter(), {}, {}
    while waiting and sum(seen.values()) < PAGES_MOST:
        path = waiting.pop(0)
        if seen[kind_of(path)] >= OF_ONE_KIND or LEFT_ALONE.search(path):
            continue
        seen[kind_of(path)] += 1
        status, page = walker.ask("GET", path)
        look(path, status, page)
        if status != 200:
            continue
        paths[path] = kind_of(path)
        for opening, inside in re.findall(r"<form([^>]*)>(.*?)</form>", page, re.S):
            named = re.search(r'action="([^"]*)"', opening)
            action = html.unescape(named.group(1)) if named else path
            if 'method="post"' in opening and not LEFT_ALONE.search(action):
                form = Form(action, inside)
                forms.setdefault((kind_of(action), frozenset(form.boxes)), form)
        links = [html.unescape(link) for link in re.findall(r'href="(/[^"#]*)"', page)]
        waiting += [link for link in links if not link.startswith("/assets/") and "/files/" not in link]
    return forms, list(paths)


class Sweep:
    def __init__(self):
        self.sent, self.statuses, self.faults, self.sent_of = 0, Counter(), [], Counter()

    def judge(self, where, what, status, page):
        self.sent += 1
        self.statuses[status] += 1
        if status not in FINE:
            self.faults.append((where, what, status, page[-300:]))
        elif any(mark in page for mark in MARKS_OF_SCRIPT):
            self.faults.append((where, what, "what was typed has become part of the page", status))

    def form(self, walker, form):
        action, values = form.action, form.values
        for bad in STORED:
            self.send(walker, action, {**values, **{box: bad for box in form.texts}}, "scripts in the texts")
        for what, bad in TEXTS.items():
            self.send(walker, action, {**values, **{box: bad for box in form.boxes - {"version"}}}, what)
        for box in sorted(form.boxes):
            for what, bad in ONE_BY_ONE.items():
                self.send(walker, action, {**values, box: bad}, f"{what} in {box}")
        self.send(walker, action, {"_csrf": values.get("_csrf", "")}, "no field at all")
        self.send(walker, action, [*values.items(), *values.items()], "every field twice")
        self.send(walker, action, {**values, "_csrf": "x"}, "a token of nobody")
        self.sent_of[kind_of(action)] += 1

    def send(self, walker, action, values, what):
        # A key of its own: otherwise the first answer would be given again.
        pairs = list(values.items()) if isinstance(values, dict) else values
        pairs = [(name, f"sweep-{self.sent}" if name == "deed_key" else value) for name, value in pairs]
        status, page = walker.ask("POST", action, urllib.parse.urlencode(pairs))
        self.judge(f"{walker.name} POST {action}", what, status, page)

    def addresses(self, walker, paths):
        names = {(path.split("?")[0], name) for path in paths if "?" in path
                 for name, _ in urllib.parse.parse_qsl(path.split("?", 1)[1], keep_blank_values=True)}
        for place, name in sorted(names):
            for what, bad in {**TEXTS, **ONE_BY_ONE}.items():
                query = urllib.parse.urlencode({name: bad})
                if len(query) < 12_000:
                    status, page = walker.ask("GET", f"{place}?{query}")
                    self.judge(f"{walker.name} GET {place}?{name}", what, status, page)


def every_field(check, street):
    data = street.small_house("forms")
    address = street.dinh("dinh-forms", data)
    sweep, known = Sweep(), set()
    for username in PEOPLE:
        walker = Walker(address, data, username)
        forms, paths = walk(walker)
        for key in forms.keys() - known:
            known.add(key)
            sweep.form(walker, forms[key])
        sweep.addresses(walker, paths)
        walk(walker, lambda path, *answer: sweep.judge(f"{username} GET {path}", "what was typed before", *answer))
    stored = asks_sqlite(data)("SELECT COUNT(*) FROM incoming_document WHERE subject LIKE '%<script>%'")[0][0]
    check.that("some of it was taken as the text it is", stored > 0, stored)
    print(f"  {len(known)} forms, {sweep.sent} requests: {dict(sorted(sweep.statuses.items()))}")
    print("  " + " ".join(sorted(sweep.sent_of)))
    check.that("forms of every module were met", len(sweep.sent_of) >= 25 and sweep.sent >= 1500, sweep.sent_of)
    check.that("hostile values are refused, not failed on", not sweep.faults, sweep.faults[:8])
    check.that("refusals are refusals", sweep.statuses[422] > 500 and sweep.statuses[403] > 10, sweep.statuses)
    broken = re.findall(r".*(?:WEB_REQUEST_BROKEN| critical ).*", street.log_of(address).read_text(errors="replace"))
    check.that("nothing broke inside", not broken, broken[:5])
    check.that("dinh ends as asked", street.close(address) == 0)
    code, _, said = run(DINH, "audit", "verify", "--data", data)
    check.that("the audit chain holds", code == 0, said)
