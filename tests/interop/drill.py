"""The drill: a backup of a house at work becomes another house, which is asked for the same documents and files."""
import re
import shutil
import threading

from checks import asks_sqlite, password_of, run
from houses import DINH
from person import Person

CLERK = "vui.dt"
LIST = "/documents/incoming?view=all"
FILES_WANTED = 8


def files_of(person, most):
    """Path of a document -> (path of a file, its bytes), for the newest that have files."""
    found = {}
    for path in person.get(LIST).titles():
        places = re.findall(rf'href="({re.escape(path)}/files/\d+)[/"]', person.get(path).text)
        for place in dict.fromkeys(places):
            found.setdefault(path, []).append((place, person.get(place).body))
        if len(found) >= most:
            break
    return found


def register(person, subject):
    values = person.get("/documents/incoming/new").form("/documents/incoming/new")
    typed = {"author_name": "Bưu điện tỉnh", "mark": "9/BĐT-DT", "subject": subject}
    return person.post("/documents/incoming/new", {**values, **typed})


def with_clerk_at_work(person, work):
    """Runs `work` while the clerk registers one document after the other; what she was told is registered."""
    done, told = threading.Event(), []

    def clerk():
        while not done.is_set() or not told:
            subject = f"Diễn tập khôi phục {len(told)}"
            if register(person, subject).status == 200:
                told.append(subject)
    worker = threading.Thread(target=clerk)
    worker.start()
    try:
        return work(), told
    finally:
        done.set()
        worker.join()


def back_up(check, person, data, folder):
    (code, out, said), told = with_clerk_at_work(person, lambda: run(DINH, "backup", "--data", data, "--to", folder))
    check.that(f"a house at work is backed up, {len(told)} documents registered meanwhile", code == 0, said or out)
    made = [p for p in folder.iterdir() if p.is_dir()] if folder.is_dir() else []
    check.that("one backup stands in the folder", len(made) == 1, made)
    return made[0]


def same_house(check, before, person):
    for path, files in before.items():
        page = person.get(path)
        check.that(f"the restored house shows {path}", page.status == 200, page.status)
        differ = [place for place, content in files if person.get(place).body != content]
        check.that(f"its {len(files)} files are the same, byte for byte", files and not differ, differ)


def proven(check, what, data):
    code, out, said = run(DINH, "audit", "verify", "--data", data)
    check.that(f"dinh audit verify: {what}", code == 0 and "nguyên vẹn" in out.decode(), said or out)


def restore_drill(check, street, address, data, folder):
    secret = password_of(data, CLERK)
    person = Person(address)
    person.sign_in(CLERK, secret)
    before = files_of(person, FILES_WANTED)
    check.that(f"{len(before)} documents with files to look for", len(before) == FILES_WANTED, len(before))
    backup = back_up(check, person, data, folder / "backups")
    code, _, said = run(DINH, "restore", "--from", backup, "--data", data)
    check.that("a backup is not restored over a house", code != 0 and said.strip(), said)

    restored = folder / "restored"
    restored.mkdir()
    code, out, said = run(DINH, "restore", "--from", backup, "--data", restored)
    check.that("it is restored into an empty folder", code == 0, said or out)
    check.that("the keys do not travel with it", not (restored / "keys").exists())
    shutil.copy2(data / "keys", restored / "keys")
    proven(check, "the restored house before it is opened", restored)
    reopened = street.dinh("dinh-restored", restored)
    again = Person(reopened)
    landed = again.sign_in(CLERK, secret)
    check.that("people sign in there", landed.path == "/worklist", landed.path)
    same_house(check, before, again)
    ours = asks_sqlite(restored)
    lost = ours("SELECT e.series, e.number FROM series_entry e LEFT JOIN incoming_document d ON d.id = e.record "
                "WHERE e.state = 'used' AND e.record_kind = 'incoming' AND d.id IS NULL")
    check.that("no number lost its document", not lost, lost[:3])
    answer = register(again, "Văn bản đầu tiên sau khôi phục")
    check.that("work goes on there", answer.status == 200 and "Đã vào sổ" in answer.words, answer.status)
    check.that("the restored house ends as asked", street.close(reopened) == 0)
    proven(check, "the restored house after work", restored)
