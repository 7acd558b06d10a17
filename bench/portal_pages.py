"""Public pages by five servers in turn: the house from its cache, nginx with the same bytes, nginx with the house's own
configuration and files, nginx with the same files and none of it, and a WordPress."""
import http.client
import re
import statistics
import urllib.request

from servers import CONNECTIONS, Nginx, NginxOfTheHouse, cpu_s, wrk

READER = ["User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"]   # counted as one
BR = [*READER, "Accept-Encoding: br"]
# A page of WordPress takes longer than a round of the others; more clients than workers would only wait.
SLOW = {"connections": 8, "longer": 8}
ARTICLE = re.compile(rb'href="(/trang/[a-z0-9-]+/bai/[a-z0-9-]+)"')


def plain(port, path, headers):
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    line.request("GET", path, headers=headers)
    answer = line.getresponse()
    body = answer.read()
    line.close()
    return answer.status, answer.getheader("Content-Encoding", ""), body


def as_br(port, path):
    status, coding, body = plain(port, path, {"Accept-Encoding": "br"})
    if status != 200 or coding != "br":
        raise SystemExit(f"bench: {path} answers {status}, encoded as {coding!r}")
    return body


def paths_of(house, site):
    """name -> path of the kinds of page that are read most."""
    home = plain(house.port, f"/trang/{site}", {})[2]
    return {"home": f"/trang/{site}", "article": ARTICLE.search(home)[1].decode(),
            "list": f"/trang/{site}/muc/tin-tuc-su-kien/2"}


def whole_address(url):
    """Where WordPress leads to: its own addresses, not those that answer with a redirect."""
    with urllib.request.urlopen(url, timeout=60) as answer:
        return answer.url


def wordpress_paths(base):
    """The same three kinds of WordPress."""
    base = base.rstrip("/")
    home = urllib.request.urlopen(base + "/", timeout=60).read().decode("utf-8", "replace")
    posts = re.findall(r'<h[23][^>]*>\s*<a[^>]*href="([^"]+)"', home)
    if len(posts) < 2:
        raise SystemExit(f"bench: {base} shows no articles")
    return {"home": base + "/", "article": posts[-1], "list": whole_address(base + "/?paged=2")}


class Measured:
    """Rates of one server over the rounds, and what a request costs its process."""

    def __init__(self, url, headers, cpu=None, connections=CONNECTIONS, longer=1):
        self.url, self.headers, self.cpu, self.connections, self.longer = url, headers, cpu, connections, longer
        self.rates, self.p99s, self.cpus, self.failed = [], [], [], 0

    def measure(self, seconds):
        before = self.cpu() if self.cpu else 0.0
        rate, p99, count, failed = wrk(self.url, seconds * self.longer, self.headers, self.connections)
        after = self.cpu() if self.cpu else 0.0
        self.rates.append(rate)
        self.p99s.append(p99)
        self.cpus.append((after - before) / max(count, 1) * 1e6)
        self.failed += failed

    def figures(self):
        return {"rate": statistics.median(self.rates), "p99_ms": statistics.median(self.p99s),
                "cpu_us": statistics.median(self.cpus), "failed": self.failed}


def beside(house, site, public, folder, args):
    """name of the page -> server -> figures, with the ratios of each round."""
    nginx = Nginx(folder / "same-bytes")
    files = NginxOfTheHouse(folder / "files", public, house.port)
    wordpress, found = wordpress_paths(args.wordpress) if args.wordpress else {}, {}
    if not args.wordpress:
        print("  WordPress: not given (--wordpress http://...), that row is left out", flush=True)
    try:
        for name, path in paths_of(house, site).items():
            for _ in range(3):
                body = as_br(house.port, path)
            written = as_br(files.port, path)
            servers = {"cache": Measured(house.address + path, BR, lambda: cpu_s(house.process.pid)),
                       "nginx": Measured(nginx.serve(name + "-cache", body), BR, nginx.cpu_s),
                       "files": Measured(f"http://127.0.0.1:{files.port}{path}", BR, files.cpu_s),
                       "plain": Measured(nginx.serve(name + "-file", written), BR, nginx.cpu_s)}
            if wordpress:
                servers["wordpress"] = Measured(wordpress[name], [*READER, "Accept-Encoding: gzip"], None, **SLOW)
            for _ in range(args.rounds):
                for one in servers.values():
                    one.measure(args.seconds)
            found[name] = {**{which: one.figures() for which, one in servers.items()},
                           "bytes": len(body), "file_bytes": len(written)}
            for ratio, (ours, theirs) in {"cache_of_nginx": ("cache", "nginx"), "files_of_plain": ("files", "plain"),
                                          "of_wordpress": ("cache", "wordpress")}.items():
                pairs = zip(servers[ours].rates, servers[theirs].rates) if theirs in servers else ()
                ratios = [a / b for a, b in pairs if b > 0]
                if ratios:
                    found[name][ratio] = statistics.median(ratios)
            print(f"  {name}: " + ", ".join(f"{which} {one.figures()['rate']:,.0f}/s"
                                            for which, one in servers.items()), flush=True)
    finally:
        files.stop()
        nginx.stop()
    return found

