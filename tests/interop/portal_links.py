"""Every link of every public page of the example portal, within the house: it answers, or leads to what answers. Files
and pages weigh no more than a reader with a thin line can bear."""
import gzip
import html
import http.client
import re
import threading
import urllib.parse

THREADS = 8
MOST_PAGE_BYTES = 8 * 1024
MOST_TEXT_BYTES = 5000
MOST_PICTURE_BYTES = 60 * 1024
MOST_REDIRECTS = 5
LINK = re.compile(rb'(?:href|src|srcset|action)="([^"]+)"')


class Line:
    """One connection that is kept."""

    def __init__(self, address):
        self.host, self.line = address.removeprefix("http://"), None

    def get(self, path):
        for _ in range(3):
            try:
                self.line = self.line or http.client.HTTPConnection(self.host, timeout=60)
                self.line.request("GET", path, headers={"Accept-Encoding": "gzip"})
                answer = self.line.getresponse()
                return answer.status, dict(answer.getheaders()), answer.read()
            except (http.client.HTTPException, ConnectionError):
                self.line = None
        return 0, {}, b""


def within(base, link):
    """The path of a link within the house, without its anchor; nothing for what leads out of it."""
    whole = urllib.parse.urljoin(base, html.unescape(link.decode()))
    parts = urllib.parse.urlsplit(whole)
    if parts.scheme not in ("http", "") or (parts.netloc and parts.netloc != urllib.parse.urlsplit(base).netloc):
        return None
    return urllib.parse.quote(parts.path, safe="/%:@") + ("?" + parts.query if parts.query else "")


class Walk:
    """All pages that links lead to from the list of sites, by a few readers at once."""

    def __init__(self, address):
        self.address = address
        self.lock = threading.Condition()
        self.waiting, self.known, self.busy = ["/trang"], {"/trang": ""}, 0
        self.broken, self.heavy, self.pages, self.files = [], [], 0, 0

    def run(self):
        readers = [threading.Thread(target=self.read) for _ in range(THREADS)]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()

    def read(self):
        line = Line(self.address)
        while True:
            with self.lock:
                self.lock.wait_for(lambda: self.waiting or not self.busy)
                if not self.waiting:
                    self.lock.notify_all()
                    return
                path = self.waiting.pop()
                self.busy += 1
            try:
                self.look(line, path)
            finally:
                with self.lock:
                    self.busy -= 1
                    self.lock.notify_all()

    def look(self, line, asked):
        path, status, headers, body = asked, 0, {}, b""
        for _ in range(MOST_REDIRECTS):
            status, headers, body = line.get(path)
            if status not in (301, 302, 303, 307, 308):
                break
            path = within(self.address + path, headers["Location"].encode())
            if path is None:      # a site of old that lives on elsewhere
                return
        with self.lock:
            if status != 200:
                self.broken.append((asked, status, "on", self.known[asked]))
                return
            kind = headers.get("Content-Type", "")
            self.weigh(path, kind, len(body))
            self.pages, self.files = self.pages + kind.startswith("text/html"), self.files + ("/tep/" in path)
        if not kind.startswith("text/html") or not path.startswith("/trang"):
            return
        plain = gzip.decompress(body) if headers.get("Content-Encoding") == "gzip" else body
        found = {within(self.address + path, link) for link in LINK.findall(plain)} - {None}
        with self.lock:
            new = sorted(one for one in found if one not in self.known)
            self.known.update({one: path for one in new})
            self.waiting += new
            self.lock.notify_all()

    def weigh(self, path, kind, size):
        if re.match(r"/trang/[^/]+/gon(/|$)", path):
            most = MOST_TEXT_BYTES
        elif kind.startswith("text/html"):
            most = MOST_PAGE_BYTES
        elif kind.startswith("image/"):
            most = MOST_PICTURE_BYTES
        else:
            return
        if size > most:
            self.heavy.append((path, size))


def links_of_the_portal(check, street):
    data = street.small_house("portal-links")
    address = street.dinh("dinh-portal-links", data)
    walk = Walk(address)
    walk.run()
    check.that("links: dinh ends as asked", street.close(address) == 0)
    check.that(f"links: {len(walk.known)} addresses, {walk.pages} pages, {walk.files} files", walk.pages > 1000,
               walk.pages)
    check.that("links: every one answers", not walk.broken, walk.broken[:20])
    check.that("links: no page over 8 KB, none of text over 5,000 bytes, no picture over 60 KB", not walk.heavy,
               walk.heavy[:20])
