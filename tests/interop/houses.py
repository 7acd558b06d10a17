"""Programs started for these tests: dinh, nginx, PostgreSQL, PgBouncer. Each is ended by its own process id."""
import os
import pwd
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
DINH = Path(os.environ.get("DINH", ROOT / "build/app/dinh"))
READY_SECONDS = 60


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def wait_until(what, answers, process=None, log=None):
    begun = time.monotonic()
    while time.monotonic() - begun < READY_SECONDS:
        if process and process.poll() is not None:
            break
        try:
            if answers():
                return
        except OSError:
            pass
        time.sleep(0.1)
    said = Path(log).read_text(errors="replace")[-2000:] if log and Path(log).exists() else ""
    raise RuntimeError(f"{what} was not ready\n{said}")


def tcp(port):
    with socket.create_connection(("127.0.0.1", port), timeout=2):
        return True


def ready(address):
    try:
        with urllib.request.urlopen(address + "/readyz", timeout=5) as answer:
            return answer.status == 200
    except urllib.error.HTTPError:
        return False


def ended(process):
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    return process.returncode


class Street:
    """Everything that was started, ended in the opposite order."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.processes = []
        self.houses = {}                    # address -> process

    def start(self, name, command, port, answers=None, bears_full_files=False):
        """bears_full_files: a file that may not grow is an error for the program and not its end."""
        log = self.folder / f"{name}-{port}.log"
        with open(log, "wb") as out:
            # Python ignores SIGXFSZ, and the child does when signals are not restored.
            process = subprocess.Popen([str(word) for word in command], stdout=out, stderr=out,
                                       restore_signals=not bears_full_files)
        self.processes.append(process)
        wait_until(name, answers or (lambda: tcp(port)), process, log)
        return process

    def end(self):
        for process in reversed(self.processes):
            ended(process)

    def close(self, address):
        """How the house at this address ended when asked to."""
        return ended(self.houses.pop(address))

    def dinh(self, name, data, *options, bears_full_files=False, before=()):
        """before: words of a program that becomes the house in surroundings of its own."""
        port = free_port()
        address = f"http://127.0.0.1:{port}"
        words = [*before, DINH, "serve", "--data", data, "--port", port, *options]
        self.houses[address] = self.start(name, words, port, lambda: ready(address), bears_full_files)
        return address

    def small_house(self, name):
        """The data folder of a small example province, filled once and copied for each use."""
        seed = self.folder / "small-house"
        if not seed.exists():
            words = [str(DINH), "demo", "--scale", "0.01", "--data", str(seed)]
            made = subprocess.run(words, capture_output=True, text=True, check=False)
            if made.returncode != 0:
                raise RuntimeError(made.stderr)
        return Path(shutil.copytree(seed, self.folder / name))

    def log_of(self, address):
        return next(self.folder.glob(f"*-{address.rsplit(':', 1)[1]}.log"))

    def nginx(self, behind):
        port = free_port()
        folder = self.folder / "nginx"
        folder.mkdir()
        user = "user root;" if os.geteuid() == 0 else ""
        (folder / "nginx.conf").write_text(f"""{user}
daemon off; pid {folder}/pid; error_log stderr; worker_processes 1;
events {{ worker_connections 256; }}
http {{
  access_log off; gzip on; gzip_proxied any; gzip_min_length 256; gzip_types text/css text/javascript application/json;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi; client_max_body_size 100m;
  upstream dinh {{ server {behind.removeprefix("http://")}; keepalive 8; }}
  server {{
    listen 127.0.0.1:{port};
    location / {{
      proxy_pass http://dinh; proxy_http_version 1.1; proxy_set_header Connection "";
      proxy_set_header Host $http_host; proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_set_header X-Forwarded-Proto $scheme; proxy_set_header Accept-Encoding "";
    }}
  }}
}}
""")
        self.start("nginx", ["nginx", "-p", folder, "-c", folder / "nginx.conf"], port)
        return f"http://127.0.0.1:{port}"

    def postgres(self):
        """A private cluster; the address of an empty database in it."""
        port = free_port()
        folder = self.folder / "postgres"
        folder.mkdir()
        found = [p for p in Path("/usr/lib/postgresql").glob("*/bin") if (p / "initdb").exists()]
        if not found:
            raise RuntimeError("PostgreSQL is missing: apt-get install postgresql")
        newest = max(found, key=lambda p: int(p.parent.name))
        before = []
        if os.geteuid() == 0:
            user = pwd.getpwnam("postgres")
            os.chown(folder, user.pw_uid, user.pw_gid)
            self.folder.chmod(0o755)
            before = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]
        words = ["-D", folder / "data", "-U", "dinh", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
        made = subprocess.run([*before, newest / "initdb", *words], capture_output=True, text=True, check=False)
        if made.returncode != 0:
            raise RuntimeError(made.stderr)
        settings = ["-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-c", "shared_buffers=64MB", "-c", "jit=off"]
        words = [*before, newest / "postgres", "-D", folder / "data", "-p", port, "-k", folder, *settings]
        self.start("postgres", words, port)
        address = f"postgres://dinh@127.0.0.1:{port}"

        def answers():
            asked = ["psql", address + "/postgres", "-c", "select 1"]
            return subprocess.run(asked, capture_output=True, check=False).returncode == 0
        wait_until("postgres", answers)
        made = "create database dinh encoding 'UTF8' lc_collate 'C' lc_ctype 'C' template template0"
        subprocess.run(["psql", "-q", address + "/postgres", "-c", made], check=True)
        return address + "/dinh"

    def pgbouncer(self, database):
        port = free_port()
        folder = self.folder / "pgbouncer"
        folder.mkdir()
        host = database.removeprefix("postgres://dinh@").removesuffix("/dinh")
        name, at = host.split(":")
        (folder / "users.txt").write_text('"dinh" ""\n')
        (folder / "pgbouncer.ini").write_text(f"""[databases]
dinh = host={name} port={at} dbname=dinh user=dinh
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
auth_file = {folder}/users.txt
pool_mode = transaction
default_pool_size = 6
ignore_startup_parameters = extra_float_digits,options
""")
        program = shutil.which("pgbouncer", path=os.environ["PATH"] + ":/usr/sbin")
        words = [program, folder / "pgbouncer.ini"]
        if os.geteuid() == 0:
            user = pwd.getpwnam("postgres")
            for path in (folder, folder / "users.txt", folder / "pgbouncer.ini"):
                os.chown(path, user.pw_uid, user.pw_gid)
            words = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", *words]
        self.start("pgbouncer", words, port)
        return f"postgres://dinh@127.0.0.1:{port}/dinh"
