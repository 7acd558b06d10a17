"""Pages of a running house: five beside nginx with the same bytes, many by their cost alone, and the queries."""
import http.client
import pathlib
import re
import statistics
import threading
import time
import urllib.parse

from servers import cookie_of, wrk

QUERIES = pathlib.Path(__file__).resolve().parent / "queries.txt"
LIST = "/documents/incoming?view=all"
# name -> path and the rows it must show; None: as many as there are
ROWS = {"list": (LIST, 50), "document": (None, None), "work list": ("/worklist", None),
        "search, one word": ("/search?q=chuyen+doi+so", None), "search, a sign": ("/search?q=BC-UBND", 50)}
FORMS = "/documents/incoming/new"


def survey_paths(person):
    """Every kind of page a clerk asks for, by name."""
    incoming = re.search(r'href="(/documents/incoming/\d+)"', person.get(LIST).text)[1]
    outgoing = re.search(r'href="(/documents/outgoing/\d+)"', person.get("/documents/outgoing?view=issued").text)[1]
    registers = re.findall(r'href="(/registers/\d+)"', person.get("/registers").text)
    views = {f"incoming, {view}": f"/documents/incoming?view={view}" for view in (
        "all", "open", "mine", "overdue", "closed", "registered_today", "registered_late", "closed_late")}
    last = re.search(r"before=(\d+)", person.get(LIST).text)
    return {
        **views,
        "incoming, page 2": f"{LIST}&before={last[1]}" if last else LIST,
        "incoming, one kind": f"{LIST}&kind=bao_cao",
        "incoming, a rare kind": f"{LIST}&kind=thong_tu",
        "incoming, urgent": f"{LIST}&urgency=3",
        "incoming, author typed": f"{LIST}&author_name=" + urllib.parse.quote("Bộ Nội vụ"),
        "incoming, one month": f"{LIST}&from=01/03/2026&to=31/03/2026",
        "incoming, words": f"{LIST}&q=" + urllib.parse.quote("chuyển đổi số"),
        "incoming, a form": FORMS,
        "incoming, duplicates": "/documents/incoming/duplicates?mark=125/UBND-TH&author_name=" +
                                urllib.parse.quote("Ủy ban nhân dân tỉnh"),
        "document": incoming, "handling slip": incoming + "/slip", "outgoing document": outgoing,
        "replies": outgoing + "/replies",
        **{f"outgoing, {view}": f"/documents/outgoing?view={view}" for view in ("mine", "to_number", "issued")},
        "registers": "/registers", "register": registers[0] if registers else "/registers",
        "register, printed span": (registers[0] + "/print?first=1&last=50") if registers else "/registers",
        "work list": "/worklist", "work done": "/worklist/done", "to know": "/worklist/known",
        "notices": "/worklist/notices",
        "search, one word": "/search?q=chuyen+doi+so", "search, a sign": "/search?q=BC-UBND",
        "search, one month": "/search?q=chuyen+doi+so&from=01/03/2026&to=31/03/2026",
        "directory": "/directory", "CSV of the list": "/documents/incoming.csv?view=all",
    }


def shown(person, name, path, rows):
    """The page as br, after a first request that is not measured; says when it does not show what it must."""
    for _ in range(3):
        answer = person.get(path, **{"Accept-Encoding": "br"})
    if answer.status != 200:
        raise SystemExit(f"bench: {path} answers {answer.status}")
    titles = len(set(person.get(path).titles()))
    if rows and titles != rows:
        print(f"bench: {name} shows {titles} rows and not {rows}", flush=True)
    return answer, titles


def beside_nginx(house, person, nginx, seconds, rounds):
    """name -> figures, the house and nginx in turn."""
    cookie, found = cookie_of(person), {}
    for name, (path, rows) in ROWS.items():
        path = path or re.search(r'href="(/documents/incoming/\d+)"', person.get(LIST).text)[1]
        answer, titles = shown(person, name, path, rows)
        copy = nginx.serve(re.sub(r"\W+", "-", name), answer.body)
        ours, theirs, p99s, cpus, base_cpus, failures = [], [], [], [], [], 0
        for _ in range(rounds):
            before = house.cpu_s()
            rate, p99, count, failed = wrk(house.address + path, seconds, [cookie, "Accept-Encoding: br"])
            after = house.cpu_s()
            failures += failed
            cpus.append((after[0] - before[0]) / max(count, 1) * 1e6)
            base_cpus.append((after[1] - before[1]) / max(count, 1) * 1e6)
            ours.append(rate)
            p99s.append(p99)
            theirs.append(wrk(copy, max(seconds // 2, 1), [])[0])
        found[name] = {"bytes": len(answer.body), "rows": titles, "rate": statistics.median(ours),
                       "p99_ms": statistics.median(p99s), "cpu_us": statistics.median(cpus), "failed": failures,
                       "db_cpu_us": statistics.median(base_cpus), "nginx": statistics.median(theirs)}
        print(f"  {name}: {found[name]['rate']:,.0f}/s, p99 {found[name]['p99_ms']:.1f} ms", flush=True)
    return found


def survey(house, person, times=15):
    """name -> CPU µs of a request, of the house with its database, and the median ms; one client asks."""
    found = {}
    for name, path in survey_paths(person).items():
        for _ in range(2):
            status = person.get(path).status
        before, took = house.cpu_s(), []
        for _ in range(times):
            began = time.perf_counter()
            person.get(path)
            took.append((time.perf_counter() - began) * 1000)
            if sum(took) > 5000:
                break
        after = house.cpu_s()
        found[name] = {"ms": statistics.median(took), "status": status,
                       "cpu_us": sum(b - a for a, b in zip(before, after)) / len(took) * 1e6}
    return found


def read_queries(file=QUERIES):
    """(band, query)"""
    band, found = "", []
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("# band:"):
            band = line.removeprefix("# band:").split(" - ")[0].strip()
        elif line and not line.startswith("#"):
            found.append((band, line))
    return found


def ask_all(house, cookie, queries, took, path="/search?q="):
    line = http.client.HTTPConnection("127.0.0.1", house.port, timeout=30)
    headers = {"Cookie": cookie.removeprefix("Cookie: "), "Accept-Encoding": "br"}
    for band, query in queries:
        began = time.perf_counter()
        line.request("GET", path + urllib.parse.quote(query), headers=headers)
        answer = line.getresponse()
        answer.read()
        if answer.status != 200:
            raise SystemExit(f"bench: the query {query} answers {answer.status}")
        took.append(((time.perf_counter() - began) * 1000, band, query))
    line.close()


def percentile(sorted_values, share):
    return sorted_values[min(len(sorted_values) - 1, int(len(sorted_values) * share))]


def cost(house, cookie, asked):
    before = house.cpu_s()
    ask_all(house, cookie, asked, [])
    return sum(b - a for a, b in zip(before, house.cpu_s())) / len(asked) * 1e6


def queries(house, person, clients, rounds):
    """p50 and p99 of all queries in turn, the median of each band and the slowest ones."""
    cookie, all_of_them, took = cookie_of(person), read_queries(), []
    ask_all(house, cookie, all_of_them, [])
    before = house.cpu_s()
    threads = [threading.Thread(target=ask_all, args=(house, cookie, all_of_them[i * 50:] + all_of_them[:i * 50], took))
               for _ in range(rounds) for i in range(clients)]
    for first in range(0, len(threads), clients):
        for thread in threads[first:first + clients]:
            thread.start()
        for thread in threads[first:first + clients]:
            thread.join()
    after = house.cpu_s()
    ordered = sorted(one for one, _, _ in took)
    bands = {band: percentile(sorted(one for one, of, _ in took if of == band), 0.5) for band, _ in all_of_them}
    costs = {band: cost(house, cookie, [one for one in all_of_them if one[0] == band]) for band in bands}
    slowest = {}
    for one, _, query in sorted(took):
        slowest[query] = one
    return {"p50_ms": percentile(ordered, 0.5), "p99_ms": percentile(ordered, 0.99), "bands": bands,
            "costs": costs, "cpu_us": sum(b - a for a, b in zip(before, after)) / len(took) * 1e6,
            "slowest": sorted(slowest.items(), key=lambda one: -one[1])[:8]}
