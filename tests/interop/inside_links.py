"""Every link that the pages inside show to somebody leads to what he may open: pages of each kind and their tables are
asked for by people of different roles."""
import html
import re

from forms import Walker, kind_of

PEOPLE = ("admin", "kiemtra", "phau.sa", "tuong.dk", "thuan.nd", "lap.tq", "luong.bx", "trach.pm", "kiem.ht",
          "huong.nt", "vui.dt", "may.bt", "sang.dv", "doan.nk", "hau.qh", "tinh.lt", "men.nt")
STARTS = ("/", "/worklist", "/documents/incoming?view=all", "/documents/outgoing?view=all", "/portal/articles",
          "/portal/remarks", "/portal/duties", "/portal/links", "/settings", "/accounts", "/exports")
OF_ONE_KIND, PAGES_MOST = 4, 400
OUTSIDE = re.compile(r"^(/trang|/assets|/sessions|//)")
# A head sees what waits with the people of his unit; the record behind a line may be theirs alone.
OF_OTHERS = {"/worklist/unit"}
LINK = re.compile(r'<a\b[^>]*\bhref="([^"]+)"')


def walk(walker, broken):
    waiting, known, seen, count = [(start, "") for start in STARTS], set(STARTS), {}, 0
    while waiting and count < PAGES_MOST:
        path, shown_at = waiting.pop(0)
        kind = kind_of(path)
        if seen.get(kind, 0) >= OF_ONE_KIND:
            continue
        seen[kind] = seen.get(kind, 0) + 1
        count += 1
        status, page = walker.ask("GET", path)
        if status >= 400 and shown_at and shown_at.split("?")[0] not in OF_OTHERS:
            broken.setdefault(f"{kind} of {kind_of(shown_at)}: {status}", f"{walker.name}: {path} on {shown_at}")
        for link in map(html.unescape, LINK.findall(page)):
            link = link.split("#")[0]
            if link.startswith("/") and not OUTSIDE.match(link) and link not in known:
                known.add(link)
                waiting.append((link, path))
    return count, seen


def links_inside(check, street):
    data = street.small_house("links")
    address = street.dinh("dinh-links", data)
    broken, pages, kinds = {}, 0, set()
    for name in PEOPLE:
        count, seen = walk(Walker(address, data, name), broken)
        pages, kinds = pages + count, kinds | set(seen)
    check.that(f"{pages} pages and tables of {len(kinds)} kinds were asked for", pages > 500 and len(kinds) > 150,
               (pages, len(kinds)))
    check.that(f"links shown to somebody who may not open them: {len(broken)}", not broken,
               "\n".join(f"{what} ({where})" for what, where in sorted(broken.items())))
    check.that("dinh ends as asked", street.close(address) == 0)
