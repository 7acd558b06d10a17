"""Files whose conversion does not end: the house stays awake, the converter is gone when its time is up, and the page
of the document says what could not be made."""
import re
import shutil
import subprocess
import threading
import time
from pathlib import Path

from person import Person

JOB_SECONDS = 75                # 30 for the text, 10 for a picture, 5 for the number of pages, and room
AWAKE_SECONDS = 5
READERS = 8
PICTURES = 6
DEPTH, BREADTH = 9, 10          # a form that draws a form ten times, and so on: 10^9 drawings in 3 KB
SLEEP = "61.3712"
CONVERTERS = ("pdftotext", "pdfinfo", "pdftoppm")
LIST = "/documents/incoming?view=all"


def written_pdf(objects):
    pieces, places = [b"%PDF-1.4\n"], []
    for number, inside in enumerate(objects, 1):
        places.append(sum(map(len, pieces)))
        pieces.append(f"{number} 0 obj\n{inside}\nendobj\n".encode())
    table = sum(map(len, pieces))
    pieces.append(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    pieces += [b"%010d 00000 n \n" % place for place in places]
    pieces.append(f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n".encode())
    return b"".join(pieces)


def endless_pdf(pages=PICTURES):
    """A proper PDF that no converter comes to the end of."""
    def stream(facts, body):
        return f"<< {facts} /Length {len(body)} >>\nstream\n{body}\nendstream"

    def draws(number):
        return f"/Resources << /XObject << /X {number} 0 R >> >>"
    first = 3 + pages
    kids = " ".join(f"{3 + page} 0 R" for page in range(pages))
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>"]
    objects += [f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {draws(first)} /Contents {first + DEPTH + 1} "
                "0 R >>"] * pages
    form = "/Type /XObject /Subtype /Form /BBox [0 0 595 842]"
    objects += [stream(f"{form} {draws(first + level + 1)}", "/X Do " * BREADTH) for level in range(DEPTH)]
    return written_pdf([*objects, stream(form, "q Q"), stream("", "/X Do")])


def descendants(pid):
    """What the process and its children started and is not yet gone: the words of each."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents.setdefault(int(stat.read_text().rsplit(")", 1)[1].split()[1]), []).append(int(stat.parent.name))
        except (OSError, IndexError):
            continue
    found, asked = [], [pid]
    while asked:
        for child in parents.get(asked.pop(), []):
            asked.append(child)
            try:
                found.append(Path(f"/proc/{child}/cmdline").read_bytes().replace(b"\0", b" ").decode().strip())
            except OSError:
                continue
    return found


def seconds(work):
    begun = time.monotonic()
    answer = work()
    return answer, time.monotonic() - begun


def wait_until(holds, most):
    begun = time.monotonic()
    while not holds() and time.monotonic() - begun < most:
        time.sleep(0.1)
    return time.monotonic() - begun


class Conversion:
    """A document whose file hangs, from its registration on."""

    def __init__(self, check, what, house, pid, content):
        self.check, self.what, self.house, self.pid, self.content = check, what, house, pid, content
        self.begun = time.monotonic()
        self.answer, took = seconds(lambda: house.register(f"Tệp treo: {what}", [("treo.pdf", content)]))
        self.path = self.answer.path
        in_time = self.answer.status == 200 and took < AWAKE_SECONDS
        self.that("is registered at once", in_time, (self.answer.status, took))
        self.that("its page says that the text is being read", self.is_being_read())

    def that(self, claim, holds, said=""):
        self.check.that(f"{self.what}: {claim}", holds, said)

    def page(self):
        return self.house.clerk.get(self.path)

    def is_being_read(self):
        return "đang đọc chữ" in self.page().words

    def file(self):
        return re.search(rf'href="({self.path}/files/\d+)[/"]', self.page().text).group(1)

    def at_work(self, word):
        wait_until(lambda: any(word in one for one in descendants(self.pid)), 20)
        self.that(f"its {word} is at work", any(word in one for one in descendants(self.pid)), descendants(self.pid))

    def read_by_many(self):
        """Readers open the file while it hangs; nobody else notices."""
        file = self.file()

        def reads():
            reader = Person(self.house.address)
            reader.jar = self.house.clerk.jar
            for number in range(1, PICTURES + 1):
                reader.get(f"{file}/pages/{number}.png?width=900")
        readers = [threading.Thread(target=quiet, args=(reads,)) for _ in range(READERS)]
        for one in readers:
            one.start()
        slowest = 0
        for _ in range(5):
            for person, path in ((Person(self.house.address), "/sessions/new"), (self.house.clerk, LIST),
                                 (self.house.clerk, self.path)):
                page, took = seconds(lambda who=person, where=path: who.get(where))
                slowest = max(slowest, took if page.status == 200 else JOB_SECONDS)
            time.sleep(0.3)
        self.that(f"beside {READERS} readers of it the house answers", slowest < AWAKE_SECONDS, f"{slowest:.1f} s")
        view, took = seconds(lambda: self.house.clerk.get(file + "/view"))
        self.that("its own page answers as well", view.status == 200 and took < AWAKE_SECONDS, (view.status, took))
        for one in readers:
            one.join()

    def ends(self):
        """By its clock; what was started is gone, and the document is as it was, with words about its file."""
        wait_until(lambda: not self.is_being_read(), JOB_SECONDS - (time.monotonic() - self.begun))
        took, words = time.monotonic() - self.begun, self.page().words
        print(f"  {self.what}: {took:.0f} s")
        self.that("ends by the clock, and the page says so", "không đọc được tệp" in words, words[:600])
        wait_until(lambda: not descendants(self.pid), 10)
        self.that("nothing that was started is left", not descendants(self.pid), descendants(self.pid))
        file = self.file()
        self.that("the file can be had as it came", self.house.clerk.get(file).body == self.content)
        view, took = seconds(lambda: self.house.clerk.get(file + "/view"))
        told = "Không xem trước được" in view.words and "không đọc được tệp" in view.words
        self.that("the file's page says that there is no preview and no text", view.status == 200 and told, view.words)
        self.that("and shows no broken picture", "<img" not in view.text.split("<main", 1)[1])
        self.that("and waits for nothing", took < 2, f"{took:.1f} s")
        picture, took = seconds(lambda: self.house.clerk.get(file + "/pages/1.png"))
        self.that("a picture asked for is refused at once", picture.status == 404 and took < 2, (picture.status, took))
        jobs = self.house.rows_of("SELECT state, attempts, error FROM job WHERE kind = 'documents.read_file'")
        self.that("its job is not tried again", not jobs, jobs)
        after = self.house.register(f"Sau {self.what}", [("sau.txt", "Chữ đọc được sau đó".encode())])
        wait_until(lambda: "đang đọc chữ" not in self.house.clerk.get(after.path).words, JOB_SECONDS)
        found = self.house.clerk.get("/search?q=chu+doc+duoc+sau+do")
        self.that("the next file is read and found", f"Sau {self.what}" in found.words, found.words[:400])


def quiet(work):
    try:
        work()
    except OSError:
        pass


def sleeping_converters(folder):
    """Words before a command that runs it where the converters only sleep; nothing where no such place can be made."""
    script = folder / "sleeping-converter"
    script.write_text(f"#!/bin/sh\nexec sleep {SLEEP}\n")
    script.chmod(0o755)
    mounts = " && ".join(f"mount --bind {script} /usr/bin/{name}" for name in CONVERTERS)
    for way in (["unshare", "-m"], ["unshare", "-rm"]):
        words = [*way, "sh", "-c", f'{mounts} && exec "$@"', "sh"]
        if subprocess.run([*words, "true"], capture_output=True, check=False).returncode == 0:
            return words
    return []


def read_through(street, house_on):
    """The data folder of a house in which no file waits to be read."""
    data = street.small_house("hanging")
    address = street.dinh("hanging-first", data)
    house = house_on(address, data)
    wait_until(lambda: house.rows_of("SELECT COUNT(*) FROM job WHERE kind = 'documents.read_file'")[0][0] == 0, 300)
    street.close(address)
    return data


def hanging_converter(check, street, house_on):
    """house_on(address, data): the house there and its clerk."""
    data = read_through(street, house_on)

    def opened(name, before=()):
        own = Path(shutil.copytree(data, street.folder / name))
        address = street.dinh(name, own, before=before)
        return house_on(address, own), street.houses[address].pid, address
    asleep, sleeper = sleeping_converters(street.folder), None
    if asleep:
        house, pid, sleeping_at = opened("hanging-asleep", asleep)
        sleeper = Conversion(check, "a converter that sleeps", house, pid, endless_pdf(1))
    else:
        print("  no place for other converters can be made here: a file that never ends stands for them")
    house, pid, spinning_at = opened("hanging-busy")
    busy = Conversion(check, "a converter that spins", house, pid, endless_pdf())
    busy.at_work("pdftotext")
    if sleeper:
        sleeper.at_work(f"sleep {SLEEP}")
    busy.read_by_many()
    busy.ends()
    check.that("the house of the busy converter ends as asked", street.close(spinning_at) == 0)
    if sleeper:
        sleeper.ends()
        put_off_by_nothing(check, sleeper, lambda: street.close(sleeping_at))


def put_off_by_nothing(check, sleeper, close):
    """Asked to end while a converter hangs, the house does so at once."""
    sleeper.house.register("Lúc đóng cửa", [("dong.pdf", endless_pdf(2))])
    sleeper.at_work(f"sleep {SLEEP}")
    code, took = seconds(close)
    check.that("a house whose converter hangs ends at once when asked", code == 0 and took < AWAKE_SECONDS,
               (code, f"{took:.1f} s"))
