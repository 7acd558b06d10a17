"""A WordPress site, filled and exported by WordPress itself, is taken over: every article, category, picture and old
address is looked for in the house. Without Debian's wordpress, php and mariadb on the machine it is skipped and says
so."""
import calendar
import html
import os
import pathlib
import re
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
import zipfile
from xml.etree import ElementTree

from checks import password_of
from houses import wait_until
from person import Person, multipart

POSTS = 300
EDITOR = "luong.bx"                         # heads the agency whose site it is
WAIT_SECONDS = 300
HERE = pathlib.Path(__file__).resolve().parent
NEEDED = ("/usr/share/wordpress/wp-settings.php", "/usr/sbin/mariadbd", "/usr/bin/php")
SPACES = {"wp": "http://wordpress.org/export/1.2/", "content": "http://purl.org/rss/1.0/modules/content/"}


def exported(street):
    """The export of a site of POSTS articles, and a ZIP of its pictures."""
    folder = street.folder / "wordpress"
    folder.mkdir()
    socket = folder / "mysql.sock"
    user = ["--user=root"] if os.geteuid() == 0 else []
    subprocess.run(["mariadb-install-db", "--no-defaults", *user, f"--datadir={folder}/data",
                    "--auth-root-authentication-method=normal"], check=True, capture_output=True)
    log = (folder / "mariadb.log").open("wb")
    process = subprocess.Popen(["mariadbd", "--no-defaults", *user, f"--datadir={folder}/data", f"--socket={socket}",
                                "--skip-networking", f"--pid-file={folder}/pid", "--character-set-server=utf8mb4"],
                               stdout=log, stderr=log)
    street.processes.append(process)
    client = ["mariadb", "--no-defaults", "-S", socket, "-uroot"]
    wait_until("mariadb", lambda: subprocess.run([*client, "-e", "select 1"], capture_output=True,
                                                 check=False).returncode == 0, process, folder / "mariadb.log")
    subprocess.run([*client, "-e", "create database wp character set utf8mb4"], check=True)
    xml = folder / "site.xml"
    with xml.open("wb") as out:
        subprocess.run(["php", "-d", "memory_limit=512M", HERE / "wordpress_site.php", socket, folder, str(POSTS)],
                       check=True, stdout=out)
    pictures = folder / "uploads.zip"
    with zipfile.ZipFile(pictures, "w") as archive:
        for file in sorted((folder / "wp-content/uploads").rglob("*.jpg")):
            archive.write(file, file.relative_to(folder))
    return xml, pictures


def site_is_taken_over(check, street):
    missing = [path for path in NEEDED if not pathlib.Path(path).exists()]
    if missing:
        print(f"  skipped: not on this machine: {', '.join(missing)}")
        check.skipped += 1
        return
    xml, pictures = exported(street)
    data = street.small_house("taken-over")
    address = street.dinh("dinh-taken-over", data)
    takes_over(check, Person(address), password_of(data, EDITOR), xml, pictures)


def items_of(xml):
    root = ElementTree.parse(xml).getroot()
    for item in root.iter("item"):
        kind = item.findtext("wp:post_type", namespaces=SPACES)
        if kind in ("post", "page"):
            yield {"id": item.findtext("wp:post_id", namespaces=SPACES), "title": item.findtext("title"), "kind": kind,
                   "link": item.findtext("link"), "status": item.findtext("wp:status", namespaces=SPACES),
                   "day": item.findtext("wp:post_date_gmt", namespaces=SPACES),
                   "category": next((one.text for one in item.findall("category") if one.get("domain") == "category"),
                                    None)}


class Reader:
    """Asks as anybody does and follows nothing."""

    class Stays(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_):
            return None

    def __init__(self, address, base):
        self.address, self.base = address, base
        self.opener = urllib.request.build_opener(Reader.Stays)

    def get(self, below):
        """Status, where it leads to, body."""
        path = below if below.startswith(self.base) else self.base + below
        try:
            with self.opener.open(self.address + path, timeout=30) as answer:
                return answer.status, "", answer.read()
        except urllib.error.HTTPError as answer:
            return answer.code, answer.headers.get("Location", ""), answer.read()


def below_host(link):
    parts = urllib.parse.urlsplit(link)
    return (parts.path if parts.path != "/" else "") + ("?" + parts.query if parts.query else "")


def ended(person, page, busy):
    """The page of the import once its job is through."""
    begun = time.monotonic()
    while time.monotonic() - begun < WAIT_SECONDS:
        answer = person.get(page)
        if not any(word in answer.text for word in busy):
            return answer
        time.sleep(0.5)
    return person.get(page)


def takes_over(check, person, secret, xml, pictures):
    person.sign_in(EDITOR, secret)
    sites = person.get("/portal/sites")
    site = re.search(r'href="(/portal/sites/\d+)"', sites.text)[1]
    page = person.get(site)
    base = re.search(r'href="(/trang/[a-z0-9-]+)"', page.text)[1]
    check.that("old site: the page of the site leads there", f'href="{site}/imports"' in page.text)
    page = brought(check, person, site + "/imports", xml, pictures)
    if page is None:
        return
    form = ended(person, page, ("Đang chạy thử",)).form(page + "/runs")
    ended_page = person.post(page + "/runs", form)
    check.that("old site: is applied", ended_page.status == 200, ended_page.words[:500])
    done = ended(person, page, ("Đang ghi",))
    expected = [one for one in items_of(xml) if one["title"]]
    check.that(f"old site: all {len(expected)} articles came", f"Đã ghi {len(expected)} bài" in done.words,
               done.words[:1500])
    reader = Reader(person.address, base)
    looked_at(check, reader, expected)
    pictures_are_there(check, reader)
    undone(check, person, reader, page, expected)


def brought(check, person, path, xml, pictures):
    form = person.get(path).form(path)
    form["form"] = "wordpress"
    files = [("export", "site.xml", xml.read_bytes()), ("files", "uploads.zip", pictures.read_bytes())]
    body, kind = multipart(form, files)
    answer = person.ask(path, body, {"Origin": person.address, "Content-Type": kind})
    check.that("old site: its export is taken", answer.status == 200 and "/portal/imports/" in answer.path,
               (answer.status, answer.words[:800]))
    if answer.status != 200:
        return None
    tried = ended(person, answer.path, ("Đang chạy thử",))
    count = len(list(items_of(xml)))
    check.that(f"old site: tried, {count} articles would come", f"{count} bài sẽ ghi" in tried.words,
               tried.words[:1500])
    check.that("old site: what is not on the site yet is said", "mới" in tried.words and "Làng nghề" in tried.words)
    return answer.path


def looked_at(check, reader, expected):
    published = [one for one in expected if one["status"] == "publish"]
    drafts = [one for one in expected if one["status"] != "publish"]
    check.that("old site: there are drafts among them", len(drafts) > 3, len(drafts))
    wrong, bodies = [], {}
    for one in published:
        status, target, _ = reader.get(below_host(one["link"]))
        short = reader.get("?p=" + one["id"])
        if status != 301 or short[1] != target:
            wrong.append((one["link"], status, target, short[:2]))
            continue
        status, _, body = reader.get(target)
        text = body.decode()
        at = calendar.timegm(time.strptime(one["day"], "%Y-%m-%d %H:%M:%S")) + 7 * 3600
        day = time.strftime("%d/%m/%Y", time.gmtime(at))
        title = html.escape(html.unescape(one["title"]), quote=False)    # WordPress keeps titles as HTML
        if status != 200 or title not in text or day not in text:
            wrong.append((target, status, title in text, day))
        if one["category"] and one["category"] not in text:
            wrong.append((target, "not in", one["category"]))
        bodies[one["id"]] = text
    check.that(f"old site: {len(published)} old addresses lead to their articles, twice", not wrong, wrong[:5])
    shown = [one["link"] for one in drafts if reader.get("?p=" + one["id"])[0] == 200 and
             one["title"] in reader.get("?p=" + one["id"])[2].decode()]
    check.that("old site: no draft is shown", not shown, shown)
    left = [id for id, text in bodies.items() if "//cu.example.vn" in text]
    check.that("old site: no link leads back to it", not left, left[:5])
    linked = set(re.findall(rf'href="({re.escape(reader.base)}/bai/[^"#]+)"', "".join(bodies.values())))
    broken = [path for path in sorted(linked)[:400] if reader.get(path)[0] != 200]
    check.that(f"old site: {len(linked)} links between articles hold", len(linked) > 200 and not [
        path for path in broken if path not in {reader.get("?p=" + one["id"])[1] for one in drafts}], broken[:5])
    for old in ("/category/tin-tuc-cu/lang-nghe", "/category/tin-tuc-cu/dat-dai"):
        status, target, _ = reader.get(old)
        check.that(f"old site: {old} leads to the category", status == 301 and reader.get(target)[0] == 200, target)
    status, target, _ = reader.get("/tag/ocop")
    check.that("old site: a tag leads to the search", status == 301 and "/tim?q=OCOP" in target, target)


def pictures_are_there(check, reader):
    status, target, _ = reader.get("/wp-content/uploads/2023/11/hoi-nghi.jpg")
    check.that("old site: a picture's address leads to the new one", status == 301 and "/tep/" in target, target)
    begun = time.monotonic()
    while time.monotonic() - begun < WAIT_SECONDS and reader.get(target)[0] != 200:
        time.sleep(0.5)
    status, _, body = reader.get(target)
    check.that("old site: it is made for readers", status == 200 and body[8:12] == b"WEBP", (status, body[:20]))


def undone(check, person, reader, page, expected):
    form = person.get(page).form(page + "/undoings")
    person.post(page + "/undoings", form)
    answer = ended(person, page, ("Đang hoàn tác",))
    check.that("old site: undone as a whole", f"Đã hoàn tác {len(expected)} bài" in answer.words, answer.words[:800])
    first = next(one for one in expected if one["status"] == "publish")
    check.that("old site: its addresses lead nowhere", reader.get(below_host(first["link"]))[0] == 404)
