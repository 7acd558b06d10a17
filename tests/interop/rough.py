"""What a house must bear: a disk that is full or only to be read, a second program on its folder, a schema of tomorrow,
an upload whose line is lost, files that are not what they say, paths that lead out, lines that say nothing."""
import io
import os
import pwd
import re
import resource
import shutil
import socket
import sqlite3
import subprocess
import time
import zipfile

from checks import asks_sqlite, password_of, run
from hanging import hanging_converter
from houses import DINH, free_port
from person import Person, multipart

CLERK = "may.bt"
FORM = "/documents/incoming/new"
IDLE_LINES = 300
READ_SECONDS = 180
BOMB_BYTES = 150_000_000


class House:
    """The house under test, its clerk, and the two questions asked again and again."""

    def __init__(self, address, data):
        self.address, self.data = address, data
        self.clerk = Person(address)
        self.clerk.sign_in(CLERK, password_of(data, CLERK))
        self.rows_of = asks_sqlite(data)

    def state(self):
        """What a refused deed must not have changed; jobs of the house add files of other kinds meanwhile."""
        numbers = self.rows_of("SELECT COUNT(*) FROM series_entry")[0][0]
        documents = self.rows_of("SELECT COUNT(*) FROM incoming_document")[0][0]
        refs = self.rows_of("SELECT COUNT(*) FROM file_ref WHERE kind = 'incoming'")[0][0]
        return numbers, documents, refs, self.rows_of("SELECT MAX(last) FROM series")[0][0]

    def register(self, subject, files=(), more=None):
        values = self.clerk.get(FORM).form(FORM)
        typed = {**values, "author_name": "Bưu điện tỉnh", "mark": f"{len(subject)}/BĐT", "subject": subject,
                 **(more or {})}
        return self.clerk.upload(FORM, typed, files)

    def whole(self):
        """No number without document and no document of a register without number."""
        loose = self.rows_of("SELECT COUNT(*) FROM series_entry e LEFT JOIN incoming_document d ON d.id = e.record "
                             "WHERE e.state = 'used' AND e.record_kind = 'incoming' AND d.id IS NULL")[0][0]
        holes = self.rows_of("SELECT COUNT(*) FROM series s WHERE s.last - s.first + 1 <> (SELECT COUNT(*) FROM "
                             "series_entry e WHERE e.series = s.id AND e.suffix = '')")[0][0]
        return loose == 0 and holes == 0


def refused_whole(check, what, house, subject, files, words):
    """The deed is refused with plain words and leaves nothing."""
    before = house.state()
    answer = house.register(subject, files)
    check.that(f"{what}: refused", answer.status == 503, answer.status)
    check.that(f"{what}: in words", any(word in answer.words for word in words), answer.words[:400])
    check.that(f"{what}: no half deed", house.state() == before, (before, house.state()))
    check.that(f"{what}: people still read", house.clerk.get("/documents/incoming?view=all").status == 200)


def works_again(check, what, house, subject):
    answer = house.register(subject, [("sau.txt", b"co cho trong")])
    check.that(f"{what}: works again", answer.status == 200 and "Đã vào sổ" in answer.words, answer.words[:300])
    check.that(f"{what}: every number accounted for", house.whole())


def disk_that_takes_no_byte(check, street, data):
    """Files that cannot grow are the same to the program as a full disk, and need no rights of anybody."""
    address = street.dinh("dinh-full", data, bears_full_files=True)
    house, pid = House(address, data), street.houses[address].pid
    before = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, before[1]))
    words = ("Ổ đĩa", "ổ đĩa", "chỗ trống")
    refused_whole(check, "full disk", house, "Không còn chỗ", [], words)
    refused_whole(check, "full disk, with a file", house, "Không còn chỗ", [("a.txt", b"x" * 200_000)], words)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, before)
    works_again(check, "full disk", house, "Đã có chỗ")
    street.close(address)


def small_disk(check, street, data):
    """A real full disk, where this machine lets us mount one."""
    place = street.folder / "small"
    place.mkdir()
    size = sum(f.stat().st_size for f in data.rglob("*") if f.is_file()) + (24 << 20)
    if run("mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", place)[0] != 0:
        print("  no small disk may be mounted here: files that cannot grow stand for it")
        return
    try:
        on_small_disk(check, street, data, place)
    finally:
        run("umount", "-l", place)


def on_small_disk(check, street, data, place):
    shutil.copytree(data, place / "data")
    address = street.dinh("dinh-small", place / "data")
    house, ballast = House(address, place / "data"), place / "ballast"
    with open(ballast, "wb", buffering=0) as file:
        try:
            while file.write(b"\0" * 65536):
                pass
        except OSError:
            pass
    words = ("Ổ đĩa", "ổ đĩa", "chỗ trống")
    refused_whole(check, "no room on the disk", house, "Hết chỗ", [("a.txt", b"x" * 200_000)], words)
    ballast.unlink()
    works_again(check, "no room on the disk", house, "Lại có chỗ")
    check.that("no room on the disk: dinh ends as asked", street.close(address) == 0)


def as_nobody():
    """What goes before a command so that it may not write everywhere; nothing when we are not root anyway."""
    if os.geteuid() != 0:
        return []
    nobody = pwd.getpwnam("nobody")
    return ["setpriv", f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}", "--clear-groups"]


def folder_only_to_be_read(check, street, data):
    street.folder.chmod(0o755)
    place = street.folder / "read-only"
    shutil.copytree(data, place)
    program = street.folder / "dinh"
    shutil.copy2(DINH, program)             # where the other user surely reaches it
    for path in [place, *place.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    if os.geteuid() == 0:
        (place / "keys").chmod(0o400)
    words = [*as_nobody(), program, "serve", "--check", "--data", place]
    code, out, said = run(*words, cwd="/")
    check.that("a folder only to be read: dinh serve refuses", code != 0, out)
    check.that("a folder only to be read: says which and why", str(place) in said and "không ghi được" in said, said)
    check.that("a folder only to be read: without a word of programmers", "terminate called" not in said, said)
    for path in [place, *place.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    program.unlink()


def second_program(check, street, data):
    address = street.dinh("dinh-first", data)
    code, _, said = run(DINH, "serve", "--data", data, "--port", free_port())
    check.that("a second dinh serve on the folder ends", code != 0, said)
    check.that("and says why", "tiến trình dinh serve khác" in said, said)
    check.that("the first goes on", Person(address).get("/sessions/new").status == 200)
    code, _, said = run(DINH, "copy", "--data", data, "--to", "postgres://nobody@127.0.0.1:1/none")
    check.that("a house at work is not copied", code != 0 and "tiến trình dinh serve khác" in said, said)
    street.close(address)


def schema_of_tomorrow(check, data):
    def on_schema(sql):
        with sqlite3.connect(data / "dinh.db") as db:
            db.execute(sql)
    on_schema("INSERT INTO schema_migration (part, number, name, applied_at, serves, checksum) VALUES "
              "('documents', 9999, '9999_of_tomorrow', '2030-01-01T00:00:00.000Z', 9999, '')")
    for words in (["serve", "--check"], ["migrate"], ["backup", "--to", data / "never"]):
        code, _, said = run(DINH, *words, "--data", data)
        check.that(f"a newer schema: dinh {words[0]} refuses and says so", code != 0 and "mới hơn" in said, said)
    on_schema("DELETE FROM schema_migration WHERE number = 9999")
    code, _, said = run(DINH, "serve", "--check", "--data", data)
    check.that("a newer schema: nothing was changed meanwhile", code == 0, said)


def lost_line(check, house):
    """The line breaks in the middle of an upload: nothing is registered, nothing left, the form can be sent again."""
    values = house.clerk.get(FORM).form(FORM)
    subject = "Đường truyền đứt giữa chừng"
    typed = {**values, "author_name": "Bưu điện tỉnh", "mark": "77/BĐT", "subject": subject}
    body, kind = multipart(typed, [("files", "quet.txt", b"dong chu\n" * 300_000)])
    before, spool = house.state(), house.data / "spool"
    cookie = "; ".join(f"{c.name}={c.value}" for c in house.clerk.jar)
    with socket.create_connection(("127.0.0.1", int(house.address.rsplit(":", 1)[1]))) as line:
        line.sendall((f"POST {FORM} HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\nCookie: {cookie}\r\n"
                      f"Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n").encode() + body[:len(body) // 2])
        wait_for(lambda: any(spool.iterdir()))
        came = any(spool.iterdir())
    check.that("a lost line: the half had come", came)
    wait_for(lambda: not any(spool.iterdir()))
    check.that("a lost line: nothing is left of it", not any(spool.iterdir()), list(spool.iterdir()))
    check.that("a lost line: nothing is registered", house.state() == before, (before, house.state()))
    again = house.clerk.ask(FORM, body, {"Origin": house.address, "Content-Type": kind})
    check.that("a lost line: the same form sent again registers it", "Đã vào sổ" in again.words, again.words[:300])


def wait_for(holds):
    begun = time.monotonic()
    while not holds() and time.monotonic() - begun < READ_SECONDS:
        time.sleep(0.02)


def docx(body):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("[Content_Types].xml", '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/'
                       'package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/'
                       'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>')
        with parts.open("word/document.xml", "w") as document:
            document.write(b'<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/'
                           b'wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>')
            body(document)
            document.write(b"</w:t></w:r></w:p></w:body></w:document>")
    return made.getvalue()


def bomb():
    def blow_up(document):
        for _ in range(BOMB_BYTES // 1_000_000):
            document.write(b"a" * 1_000_000)
    return docx(blow_up)


def locked_odt():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        parts.writestr("META-INF/manifest.xml", '<?xml version="1.0"?><manifest:manifest xmlns:manifest='
                       '"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry '
                       'manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
                       '</manifest:manifest>')
        parts.writestr("content.xml", os.urandom(400))
    return made.getvalue()


def locked_pdf():
    """A PDF whose owner set a password: nobody has it, because the digests in it are made up."""
    secret = "<" + "5a" * 32 + ">"
    pieces, places = [b"%PDF-1.4\n"], []
    for number, inside in enumerate(("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                                     "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
                                     f"<< /Filter /Standard /V 1 /R 2 /O {secret} /U {secret} /P -44 >>"), 1):
        places.append(sum(map(len, pieces)))
        pieces.append(f"{number} 0 obj\n{inside}\nendobj\n".encode())
    table = sum(map(len, pieces))
    pieces.append(b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places))
    pieces.append(f"trailer\n<< /Size 5 /Root 1 0 R /Encrypt 4 0 R /ID [{secret} {secret}] >>\nstartxref\n{table}\n"
                  "%%EOF\n".encode())
    return b"".join(pieces)


UNREADABLE = {
    "a PDF that is no PDF": ("khong-phai.pdf", b"%PDF-1.7\n" + b"\x00\xff not one\n" * 900, "đọc được"),
    "a PDF that ends in the middle": ("cut.pdf", locked_pdf()[:150], "đọc được"),
    "a PDF with a password": ("khoa.pdf", locked_pdf(), "có mật khẩu"),
    "an ODT with a password": ("khoa.odt", locked_odt(), "có mật khẩu"),
}
UNWANTED = {
    "a program called PDF": ("chuong-trinh.pdf", b"MZ" + bytes(58) + b"\x40\x00\x00\x00" + b"PE\0\0" + bytes(400)),
    "an ELF program": ("tep.docx", DINH.open("rb").read(4096) if DINH.exists() else b"\x7fELF" + bytes(100)),
    "a page with a script": ("trang.pdf", b"<!DOCTYPE html><html><script>alert(1)</script></html>"),
    "an empty file": ("rong.pdf", b""),
}


def told_of_file(house, path):
    def note():
        page = house.clerk.get(path).words
        return "" if "đang đọc chữ" in page else page
    wait_for(note)
    return note()


def rough_files(check, house):
    for what, (name, content, words) in {**UNREADABLE, "a bomb in DOCX": ("bom.docx", bomb(), "quá lớn")}.items():
        answer = house.register(f"Tệp khó: {name}", [(name, content)])
        if answer.status != 200:
            check.that(f"{what}: refused in words", answer.status == 422 and name in answer.words, answer.words[:400])
            continue
        said = told_of_file(house, answer.path)
        check.that(f"{what}: registered, and the page says what is with it", words in said, said[:600])
        place = re.search(rf'href="({answer.path}/files/\d+)[/"]', house.clerk.get(answer.path).text).group(1)
        check.that(f"{what}: can be had as it came", house.clerk.get(place).body == content)
        view = house.clerk.get(place + "/view")
        check.that(f"{what}: its page is shown", view.status == 200, view.status)
        picture = house.clerk.get(place + "/pages/1.png")
        check.that(f"{what}: no picture, no fault", picture.status in (404, 422), picture.status)
    for what, (name, content) in UNWANTED.items():
        before = house.state()
        answer = house.register(f"Tệp lạ: {name}", [(name, content)])
        check.that(f"{what}: refused, the form comes back", answer.status == 422 and "Tệp lạ" in answer.text,
                   (answer.status, answer.words[:300]))
        check.that(f"{what}: nothing is kept", house.state() == before, (before, house.state()))


OUTWARD = ("/../../dinh.db", "/assets/../../keys", "/assets/..%2f..%2fkeys", "/%2e%2e/%2e%2e/dinh.db",
           "/assets/%2e%2e%2fdinh.db", "/assets/....//keys", "/assets//etc/passwd", "/assets/..\\..\\keys",
           "/documents/incoming/1/files/../../../../keys", "/documents/incoming/1/files/..%2f..%2fkeys",
           "/documents/incoming/1/files/%00", "/documents/incoming/0x1", "/documents/incoming/-1",
           "/documents/incoming/99999999999999999999999", "/documents/incoming/1e3", "//etc/passwd",
           "http://elsewhere/../keys", "/.", "/..", "/%", "/%zz", "/" + "a/" * 4000)


def paths_that_lead_out(check, house):
    port = int(house.address.rsplit(":", 1)[1])
    cookie = "; ".join(f"{c.name}={c.value}" for c in house.clerk.jar)
    for path in OUTWARD:
        with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
            line.sendall((f"GET {path} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\n"
                          "Connection: close\r\n\r\n").encode())
            answer = b"".join(iter(lambda: line.recv(65536), b""))
        status = int(answer.split(b" ", 2)[1])
        leaks = any(word in answer for word in (b"SQLite format", b"root:x:", b"[keys]"))
        check.that(f"path {path[:50]}: refused", status in (303, 400, 404, 414) and not leaks, answer[:200])


def lines_that_say_nothing(check, house):
    port = int(house.address.rsplit(":", 1)[1])
    lines = [socket.create_connection(("127.0.0.1", port)) for _ in range(IDLE_LINES)]
    for line in lines[::3]:
        line.sendall(b"GET / HTTP/1.1\r\nHo")
    begun = time.monotonic()
    answer = house.register("Vào sổ giữa 300 đường im lặng")
    check.that(f"beside {IDLE_LINES} idle lines a document is registered", "Đã vào sổ" in answer.words, answer.status)
    check.that("and nobody waits for them", time.monotonic() - begun < 5, time.monotonic() - begun)
    for line in lines:
        line.close()


def crashes_in(log):
    return re.findall(r".*(?: critical |terminate called|Sanitizer).*", log.read_text(errors="replace"))


def rough_house(check, street):
    data = street.small_house("rough")
    address = street.dinh("dinh-rough", data)
    house = House(address, data)
    check.part("a lost line", lost_line, house)
    check.part("files that are not what they say", rough_files, house)
    check.part("paths that lead out", paths_that_lead_out, house)
    check.part("idle lines", lines_that_say_nothing, house)
    check.that("the house is as whole as before", house.whole())
    crashes = crashes_in(street.log_of(address))
    check.that("nothing broke inside", not crashes, crashes)
    check.that("the rough house ends as asked", street.close(address) == 0)
    check.part("a hanging converter", hanging_converter, street, House)
    check.part("a second program", second_program, street, data)
    check.part("a schema of tomorrow", schema_of_tomorrow, data)
    check.part("a disk that takes no byte", disk_that_takes_no_byte, street, data)
    check.part("a small disk", small_disk, street, data)
    check.part("a folder only to be read", folder_only_to_be_read, street, data)
