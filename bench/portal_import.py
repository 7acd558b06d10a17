"""An old site of 10,000 articles is taken over: tried, applied, undone. A clerk of another agency goes on meanwhile:
looks at pages and registers documents at a steady pace."""
import pathlib
import shutil
import sqlite3
import tempfile
import time

import old_site
from handover import must, signed_in, until
from person import multipart
from publishing import APPROVER, SITE
from servers import REGISTER, WRITER, Peak, cookie_of, registration
from steady import Deed, Steady

PICTURES = "SELECT id FROM job WHERE kind = 'portal.pictures' LIMIT 1"
BUSY = ("trying", "applying", "undoing")


def others(clerk):
    """What the clerk asks for, and what with: pages, a public one that is asked of the database, and a small deed."""
    deed = Deed(REGISTER, *registration(clerk, "NH"))
    return {"list": "/documents/incoming?view=all", "deed": deed, "work list": "/worklist",
            "search of a site": f"/trang/{SITE}/tim?q=dat+dai"}


def brought(house, editor, place, export, pictures):
    """The page of the import, once it is taken."""
    site = place.ask(f"SELECT id FROM portal_site WHERE slug = '{SITE}'")[0][0]
    path = f"/portal/sites/{site}/imports"
    form = {**must(editor.get(path), path).form(path), "form": "wordpress"}
    body, kind = multipart(form, [("export", export.name, export.read_bytes()),
                                  *(("files", one.name, one.read_bytes()) for one in pictures)])
    return must(editor.ask(path, body, {"Origin": house.address, "Content-Type": kind}), "the upload").path


def counted(place, state):
    return place.ask("SELECT count(*) FROM site_import_item WHERE import = (SELECT max(id) FROM site_import) AND "
                     f"state = '{state}'")[0][0]


class Watch:
    """Each step: seconds, CPU, memory over idle, and between which moments."""

    def __init__(self, house, place):
        self.house, self.place, self.idle, self.steps, self.spans = house, place, 0.0, {}, {}

    def rest(self, name, seconds):
        """Others alone; what the house needs for them is its idle memory."""
        time.sleep(1)
        began = time.monotonic()
        with Peak(self.house.process.pid) as peak:
            time.sleep(seconds)
        self.spans[name] = (began, time.monotonic())
        self.idle = self.idle or peak.most

    def step(self, name, begin, ends):
        before = self.house.process_cpu_s()
        with Peak(self.house.process.pid) as peak:
            began = time.monotonic()
            given = begin()
            ended = until(name, ends)
        self.spans[name] = (began, ended)
        self.steps[name] = {"seconds": ended - began, "cpu_s": self.house.process_cpu_s() - before,
                            "over_idle_mb": peak.most - self.idle}
        print(f"  {name}: {self.steps[name]}", flush=True)
        return given

    def idle_import(self):
        rows = self.place.ask("SELECT state FROM site_import ORDER BY id DESC LIMIT 1")
        return bool(rows) and rows[0][0] not in BUSY


def press(editor, page, action):
    return must(editor.post(page + action, must(editor.get(page), page).form(page + action)), action)


def take_over(place, args, house, export, pictures):
    editor, clerk = signed_in(house, APPROVER), house.sign_in(WRITER)
    watch, asked = Watch(house, place), others(clerk)
    with Steady(house, cookie_of(clerk), asked) as steady:
        watch.rest("before", args.quiet)
        page = watch.step("trying", lambda: brought(house, editor, place, export, pictures), watch.idle_import)
        fresh = counted(place, "new")
        watch.step("applying", lambda: press(editor, page, "/runs"), watch.idle_import)
        done = counted(place, "done")
        watch.step("pictures", lambda: None, lambda: not place.ask(PICTURES))
        watch.step("undoing", lambda: press(editor, page, "/undoings"), watch.idle_import)
        undone = counted(place, "undone")
        if not fresh or not fresh == done == undone:
            raise SystemExit(f"bench: {fresh} articles to come, {done} came, {undone} are undone")
        watch.rest("after", args.quiet)
    if steady.failed():
        raise SystemExit(f"bench: {steady.failed()} of what the clerk wanted failed")
    return {"articles": done, "export_mb": export.stat().st_size / 1e6, "idle_mb": watch.idle, "steps": watch.steps,
            "beside": {name: steady.between(*span) for name, span in watch.spans.items()}}


def measure(place, args):
    """On a copy of the example house."""
    place.house_folder = place.folder / "portal-import"
    shutil.rmtree(place.house_folder, ignore_errors=True)
    shutil.copytree(place.base, place.house_folder)
    with tempfile.TemporaryDirectory() as name, sqlite3.connect(":memory:") as words:
        words.execute("ATTACH ? AS base", (f"{place.base}/dinh.db",))
        if args.export:
            export, pictures = args.export, []
        else:
            export, pictures = old_site.write(words, pathlib.Path(name), args.imported)
            pictures = [pictures]
        house = place.open()
        try:
            return take_over(place, args, house, export, pictures)
        finally:
            house.stop()
            shutil.rmtree(place.house_folder, ignore_errors=True)
