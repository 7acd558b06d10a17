"""An article is published by its real deeds over HTTP: how long the last one takes, and until readers have it."""
import http.client
import re
import statistics
import time
import urllib.parse

from handover import must, signed_in
from servers import cookie_of

SITE, WRITER, APPROVER = "so-khoa-hoc-va-cong-nghe", "trach.pm", "luong.bx"
BODY = ("Sở hướng dẫn các xã, phường lập kế hoạch chuyển đổi số năm sau, kèm biểu mẫu và địa chỉ tiếp nhận.\n\n"
        "Kế hoạch gửi về Sở trước ngày cuối tháng; đơn vị nào cần hỗ trợ ghi rõ trong văn bản gửi kèm.")
WAIT_S, EVERY_S = 30, 0.005


def sent(person, path, values):
    """Milliseconds of a form sent, without the page it leads to; (ms, where it leads)."""
    line = http.client.HTTPConnection(person.address.removeprefix("http://"), timeout=60)
    headers = {"Cookie": cookie_of(person).removeprefix("Cookie: "), "Origin": person.address,
               "Content-Type": "application/x-www-form-urlencoded"}
    began = time.perf_counter()
    line.request("POST", path, urllib.parse.urlencode(values), headers)
    answer = line.getresponse()
    text = answer.read()
    took = (time.perf_counter() - began) * 1000
    line.close()
    if answer.status != 303:
        raise SystemExit(f"bench: {path} answers {answer.status}: {re.sub(rb'<[^>]*>', b' ', text).decode()[:800]}")
    return took, answer.getheader("Location")


# A deed of the article by its form.
def deed(person, article, name):
    page = must(person.get(f"{article}/{name}/new"), f"the form {name}")
    return sent(person, f"{article}/{name}", page.form(f"{article}/{name}"))[0]


def written_article(writer, site, title):
    """The article, its way begun."""
    address = f"/portal/articles/new?site={site}"
    form = must(writer.get(address), "the form of an article").form("/portal/articles")
    category = re.search(r'name="category"[^>]*>.*?<option value="(\d+)"[^>]*>[^<]*Tin tức',
                         writer.get(address).text, re.S)
    _, article = sent(writer, "/portal/articles", {**form, "title": title, "body": BODY, "category": category[1],
                                                  "summary": "Sở hướng dẫn các xã, phường lập kế hoạch."})
    article = article.split("?")[0]
    deed(writer, article, "submission")
    return article


def until_read(house, public, path, title, began):
    """Seconds from the deed's end until the house and the files show it: its own page, and the site's first page."""
    files = [public / ("_" + one) / "index.html" for one in (path, f"/trang/{SITE}")]
    line, waits = http.client.HTTPConnection("127.0.0.1", house.port, timeout=30), {}

    def shown(address):
        line.request("GET", address)
        answer = line.getresponse()
        return title.encode() in answer.read() and answer.status == 200
    wanted = {"its page": lambda: shown(path), "the first page": lambda: shown(f"/trang/{SITE}"),
              "its file": lambda: files[0].exists() and title in files[0].read_text(encoding="utf-8"),
              "the first page's file": lambda: title in files[1].read_text(encoding="utf-8")}
    while len(waits) < len(wanted):
        if time.perf_counter() - began > WAIT_S:
            raise SystemExit(f"bench: after {WAIT_S} s readers have {sorted(waits)} alone")
        for name, holds in wanted.items():
            if name not in waits and holds():
                waits[name] = time.perf_counter() - began
        time.sleep(EVERY_S)
    line.close()
    return waits


def measure(house, place, public, times):
    writer, approver = signed_in(house, WRITER), signed_in(house, APPROVER)
    site = place.ask(f"SELECT id FROM portal_site WHERE slug = '{SITE}'")[0][0]
    deeds, waits = [], {}
    for number in range(times):
        title = f"Hướng dẫn lập kế hoạch chuyển đổi số, lần {number + 1}, {time.time_ns()}"
        article = written_article(writer, site, title)
        deed(writer, article, "passing")
        deeds.append(deed(approver, article, "passing"))
        began = time.perf_counter()
        slug = place.ask(f"SELECT slug FROM portal_article WHERE id = {article.rsplit('/', 1)[1]}")[0][0]
        for name, wait in until_read(house, public, f"/trang/{SITE}/bai/{slug}", title, began).items():
            waits.setdefault(name, []).append(wait)
    return {"times": times, "rights": place.ask("SELECT count(*) FROM portal_member")[0][0],
            "deed_ms": statistics.median(deeds), "deed_most_ms": max(deeds),
            "seen_s": {name: {"p50": statistics.median(list_), "most": max(list_)} for name, list_ in waits.items()}}
