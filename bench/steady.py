"""Clients who ask for pages, or do a deed, at a steady pace, whatever else the house does; what they waited, by spans
of time."""
import collections
import http.client
import multiprocessing
import threading
import time
import urllib.parse

CLIENTS, EVERY_S = 4, 0.05
SHARE = 0.99
WELL = (200, 201)

Deed = collections.namedtuple("Deed", "path body headers")     # "%d" in the body: another number each time


def ask(line, headers, wanted):
    if isinstance(wanted, Deed):
        number = str(time.time_ns())
        line.request("POST", wanted.path, wanted.body.replace("%d", number).encode(),
                     {**headers, **wanted.headers, "Idempotency-Key": "steady-" + number})
    else:
        line.request("GET", wanted, headers=headers)
    answer = line.getresponse()
    answer.read()
    return answer.status


def ask_on(port, headers, paths, over, kept):
    """A late answer makes the next one late: each wait counts from when the page was wanted."""
    line, wanted, n = http.client.HTTPConnection("127.0.0.1", port, timeout=60), time.monotonic(), 0
    while not over.is_set():
        wanted += EVERY_S
        time.sleep(max(0.0, wanted - time.monotonic()))
        name, path = paths[n % len(paths)]
        n += 1
        try:
            status = ask(line, headers, path)
        except (http.client.HTTPException, OSError):
            line.close()
            status = 0
        kept.append((name, wanted, (time.monotonic() - wanted) * 1000, status))


def ask_steadily(port, headers, paths, over, pipe):
    kept, threads = [], []
    for first in range(CLIENTS):
        turned = paths[first % len(paths):] + paths[:first % len(paths)]
        threads.append(threading.Thread(target=ask_on, args=(port, headers, turned, over, kept)))
    for thread in threads:
        time.sleep(EVERY_S / CLIENTS)
        thread.start()
    for thread in threads:
        thread.join()
    pipe.send(kept)


class Steady:
    """In a process of its own, so that what we do beside does not delay it. pages: name -> path or Deed."""

    def __init__(self, house, cookie, pages):
        self.over, (self.pipe, theirs) = multiprocessing.Event(), multiprocessing.Pipe(duplex=False)
        headers = {"Cookie": cookie.removeprefix("Cookie: "), "Accept-Encoding": "br"}
        self.kept = []
        self.process = multiprocessing.Process(
            target=ask_steadily,
            args=(urllib.parse.urlsplit(house.address).port, headers, list(pages.items()), self.over, theirs))

    def __enter__(self):
        self.process.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        self.kept = self.pipe.recv()
        self.process.join()

    def between(self, begin, end):
        """name -> p50, p99, most in ms and how many; of pages wanted between two moments of time.monotonic()."""
        found = {}
        for name in sorted({name for name, *_ in self.kept}):
            waits = sorted(ms for one, at, ms, _ in self.kept if one == name and begin <= at < end)
            if waits:
                found[name] = {"p50_ms": waits[len(waits) // 2], "p99_ms": waits[int(len(waits) * SHARE)],
                               "most_ms": waits[-1], "count": len(waits)}
        return found

    def failed(self):
        return sum(1 for *_, status in self.kept if status not in WELL)
