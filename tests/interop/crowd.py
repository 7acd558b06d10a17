"""A crowd of clerks at one register: many connections at once, some forms sent twice, some lines cut before the answer.
Afterwards every number of the register is accounted for, by the answers, by the printed book and by the database."""
import asyncio
import json
import re
import socket
import struct
import time
import urllib.parse
from collections import Counter
from dataclasses import dataclass, field

from checks import asks_sqlite, password_of, run
from houses import DINH
from person import Person

COUNT = 10_000
CLERK = "may.bt"                        # her register is empty in a small house: its numbers begin with 1
FORM, JSON = "/documents/incoming/new", "/api/v1/documents/incoming"
CONNECTIONS, SESSIONS = 64, 8
TWICE_EVERY, CUT_EVERY = 20, 25         # of the documents: these are sent twice at once, these lose their answer
ANSWER_SECONDS = 60
PRINTED = 1000


@dataclass
class Desk:
    """A signed-in clerk: what every request of hers carries."""
    cookie: str
    csrf: str
    values: dict


@dataclass
class Outcome:
    places: dict = field(default_factory=dict)      # n of the document -> ids that its answers named
    statuses: Counter = field(default_factory=Counter)
    cut: int = 0
    twice: int = 0
    seconds: float = 0


class Line:
    """One connection, kept open; opened again when the house or the test has closed it."""

    def __init__(self, port):
        self.port, self.reader, self.writer = port, None, None

    async def send(self, request):
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port, limit=1 << 20)
        self.writer.write(request)
        await self.writer.drain()

    async def ask(self, request):
        await self.send(request)
        head = (await asyncio.wait_for(self.reader.readuntil(b"\r\n\r\n"), ANSWER_SECONDS)).decode()
        length = int(re.search(r"(?im)^content-length: (\d+)", head).group(1))
        body = await self.reader.readexactly(length)
        if re.search(r"(?im)^connection: close", head):
            await self.close()
        return int(head.split(" ", 2)[1]), head, body

    async def close(self):
        if self.writer:
            self.writer.close()
            try:
                await self.writer.wait_closed()
            except ConnectionError:
                pass
        self.reader = self.writer = None

    def tear(self):
        """The line is lost: a reset, without a word of farewell."""
        lost = self.writer.get_extra_info("socket")
        lost.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()
        self.reader = self.writer = None


def desk_of(person):
    values = person.get(FORM).form(FORM)
    cookie = "; ".join(f"{c.name}={c.value}" for c in person.jar)
    return Desk(cookie, values["_csrf"], values)


def by_form(port, desk, key, mark, subject):
    typed = {**desk.values, "deed_key": key, "author_name": "Bưu điện tỉnh", "mark": mark, "subject": subject}
    body = urllib.parse.urlencode(typed).encode()
    kind = "application/x-www-form-urlencoded"
    return request(port, desk, FORM, kind, "", body)


def by_json(port, desk, key, mark, subject):
    kept = desk.values
    typed = {"issuing_body": kept["issuing_body"], "author_name": "Bưu điện tỉnh", "mark": mark, "subject": subject,
             "kind": "cong_van", "document_day": kept["document_day"], "secrecy": "none"}
    more = f"X-CSRF-Token: {desk.csrf}\r\nIdempotency-Key: {key}\r\nAccept: application/json\r\n"
    return request(port, desk, JSON, "application/json", more, json.dumps(typed).encode())


def request(port, desk, path, kind, more, body):
    head = (f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n"
            f"Cookie: {desk.cookie}\r\nContent-Type: {kind}\r\n{more}Content-Length: {len(body)}\r\n\r\n")
    return head.encode() + body


def id_in(head):
    found = re.search(r"(?im)^location: /(?:api/v1/)?documents/incoming/(\d+)\r", head)
    return found and int(found.group(1))


class Crowd:
    def __init__(self, port, desks, count, run):
        self.port, self.desks, self.count, self.run = port, desks, count, run
        self.left = iter(range(count))
        self.outcome = Outcome(places={n: [] for n in range(count)})

    async def settle(self, line, n, request_bytes):
        status, head, body = await line.ask(request_bytes)
        self.outcome.statuses[status] += 1
        self.outcome.places[n].append(id_in(head) if status in (201, 303) else (status, body[:300]))

    async def clerk(self, number):
        desk, line = self.desks[number % len(self.desks)], Line(self.port)
        make = by_form if number % 2 else by_json
        for n in self.left:
            sent = make(self.port, desk, f"{self.run}-{n}", f"{n + 1}/{self.run}", f"Công văn thử {self.run} số {n}")
            if n % CUT_EVERY == 1:
                await line.send(sent)
                # Some lines go at once, others while the house is at work on it.
                await asyncio.sleep(0.001 * (n // CUT_EVERY % 20))
                line.tear()
                self.outcome.cut += 1
            if n % TWICE_EVERY == 2:
                second = Line(self.port)
                await asyncio.gather(self.settle(line, n, sent), self.settle(second, n, sent))
                await second.close()
                self.outcome.twice += 1
            else:
                await self.settle(line, n, sent)
        await line.close()

    async def work(self):
        begun = time.monotonic()
        await asyncio.gather(*(self.clerk(number) for number in range(CONNECTIONS)))
        self.outcome.seconds = time.monotonic() - begun
        return self.outcome


def at_work(address, people, count, run):
    crowd = Crowd(int(address.rsplit(":", 1)[1]), [desk_of(person) for person in people], count, run)
    return asyncio.run(crowd.work())


def printed_numbers(person, series, last):
    """Every number of the printed book, in order, as often as it stands there; letters after a number are left out."""
    found = []
    for first in range(1, last + 1, PRINTED):
        page = person.get(f"/registers/{series}/print?first={first}&last={min(first + PRINTED - 1, last)}").text
        column = [kind == "w-num" for kind in re.findall(r'<th scope="col" class="([^"]*)">', page)].index(True)
        rows = re.findall(r"<tr[^>]*>((?:<td>.*?</td>)+)</tr>", page, re.S)
        cells = [re.findall(r"<td>(.*?)</td>", row, re.S)[column].strip() for row in rows]
        found += [int(cell) for cell in cells if cell.isdigit()]
    return found


def accounted_for(check, where, rows_of, person, outcome, run):
    """`rows_of(sql)` asks the database."""
    count = len(outcome.places)
    wrong = [(n, told) for n, told in outcome.places.items() if not told or len(set(told)) != 1]
    check.that(f"{where}: each of {count} documents has one id, however often it was sent", not wrong, wrong[:5])
    ids = {told[0] for told in outcome.places.values() if told}
    check.that(f"{where}: no two share one", len(ids) == count, len(ids))
    check.that(f"{where}: lines were cut and forms sent twice", outcome.cut >= count // 30 and
               outcome.twice >= count // 25, (outcome.cut, outcome.twice))
    rows = rows_of("SELECT id, series, arrival_number, arrival_suffix FROM incoming_document "
                   f"WHERE subject LIKE 'Công văn thử {run} số %'")
    check.that(f"{where}: the database holds them and no other", {int(r[0]) for r in rows} == ids, len(rows))
    series = {int(row[1]) for row in rows}
    check.that(f"{where}: all in one register", len(series) == 1, series)
    numbers = sorted(int(row[2]) for row in rows)
    rising = list(range(numbers[0], numbers[0] + count))
    check.that(f"{where}: numbers {numbers[0]}..{numbers[-1]}, each once", numbers == rising, numbers[:5])
    register_is_whole(check, where, rows_of, person, series.pop(), numbers[-1])


def register_is_whole(check, where, rows_of, person, series, last):
    entries = rows_of(f"SELECT number, state, record FROM series_entry WHERE series = {series} AND suffix = ''")
    stored = int(rows_of(f"SELECT last FROM series WHERE id = {series}")[0][0])
    check.that(f"{where}: the register's last number is {last}", stored == last, stored)
    numbers = sorted(int(row[0]) for row in entries)
    check.that(f"{where}: its entries are 1..{last}, count = max", numbers == list(range(1, last + 1)), len(numbers))
    used = [int(row[2]) for row in entries if row[1] == "used"]
    check.that(f"{where}: no document has two", len(used) == len(set(used)), len(used))
    loose = rows_of("SELECT COUNT(*) FROM series_entry e LEFT JOIN incoming_document d ON d.id = e.record AND "
                    "d.series = e.series AND d.arrival_number = e.number "
                    f"WHERE e.series = {series} AND e.state = 'used' AND e.suffix = '' AND d.id IS NULL")[0][0]
    check.that(f"{where}: each leads to the document that bears it", int(loose) == 0, loose)
    printed = printed_numbers(person, series, last)
    check.that(f"{where}: the printed book has each of 1..{last} once", printed == list(range(1, last + 1)),
               (len(printed), printed[:3], printed[-3:]))


def with_crowd(check, address, data, rows_of, count):
    people = [Person(address) for _ in range(SESSIONS)]
    for person in people:
        person.sign_in(CLERK, password_of(data, CLERK))
    name = f"C{count}"
    outcome = at_work(address, people, count, name)
    print(f"  {count} documents over {CONNECTIONS} connections in {outcome.seconds:.1f} s: "
          f"{dict(outcome.statuses)}, {outcome.twice} sent twice, {outcome.cut} cut")
    accounted_for(check, "crowd", rows_of, people[0], outcome, name)


def crowd_at_one_register(check, street):
    data = street.small_house("crowd")
    address = street.dinh("dinh-crowd", data)
    with_crowd(check, address, data, asks_sqlite(data), COUNT)
    check.that("dinh ends as asked", street.close(address) == 0)
    code, out, said = run(DINH, "audit", "verify", "--data", data)
    check.that("dinh audit verify: every deed of the crowd is in the chain", code == 0, said or out)
