"""What a measurement runs: the house, nginx, wrk; and what it reads of a process."""
import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "interop"))
from forms import code_now  # noqa: E402, F401
from person import Person  # noqa: E402

CONNECTIONS = 32
PASSWORD = "dinh-vi-du-2026"
CLERK = "vui.dt"
WRITER = "khuyen.ht"    # registers what is measured as registering, so that the pages of the other stay as they are
READY_SECONDS = 120


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


# Of its threads that live: those of the house and of a database connection do as long as we ask.
def cpu_s(pid):
    spent = 0
    for thread in pathlib.Path(f"/proc/{pid}/task").iterdir():
        try:
            spent += int((thread / "schedstat").read_text().split()[0])
        except OSError:
            pass    # ended while we looked
    return spent / 1e9


def rss_mb(pid):
    return int(re.search(r"VmRSS:\s+(\d+)", pathlib.Path(f"/proc/{pid}/status").read_text())[1]) / 1024


class House:
    """`dinh serve` on a data folder, with its database's server when it has one of ours."""

    def __init__(self, program, data, url="", postgres=None, settings=()):
        self.port, self.postgres = free_port(), postgres
        self.address = f"http://127.0.0.1:{self.port}"
        command = [program, "serve", "--data", data, "--port", str(self.port), "--set", "log.level=error"]
        for one in (f"database.url={url}" if url else "", *settings):
            command += ["--set", one] if one else []
        began = time.monotonic()
        self.process = subprocess.Popen(command)
        while not self.ready():
            if self.process.poll() is not None or time.monotonic() - began > READY_SECONDS:
                self.stop()
                raise SystemExit("bench: the house is not ready")
            time.sleep(0.005)
        self.ready_ms = (time.monotonic() - began) * 1000

    def ready(self):
        try:
            return urllib.request.urlopen(self.address + "/readyz", timeout=2).status == 200
        except (urllib.error.URLError, OSError):
            return False

    def rss_mb(self):
        return rss_mb(self.process.pid)

    # Since its start, with threads that ended.
    def process_cpu_s(self):
        words = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")

    # Of the house and of the database it asks.
    def cpu_s(self):
        return cpu_s(self.process.pid), sum(map(cpu_s, self.postgres.processes())) if self.postgres else 0.0

    def sign_in(self, username=CLERK):
        person = Person(self.address)
        answer = person.sign_in(username, PASSWORD)
        if answer.status != 200 or "sessions/new" in answer.path:
            raise SystemExit(f"bench: {username} cannot sign in ({answer.status})")
        return person

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait()


class OneNginx:
    """nginx with one worker and what stands in `http`, its state in a folder of its own."""

    def __init__(self, folder, port, http, modules=""):
        self.port = port
        parts = "\n".join(f"{part}_temp_path {folder}/{part};"
                          for part in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        (folder / "nginx.conf").write_text(
            f"{modules}\n{'user root;' if os.geteuid() == 0 else ''}\n"
            f"worker_processes 1; daemon off; pid {folder}/pid; error_log {folder}/error;\n"
            f"events {{ worker_connections 1024; }}\nhttp {{ access_log off; default_type text/html;\n{parts}\n"
            f"{http} }}\n")
        program = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin")
        self.process = subprocess.Popen([program, "-p", str(folder), "-c", str(folder / "nginx.conf")],
                                        stderr=subprocess.DEVNULL)
        time.sleep(0.5)

    # Of its worker; the master waits.
    def cpu_s(self):
        children = pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return sum(cpu_s(int(child)) for child in children)

    def stop(self):
        self.process.terminate()
        self.process.wait()


class Nginx(OneNginx):
    """Serves files of ours as they are, marked as br."""

    def __init__(self, folder):
        self.files = folder / "files"
        self.files.mkdir(parents=True)
        port = free_port()
        super().__init__(folder, port, f"server {{ listen 127.0.0.1:{port}; root {self.files}; "
                                       "add_header Content-Encoding br; }")

    def serve(self, name, body):
        (self.files / name).write_bytes(body)
        return f"http://127.0.0.1:{self.port}/{name}"


class NginxOfTheHouse(OneNginx):
    """packaging/nginx/dinh.conf with the folder and the ports of the bench."""

    def __init__(self, folder, public, house_port):
        folder.mkdir(parents=True)
        port = free_port()
        text = (ROOT / "packaging" / "nginx" / "dinh.conf").read_text(encoding="utf-8")
        for before, after in (("/var/lib/dinh/public", str(public)), ("/var/log/nginx", str(folder)),
                              ("127.0.0.1:8080", f"127.0.0.1:{house_port}"),
                              ("listen 80 default_server", f"listen 127.0.0.1:{port} default_server")):
            text = text.replace(before, after)
        modules = "\n".join(f"load_module {one};" for one in
                            sorted(pathlib.Path("/usr/lib/nginx/modules").glob("*brotli_static*")))
        super().__init__(folder, port, f"include /etc/nginx/mime.types;\n{text}", modules)


def cookie_of(person):
    return "Cookie: " + "; ".join(f"{one.name}={one.value}" for one in person.jar)


# 0 when wrk has seen too little to tell.
def milliseconds(text):
    read = re.match(r"([\d.]+)(us|ms|s|m)$", text)
    if not read:
        return 0.0
    number, unit = read.groups()
    return float(number) * {"us": 0.001, "ms": 1, "s": 1000, "m": 60000}[unit]


def wrk(url, seconds, headers, connections=CONNECTIONS, script=None):
    """requests/s, p99 in ms, requests, failures."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "--timeout", "10s"]
    for header in headers:
        command += ["-H", header]
    if script:
        command += ["-s", str(script)]
    said = subprocess.run(command + [url], capture_output=True, text=True, check=True).stdout
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])
    count = int(re.search(r"(\d+) requests in", said)[1])
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    broken = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", said)
    return (rate, milliseconds(re.search(r"99%\s+(\S+)", said)[1]), count,
            (int(failed[1]) if failed else 0) + (sum(int(part) for part in broken.groups()) if broken else 0))


# A form's values and what its JSON face wants in the headers; a document a request, each with a key of its own.
REGISTERING = """
local n, key = 0, tostring(os.time()) .. "-%s-"
wrk.method = "POST"
request = function()
  n = n + 1
  local body = string.format(%s, n)
  wrk.headers["Idempotency-Key"] = key .. n
  return wrk.format(nil, nil, nil, body)
end
"""


REGISTER = "/api/v1/documents/incoming"


def registration(person, name):
    """What registers a document by REGISTER: the body, "%d" in the mark to be another number each time, and headers."""
    form = person.get("/documents/incoming/new").form("/documents/incoming/new")
    typed = {"issuing_body": form["issuing_body"], "author_name": "Bưu điện tỉnh", "mark": f"{name}%d/BC-BDT",
             "subject": "V/v cung cấp số liệu phục vụ đánh giá chỉ số chuyển đổi số", "kind": "cong_van",
             "document_day": form["document_day"], "secrecy": "none"}
    return json.dumps(typed, ensure_ascii=False), {
        "X-CSRF-Token": form["_csrf"], "Content-Type": "application/json", "Accept": "application/json",
        "Origin": person.address}


def registering_script(person, folder, name):
    body, headers = registration(person, name)
    script = folder / f"registering-{name}.lua"
    script.write_text(REGISTERING % (name, "[[" + body + "]]"), encoding="utf-8")
    return script, [cookie_of(person), *(f"{header}: {value}" for header, value in headers.items())]


class Peak:
    """The most memory of a process while the block runs."""

    def __init__(self, pid):
        self.pid, self.most, self.over = pid, rss_mb(pid), threading.Event()
        self.thread = threading.Thread(target=self.watch)

    def watch(self):
        while not self.over.wait(0.02):
            self.most = max(self.most, rss_mb(self.pid))

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        self.thread.join()


def send_file(person, size_mb):
    """Registers a document with one file of that size; returns (status, seconds)."""
    form = person.get("/documents/incoming/new").form("/documents/incoming/new")
    fields = {**form, "author_name": "Bưu điện tỉnh", "mark": f"{size_mb}/TEP", "subject": "Tệp lớn"}
    frame = "----dinh-bench"
    head = "".join(f'--{frame}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
                   for name, value in fields.items())
    head += (f'--{frame}\r\nContent-Disposition: form-data; name="files"; filename="lon.pdf"\r\n'
             "Content-Type: application/pdf\r\n\r\n")
    block = b"%PDF-1.4\n1 0 obj <<>> stream\n".ljust(1 << 20, b"x")
    tail = f"\r\n--{frame}--\r\n".encode()
    length = len(head.encode()) + (size_mb << 20) + len(tail)
    host = person.address.removeprefix("http://")
    began = time.monotonic()
    with socket.create_connection(host.split(":"), timeout=120) as line:
        line.sendall((f"POST /documents/incoming/new HTTP/1.1\r\nHost: {host}\r\nOrigin: {person.address}\r\n"
                      f"{cookie_of(person)}\r\nContent-Type: multipart/form-data; boundary={frame}\r\n"
                      f"Content-Length: {length}\r\nConnection: close\r\n\r\n{head}").encode())
        try:
            for _ in range(size_mb):
                line.sendall(block)
            line.sendall(tail)
        except OSError:
            pass  # refused before its end: the answer tells
        answer = line.recv(4096)
    status = re.match(rb"HTTP/1.1 (\d+)", answer)
    return (int(status[1]) if status else 0), time.monotonic() - began
