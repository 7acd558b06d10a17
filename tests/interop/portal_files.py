"""The portal served by nginx from the plain files that the house writes: what is published stands there within two
seconds, with its compressed forms, and goes on being served when the house is killed. What nginx served is counted."""
import json
import pathlib
import re
import subprocess
import time
import urllib.error
import urllib.request

from checks import password_of
from houses import free_port
from person import Person

WAIT_SECONDS = 180
SITE, EDITOR = "/trang/so-khoa-hoc-va-cong-nghe", "luong.bx"
BROWSER = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"}
ROOT = pathlib.Path(__file__).resolve().parents[2]


class Nginx:
    """The configuration of packaging/nginx with the folder and ports of this test."""

    def __init__(self, folder, public, house_port):
        self.folder, self.port = pathlib.Path(folder), free_port()
        self.folder.mkdir(parents=True, exist_ok=True)
        text = (ROOT / "packaging/nginx/dinh.conf").read_text()
        self.log = self.folder / "dinh-use.log"
        text = (text.replace("/var/lib/dinh/public", str(public)).replace("127.0.0.1:8080", f"127.0.0.1:{house_port}")
                .replace("/var/log/nginx/dinh-use.log", str(self.log))
                .replace("listen 80 default_server", f"listen 127.0.0.1:{self.port} default_server"))
        modules = "\n".join(f"load_module {one};" for one in
                            sorted(pathlib.Path("/usr/lib/nginx/modules").glob("*brotli_static*")))
        temp = "\n".join(f"{name}_temp_path {self.folder}/{name};" for name in
                         ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        conf = self.folder / "nginx.conf"
        conf.write_text(f"{modules}\ndaemon off;\npid {self.folder}/pid;\nerror_log {self.folder}/error.log;\n"
                        f"user root;\nevents {{}}\nhttp {{\ninclude /etc/nginx/mime.types;\naccess_log off;\n"
                        f"{temp}\n{text}\n}}\n")
        self.process = subprocess.Popen(["nginx", "-c", str(conf), "-p", str(self.folder)],
                                        stderr=(self.folder / "start.log").open("wb"))

    def started(self):
        return until(lambda: self.get("/")[0] != 0, 10) is not None

    def get(self, path, headers=None, host=None):
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=headers or {})
        if host:
            request.add_header("Host", host)
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, dict(answer.headers), answer.read()
        except urllib.error.HTTPError as failure:
            return failure.code, dict(failure.headers), failure.read()
        except OSError as failure:
            return 0, {}, str(failure).encode()

    def stop(self):
        self.process.terminate()
        self.process.wait()


def until(holds, seconds=WAIT_SECONDS):
    begun = time.monotonic()
    while time.monotonic() - begun < seconds:
        if holds():
            return time.monotonic() - begun
        time.sleep(0.02)
    return None


def pages_as_files(check, street):
    data = street.small_house("portal-files")
    public = pathlib.Path(data).parent / "portal-public"
    folder = pathlib.Path(data).parent / "portal-nginx"
    options = ["--set", f"server.public_folder={public}", "--set", f"server.public_log={folder}/dinh-use.log"]
    address = street.dinh("dinh-portal-files", data, *options)
    nginx = Nginx(folder, public, address.rsplit(":", 1)[1])
    try:
        serves(check, street, nginx, public, address)
        is_counted(check, street, nginx, data, options)
    finally:
        nginx.stop()


def serves(check, street, nginx, public, address):
    home = public / "_/trang/index.html"
    check.that("files: the list of all sites is written", until(home.exists) is not None, list(public.glob("*")))
    everything = until(lambda: (public / ".position-0").exists())
    check.that("files: every page was written", everything is not None, "")
    pages = sorted(public.rglob("index.html"))
    check.that(f"files: {len(pages)} pages", len(pages) > 200, len(pages))
    check.that("files: nginx takes the configuration of packaging/", nginx.started(),
               (nginx.folder / "start.log").read_text())
    site = re.findall(rb'href="(/trang/[a-z0-9-]+)"', home.read_bytes())[0].decode()
    status, headers, body = nginx.get(site, {"Accept-Encoding": "gzip"})
    check.that("files: nginx serves a site's first page", status == 200, (status, body[:200]))
    check.that("files: compressed", headers.get("Content-Encoding") == "gzip", headers)
    check.that("files: to be asked for again", headers.get("Cache-Control") == "no-cache", headers)
    _, headers, plain = nginx.get(site)
    same = nginx.get(site, {"If-None-Match": headers.get("ETag", "")})[0]
    check.that("files: unchanged is not sent twice", same == 304, same)
    style = re.search(rb'href="(/assets/[^"]+\.css)"', plain)
    check.that("files: a question goes to the house", nginx.get(site + "/tim?q=chuyen")[0] == 200, "")
    for trick in ("/trang/../.position-0", "/.position-0", "/trang/%2e%2e/.position-0", "/trang/.hidden", "/_/trang"):
        status = nginx.get(trick)[0]
        check.that(f"files: {trick} is not there", status in (400, 404), status)
    process = street.houses.pop(address)
    process.kill()
    process.wait()
    status, _, body = nginx.get(site)
    check.that("killed: nginx still serves the page", status == 200 and body == plain, status)
    check.that("killed: and its look", style is not None and nginx.get(style[1].decode())[0] == 200, style)
    linked = sorted(set(re.findall(rb'href="(/trang/[^"?#]+)"', plain)))
    missing = [path.decode() for path in linked if nginx.get(path.decode())[0] != 200]
    check.that(f"killed: {len(linked)} linked pages, those that need the house say so",
               all(nginx.get(path)[0] == 503 for path in missing) and len(missing) < len(linked) / 2, missing)
    check.that("killed: the work of officials waits with a word", nginx.get("/worklist")[0] == 503, "")


def is_counted(check, street, nginx, data, options):
    """The house is down. It reads the log each minute, and once more when it ends."""
    article = re.search(rb'href="(' + SITE.encode() + rb'/bai/[^"#?]+)"', nginx.get(SITE)[2])[1].decode()
    tag = nginx.get(SITE)[1].get("ETag", "")
    title = re.search(r"<h1[^>]*>(.*?)</h1>", nginx.get(article)[2].decode())[1]
    host = "cong.example.vn"
    read = [nginx.get(article, BROWSER, host) for _ in range(5)]
    read += [nginx.get(SITE, {**BROWSER, "Accept-Encoding": "br"}, host),
             nginx.get(SITE, {**BROWSER, "If-None-Match": tag}, host),
             nginx.get(article.replace(SITE, SITE + "/gon", 1), BROWSER, host)]
    check.that("counted: pages are read while the house is down", [one[0] for one in read] == [200] * 6 + [304, 200],
               [one[0] for one in read])
    check.that("counted: without a cookie", not any("Set-Cookie" in one[1] for one in read), read[0][1])
    nginx.get(SITE + "/khong-co", BROWSER, host)
    until(lambda: nginx.log.exists() and nginx.log.read_text().count("\n") >= len(read), 10)
    log = nginx.log.read_text()
    check.that("counted: the log tells no address and no agent",
               "127.0.0.1" not in log and "Mozilla" not in log and "urllib" not in log, log[:600])
    check.that("counted: the house ends as asked", street.close(street.dinh("dinh-counts", data, *options)) == 0)
    address = street.dinh("dinh-counted", data, *options)
    person = Person(address)
    days = json.loads(person.get(SITE + "/thong-ke.json").text)["days"]
    told = {one["form"]: one["views"] for one in days if one["day"] == max(one["day"] for one in days)}
    check.that("counted: seven pages and a text variant, nothing of machines", told == {"page": 7, "text": 1}, days)
    person.sign_in(EDITOR, password_of(data, EDITOR))
    figures = person.get(re.search(r'href="(/portal/use/\d+)"', person.get("/portal/use").text)[1])
    line = re.search(rf'href="{re.escape(article)}">(.*?)</a>.*?<td[^>]*>(\d+)</td>', figures.text, re.S)
    check.that("counted: the editors see how often the article was read", line and line[1] == title and line[2] == "6",
               (title, line and line.groups()))
    page = nginx.get(SITE + "/thong-ke")
    check.that("counted: what everybody sees of it is a file", page[0] == 200 and
               "Số liệu đến hết ngày" in page[2].decode() and "no-cache" in page[1].get("Cache-Control", ""), page[:2])
