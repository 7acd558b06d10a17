"""The portal served by nginx from the plain files that the house writes: what is published stands there within two
seconds, with its compressed forms, and goes on being served when the house is killed."""
import pathlib
import re
import subprocess
import time
import urllib.error
import urllib.request

from houses import free_port

WAIT_SECONDS = 180
ROOT = pathlib.Path(__file__).resolve().parents[2]


class Nginx:
    """The configuration of packaging/nginx with the folder and ports of this test."""

    def __init__(self, folder, public, house_port):
        self.folder, self.port = pathlib.Path(folder), free_port()
        self.folder.mkdir(parents=True, exist_ok=True)
        text = (ROOT / "packaging/nginx/dinh.conf").read_text()
        text = (text.replace("/var/lib/dinh/public", str(public)).replace("127.0.0.1:8080", f"127.0.0.1:{house_port}")
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
    address = street.dinh("dinh-portal-files", data, "--set", f"server.public_folder={public}")
    nginx = Nginx(pathlib.Path(data).parent / "portal-nginx", public, address.rsplit(":", 1)[1])
    try:
        serves(check, street, nginx, public, address)
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
