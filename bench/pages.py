#!/usr/bin/env python3
"""Pages of a running house beside nginx serving a file of the same bytes: requests/s, CPU per request, latency, memory.

    bench/pages.py --data DIR [--dinh build/app/dinh] [--seconds 5] [--rounds 3] [--database URL]

Starts `dinh serve` on the data folder (made by `dinh demo`) and nginx on free loopback ports, signs in as an example
clerk, asks each page in turn with wrk (one thread, 32 connections), the house and nginx alternating, and prints a table
in Markdown. Needs wrk and nginx.
"""
import argparse
import os
import pathlib
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "interop"))
from person import Person  # noqa: E402

CONNECTIONS = 32
PASSWORD = "dinh-vi-du-2026"
CLOCK_TICKS = os.sysconf("SC_CLK_TCK")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_ready(address, process, limit_s=60):
    started = time.monotonic()
    while time.monotonic() - started < limit_s:
        if process.poll() is not None:
            sys.exit("bench: the server ended")
        try:
            if urllib.request.urlopen(address + "/readyz", timeout=2).status == 200:
                return time.monotonic() - started
        except (urllib.error.URLError, OSError):
            time.sleep(0.01)
    sys.exit("bench: the server is not ready")


def cpu_s(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / CLOCK_TICKS


def rss_mb(pid):
    return int(re.search(r"VmRSS:\s+(\d+)", pathlib.Path(f"/proc/{pid}/status").read_text())[1]) / 1024


def wrk(url, seconds, headers):
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency"]
    for header in headers:
        command += ["-H", header]
    said = subprocess.run(command + [url], capture_output=True, text=True, check=True).stdout
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])
    p99 = re.search(r"99%\s+([\d.]+)(us|ms|s)", said)
    ms = float(p99[1]) * {"us": 0.001, "ms": 1, "s": 1000}[p99[2]]
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    count = int(re.search(r"(\d+) requests in", said)[1])
    return rate, ms, count, int(failed[1]) if failed else 0


class Nginx:
    def __init__(self, folder):
        self.folder, self.port = folder, free_port()
        self.files = folder / "files"
        self.files.mkdir()
        (folder / "nginx.conf").write_text(
            f"worker_processes 1; daemon off; pid {folder}/pid; error_log {folder}/error;\n"
            "events { worker_connections 1024; }\n"
            f"http {{ access_log off; default_type text/html; client_body_temp_path {folder}/b;\n"
            f"proxy_temp_path {folder}/p;\n"
            f"fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;\n"
            f"server {{ listen 127.0.0.1:{self.port}; root {self.files}; add_header Content-Encoding br; }} }}\n")
        self.process = subprocess.Popen(["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")])
        time.sleep(0.5)

    def serve(self, name, body):
        (self.files / name).write_bytes(body)
        return f"http://127.0.0.1:{self.port}/{name}"


def first_link(person, path, pattern):
    found = re.search(pattern, person.get(path).text)
    return found[1] if found else None


def pages_of(person):
    pages = {"list of incoming documents": "/documents/incoming?view=all", "work list": "/worklist",
             "search, one word": "/search?q=chuyen+doi+so", "search, a sign": "/search?q=UBND"}
    document = first_link(person, "/documents/incoming?view=all", r'href="(/documents/incoming/\d+)"')
    if document:
        pages["document page"] = document
    return pages


def measure(args, address, server, nginx):
    clerk = Person(address)
    clerk.sign_in("vui.dt", PASSWORD)
    cookie = "Cookie: " + "; ".join(f"{one.name}={one.value}" for one in clerk.jar)
    print("| page | bytes (br) | requests/s | p99 ms | CPU µs | nginx, same bytes | ratio |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for name, path in pages_of(clerk).items():
        answer = clerk.get(path, **{"Accept-Encoding": "br"})
        if answer.status != 200:
            sys.exit(f"bench: {path} answers {answer.status}")
        copy = nginx.serve(re.sub(r"\W+", "-", name), answer.body)
        rates, theirs, p99s, cpus = [], [], [], []
        for _ in range(args.rounds):
            before = cpu_s(server.pid)
            rate, p99, count, failed = wrk(address + path, args.seconds, [cookie, "Accept-Encoding: br"])
            if failed:
                sys.exit(f"bench: {path}: {failed} of {count} requests failed")
            cpus.append((cpu_s(server.pid) - before) / count * 1e6)
            rates.append(rate)
            p99s.append(p99)
            theirs.append(wrk(copy, args.seconds, [])[0])
        ours, limit = statistics.median(rates), statistics.median(theirs)
        print(f"| {name} | {len(answer.body):,} | {ours:,.0f} | {statistics.median(p99s):.1f} "
              f"| {statistics.median(cpus):,.0f} | {limit:,.0f} | {ours / limit:.3f} |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--dinh", default=str(ROOT / "build" / "app" / "dinh"))
    parser.add_argument("--database", default="")
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    port = free_port()
    command = [args.dinh, "serve", "--data", args.data, "--port", str(port), "--set", "log.level=error"]
    if args.database:
        command += ["--set", f"database.url={args.database}"]
    with tempfile.TemporaryDirectory() as folder:
        nginx = Nginx(pathlib.Path(folder))
        server = subprocess.Popen(command)
        try:
            address = f"http://127.0.0.1:{port}"
            print(f"ready after {wait_ready(address, server) * 1000:.0f} ms; {rss_mb(server.pid):.0f} MB when ready")
            measure(args, address, server, nginx)
            print(f"{rss_mb(server.pid):.0f} MB after the run")
        finally:
            nginx.process.terminate()
            server.terminate()
            nginx.process.wait()
            server.wait()


if __name__ == "__main__":
    main()
