"""Notices that leave the house: a mail server that others wrote (aiosmtpd, with STARTTLS and sign-in), a gateway for
short messages that is slow, broken, talks garbage or says nothing, and a house killed while it sends."""
import email
import email.policy
import json
import sqlite3
import time
from pathlib import Path

from checks import password_of, run
from houses import free_port, wait_until
from person import Person

HERE = Path(__file__).resolve().parent
WHO = "huong.nt"
KEEPER = "phau.sa"
CHOICES = "/worklist/notices/choices"
KEY = "khoa-cua-nha-mang"
PASSWORD = "mat khau cua dinh"


class Letter:
    def __init__(self, noted):
        self.noted = noted
        self.message = email.message_from_string(noted["letter"], policy=email.policy.default)
        self.text = self.message.get_content()


class Outside:
    """The mail server, the gateway and the house between them."""

    def __init__(self, street):
        self.street = street
        self.folder = street.folder / "outside"
        self.folder.mkdir()
        self.data = street.small_house("notices")
        self.mail_port, self.sms_port = free_port(), free_port()
        self.certificate()
        secrets = {"password": PASSWORD, "key": KEY}
        for name, secret in secrets.items():
            (self.folder / name).write_text(secret + "\n")
            (self.folder / name).chmod(0o600)
        words = ["/usr/bin/python3", HERE / "post_office.py", self.mail_port, self.folder, self.folder / "cert.pem",
                 self.folder / "key.pem", "dinh", PASSWORD]
        self.office = street.start("post-office", words, self.mail_port)
        street.start("sms", ["python3", HERE / "sms_gateway.py", self.sms_port, self.folder, KEY], self.sms_port)
        self.sql("INSERT INTO setting (id, key, value, from_day, basis, set_by, set_at) VALUES (1, "
                 "'worklist.mail_sender', 'dinh@example.gov.vn', '2020-01-01', '', 0, '2020-01-01T00:00:00.000Z')")
        self.address = self.open()

    def certificate(self):
        subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
        kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
        places = ["-keyout", self.folder / "key.pem", "-out", self.folder / "cert.pem"]
        code, _, said = run("openssl", "req", "-x509", *kind, *places, *subject)
        if code != 0:
            raise RuntimeError(said)

    def open(self, **more):
        settings = {"mail.server": "localhost", "mail.port": self.mail_port, "mail.user": "dinh",
                    "mail.password_file": self.folder / "password", "mail.ca_file": self.folder / "cert.pem",
                    "sms.url": f"http://127.0.0.1:{self.sms_port}/send", "sms.header": "X-Key: {key}",
                    "sms.key_file": self.folder / "key", "sms.accepted": "queued", "sms.seconds": 2,
                    "server.public_url": "https://dinh.example.gov.vn", **more}
        words = [word for key, value in settings.items() for word in ("--set", f"{key}={value}")]
        return self.street.dinh("dinh-notices", self.data, *words)

    def sql(self, statement, *values):
        with sqlite3.connect(f"{self.data}/dinh.db", timeout=30) as db:
            return db.execute(statement, values).fetchall()

    def letters(self, to=""):
        file = self.folder / "letters"
        noted = [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []
        return [Letter(one) for one in noted if "letter" in one and (not to or one["to"] == [to])]

    def messages(self):
        file = self.folder / "messages"
        return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []

    def mode(self, word):
        (self.folder / "mode").write_text(word)

    def tell(self, person, text):
        newest = self.sql("SELECT COALESCE(MAX(id), 0) FROM notice")[0][0]
        self.sql("INSERT INTO notice (id, holder, text, link, given_at, to_spread) VALUES (?, ?, ?, "
                 "'/documents/incoming/1', '2026-01-01T00:00:00.000Z', 1)", newest + 1, person, text)

    def look_again(self):
        """What waits is due, as after the time it has to wait."""
        self.sql("UPDATE delivery SET next_try_at = '2020-01-01T00:00:00.000Z' WHERE is_open = 1")
        self.sql("UPDATE job_clock SET next_at = '2020-01-01T00:00:00.000Z' WHERE kind = 'worklist.send'")

    def state(self, text):
        found = self.sql("SELECT state, outcome, last_answer FROM delivery WHERE text = ? ORDER BY id DESC", text)
        return found[0] if found else ("none", "", "")

    def reaches(self, text, *states):
        wait_until(f"{text}: {states}", lambda: self.state(text)[0] in states)
        return self.state(text)


def confirmed(check, outside, person, way, address, code):
    page = person.get(CHOICES)
    path = f"/worklist/notices/addresses/{way}"
    answer = person.post(path, {**page.form(path), f"address_{way}": address})
    asked = answer.status == 200 and "chưa xác nhận" in answer.words
    check.that(f"{way}: a code is sent to {address}", asked, answer.words)
    found = []

    def arrived():
        found[:] = code()
        return bool(found)
    wait_until(f"the code to {address}", arrived)
    answer = person.post(path + "/confirmation", {**answer.form(path + "/confirmation"), f"code_{way}": found[-1]})
    good = answer.status == 200 and "đã xác nhận" in answer.words
    check.that(f"{way}: the code confirms it", good, answer.words)


def codes_in(letters):
    lines = [line for one in letters for line in one.text.splitlines()]
    return [line.split(": ")[1] for line in lines if line.startswith("Mã xác nhận của")]


def by_mail(check, outside, person, who):
    address = "huong@example.gov.vn"
    confirmed(check, outside, person, "mail", address, lambda: codes_in(outside.letters(address)))
    outside.tell(who, "Được xin ý kiến: Kế hoạch & “chuyển đổi số”")
    outside.reaches("Được xin ý kiến: Kế hoạch & “chuyển đổi số”", "sent")
    letter = outside.letters(address)[-1]
    message, noted = letter.message, letter.noted
    check.that("the letter came encrypted and signed in", noted["encrypted"] and noted["signed_in"], noted)
    check.that("its subject is read by another program",
               message["Subject"].endswith("Được xin ý kiến: Kế hoạch & “chuyển đổi số”"), message["Subject"])
    check.that("from and to", "dinh@example.gov.vn" in message["From"] and message["To"] == address, message["From"])
    leads = "https://dinh.example.gov.vn/documents/incoming/1" in letter.text
    check.that("its text leads to the public address", leads, letter.text)
    check.that("it says that a program wrote it", message["Auto-Submitted"] == "auto-generated")
    check.that("no defects", not message.defects, message.defects)


def refused_and_busy(check, outside, person, who):
    outside.sql("UPDATE notice_address SET address = 'busy@example.gov.vn' WHERE way = 'mail'")
    outside.tell(who, "bận")
    state = outside.reaches("bận", "failed")
    check.that("busy: tried again later", state[2].startswith("450"), state)
    outside.look_again()
    outside.reaches("bận", "sent")
    check.that("busy: one letter in the end", len(outside.letters("busy@example.gov.vn")) == 1)
    outside.sql("UPDATE notice_address SET address = 'none@example.gov.vn' WHERE way = 'mail'")
    outside.tell(who, "không có")
    state = outside.reaches("không có", "given_up")
    check.that("refused: given up with the server's words", "5.1.1 no such user" in state[2], state)
    page = person.get(CHOICES)
    check.that("refused: its owner sees why", "no such user here" in page.words, page.words[:500])
    told = person.get("/worklist/notices").words
    check.that("refused: and is told in the page", "none@example.gov.vn không nhận được" in told, told[:500])


def killed_while_sending(check, outside, person, who):
    address = "slow@example.gov.vn"
    outside.sql("UPDATE notice_address SET address = ?, confirmed_at = '2020-01-01T00:00:00.000Z', fault = '' WHERE "
                "way = 'mail'", address)
    outside.tell(who, "giữa chừng")
    wait_until("the letter is at the server", lambda: outside.letters(address))
    process = outside.street.houses[outside.address]
    process.kill()
    process.wait()
    check.that("killed after the last byte: not known as sent", outside.state("giữa chừng")[0] == "sending")
    outside.address = outside.open()
    outside.look_again()
    outside.reaches("giữa chừng", "sent")
    twice = [one.message["Message-ID"] for one in outside.letters(address)]
    check.that("sent again once, with the same Message-ID", len(twice) == 2 and len(set(twice)) == 1, twice)


def by_short_message(check, outside, person, who):
    outside.sql("DELETE FROM notice_address WHERE way = 'mail'")
    number = "+84912345678"

    def code():
        return [one["text"].split("mã xác nhận ")[1][:6] for one in outside.messages() if "mã xác nhận" in one["text"]]
    confirmed(check, outside, person, "sms", "0912 345 678", code)
    page = person.get(CHOICES)
    form = page.form(CHOICES)
    wanted = {name: "now" for name in form if name.startswith("pace_sms_")}
    answer = person.post(CHOICES, {**form, **wanted, "quiet_from": "00:00", "quiet_until": "00:00"})
    check.that("short messages are chosen", answer.status == 200 and "Đã lưu" in answer.words, answer.words[:300])
    for mode, state, outcome in (("broken", "failed", "later"), ("nothing", "failed", "unsure"),
                                 ("slow", "failed", "unsure"), ("garbage", "failed", ("unsure", "later", "trouble"))):
        outside.mode(mode)
        outside.tell(who, f"cổng {mode}")
        got = outside.reaches(f"cổng {mode}", state, "given_up")
        check.that(f"gateway {mode}: {state}, {outcome}", got[0] == state and got[1] in outcome, got)
        outside.mode("well")
        outside.look_again()
        outside.reaches(f"cổng {mode}", "sent")
        ids = {one["id"] for one in outside.messages() if f"cổng {mode} " in one["text"]}
        check.that(f"gateway {mode}: one id at every try", len(ids) == 1, ids)
    check.that("to the number in its international form", {one["to"] for one in outside.messages()} == {number})


def wrong_password(check, outside, keeper, who):
    outside.street.close(outside.address)
    outside.sql("DELETE FROM notice_address")
    (outside.folder / "password").write_text("ganz falsch\n")
    outside.address = outside.open()
    outside.sql("INSERT INTO notice_address (id, person, way, version, address, confirmed_at, code_tries, fault) "
                "VALUES (7, ?, 'mail', 1, 'huong@example.gov.vn', '2020-01-01T00:00:00.000Z', 0, '')", who)
    outside.tell(who, "sai mật khẩu")
    state = outside.reaches("sai mật khẩu", "failed")
    check.that("wrong password: trouble, and nobody's address is given up", state[1:] == ("trouble", state[2]) and
               "535" in state[2], state)
    page = keeper("/worklist/deliveries").words
    check.that("the IT officer sees it and what to do", "Xem máy chủ thư" in page, page[:600])
    log = outside.street.log_of(outside.address).read_text()
    check.that("the log names it and no password", "WORKLIST_WAY_TROUBLE" in log and "ganz" not in log)
    outside.street.close(outside.address)
    (outside.folder / "password").write_text(PASSWORD + "\n")
    outside.address = outside.open(**{"mail.ca_file": ""})
    outside.look_again()
    outside.tell(who, "giấy lạ")
    state = outside.reaches("giấy lạ", "failed")
    check.that("a certificate nobody vouches for: nothing is sent", state[1] == "trouble", state)


def notices_leave(check, street):
    outside = Outside(street)
    secret = password_of(outside.data, WHO)
    person = Person(outside.address)
    person.sign_in(WHO, secret)
    who = outside.sql("SELECT person FROM account WHERE username = ?", WHO)[0][0]
    outside.sql("INSERT INTO notice_manner (person, version, language, quiet_from, quiet_until, urgent_passes, "
                "summary) VALUES (?, 1, 'vi', 0, 0, 1, '')", who)

    def keeper(path):
        one = Person(outside.address)
        one.sign_in(KEEPER, password_of(outside.data, KEEPER))
        return one.get(path)
    check.part("by mail", by_mail, outside, person, who)
    check.part("refused and busy", refused_and_busy, outside, person, who)
    check.part("killed while sending", killed_while_sending, outside, person, who)
    person = Person(outside.address)
    person.sign_in(WHO, secret)
    check.part("by short message", by_short_message, outside, person, who)
    check.part("wrong password", wrong_password, outside, keeper, who)
