#!/usr/bin/env python3
"""Fills the portal of an example house on SQLite: articles of ordinary length on 120 sites, and rights of many editors.

    bench/grow_portal.py BASE NEW ARTICLES      folders; BASE made by `dinh demo`, its house stopped; NEW must not exist

The articles stand on the province's site, those of all departments and communes and the first others, all of the same
number, half of them among the news and the others among the categories of the site; published in the 1,000 days
before, in hours of work. Their text is made of the subjects, sentences, places and people of the example, some 1.7 KB,
so that words are as frequent as they are there. Each has its edition, history, placing, entry and text of the search.
Audit, events and work items stay as they are. EDITORS rights are given to people of the sites' own agencies, the same
number on each. The index of the search is made by `index_again`.
"""
import datetime
import pathlib
import random
import re
import shutil
import sqlite3
import sys
import time

from grow import index, phrases

SITES, EDITORS = 120, 2000
READERS = 1        # of all sites, among those who see an entry
DAYS = 1000       # ids begin with 2024
EPOCH = datetime.datetime(2024, 1, 1, tzinfo=datetime.timezone.utc)     # of ids
NEWS = "tin-tuc-su-kien"
PARAGRAPHS, SENTENCES = (3, 6), (2, 4)
AT_ONCE = 5000
ROLES = ("contributor", "contributor", "contributor", "editor", "editor", "secretary", "approver")
HISTORY = (("portal.write_article", "Viết bài"), ("portal.submit_article", "Trình: %1Chờ biên tập"),
           ("portal.publish_article", "Xuất bản"))


def sites_of(house):
    """(site, slug, agency, its news category, its other categories as (id, name)) of SITES sites, the largest first"""
    order = "CASE kind WHEN 'province' THEN 0 WHEN 'department' THEN 1 WHEN 'commune' THEN 2 ELSE 3 END, id"
    found = []
    for site, slug, agency in house.execute("SELECT id, slug, owner_agency FROM portal_site WHERE state = 'open' "
                                            f"ORDER BY {order} LIMIT {SITES}").fetchall():
        categories = house.execute("SELECT id, name, slug FROM portal_category WHERE site = ? AND state = 'open' "
                                   "ORDER BY position, id", (site,)).fetchall()
        news = next(one for one in categories if one[2] == NEWS)
        found.append((site, slug, agency, news[:2], [one[:2] for one in categories if one[2] != NEWS]))
    if len(found) != SITES:
        raise SystemExit(f"grow_portal: the house has {len(found)} sites and not {SITES}; make it with --scale 1")
    return found


class Words:
    """Titles, sentences and addresses, the same at each run."""

    def __init__(self, house):
        self.chance = random.Random(20261122)
        subjects = [re.sub(r"^(V/v|Về việc) ", "", row[0]) for row in
                    house.execute("SELECT DISTINCT subject FROM outgoing_document ORDER BY 1")]
        bodies = " ".join(row[0] for row in house.execute("SELECT body FROM portal_article ORDER BY id"))
        said = [one.strip() for one in re.split(r"<[^>]*>|\. ", bodies) if len(one.strip()) > 20]
        self.subjects, self.said = subjects, sorted(set(said))
        self.endings = [words for _, words in phrases(house)]

    def title(self):
        words = self.chance.choice(self.subjects) + " " + self.chance.choice(self.endings)
        return words[0].upper() + words[1:]

    def sentence(self):
        kind = self.chance.random()
        if kind < 0.4:
            words = self.chance.choice(self.said).rstrip(".")
        elif kind < 0.8:
            words = self.chance.choice(self.subjects) + " " + self.chance.choice(self.endings)
        else:
            words = (f"Theo văn bản số {self.chance.randrange(1, 4000)}/UBND-"
                     f"{self.chance.choice(('TH', 'KT', 'VX', 'NC', 'CNN'))}, {self.chance.choice(self.subjects)}, "
                     f"kinh phí {self.chance.randrange(10, 9999)} triệu đồng")
        return words[0].upper() + words[1:] + "."

    def paragraphs(self):
        return [" ".join(self.sentence() for _ in range(self.chance.randint(*SENTENCES)))
                for _ in range(self.chance.randint(*PARAGRAPHS))]


SLUG_LETTERS = str.maketrans({letter: plain for plain, letters in {
    "a": "àáảãạăằắẳẵặâầấẩẫậ", "e": "èéẻẽẹêềếểễệ", "i": "ìíỉĩị", "o": "òóỏõọôồốổỗộơờớởỡợ", "u": "ùúủũụưừứửữự",
    "y": "ỳýỷỹỵ", "d": "đ"}.items() for letter in letters})


def slug_of(title, number):
    words = re.sub(r"[^a-z0-9]+", "-", title.lower().translate(SLUG_LETTERS)).strip("-")
    return f"{words[:60].strip('-')}-{number}"


def at_work(begin, chance):
    """A moment of the day that begins then, as the house writes it, and its id without the sequence."""
    moment = begin + datetime.timedelta(milliseconds=chance.randrange(1 * 3_600_000, 10 * 3_600_000))
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03}Z", \
        int((moment - EPOCH).total_seconds() * 1000) << 22


# Rows of tables, by their names; those without a value in a column get its default.
def insert(house, table, names, rows):
    house.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})", rows)


ARTICLE = ("id", "owner_agency", "origin_agency", "rules_day", "created_at", "created_by_person", "created_by_post",
           "site", "category", "kind", "language", "slug", "title", "summary", "body", "author", "state", "edition",
           "published_at", "changed_at")
PLACING = ("article", "site", "category", "slug", "language", "kind", "state", "shown", "published_at", "changed_at")
EDITION = ("article", "edition", "title", "summary", "body", "at", "person", "label")
STORY = ("id", "kind", "record", "at", "person", "person_name", "capacity", "deed", "words", "changes")
ENTRY = ("record", "kind", "title", "marks", "words", "link", "day", "grantees")
BODY = ("record", "position", "text")


def one_article(number, places, words, writer, begin):
    """(table, names, row) of all that one article has"""
    person, post, name = writer
    chance = words.chance
    site, site_slug, agency, news, others = places[number % len(places)]
    category, category_name = news if chance.random() < 0.5 else chance.choice(others)
    at, article = at_work(begin + datetime.timedelta(days=chance.randrange(DAYS)), chance)
    article += number % 1024 << 12     # the node's bits: two of one millisecond keep apart
    title, paragraphs = words.title(), words.paragraphs()
    slug, summary = slug_of(title, number), words.sentence()
    body = "".join(f"<p>{one}</p>" for one in paragraphs)
    yield "portal_article", ARTICLE, (article, agency, agency, at[:10], at, person, post, site, category, "article",
                                      "vi", slug, title, summary, body, name, "published", 1, at, at)
    yield "portal_placing", PLACING, (article, site, category, slug, "vi", "article", "own", 1, at, at)
    yield "portal_edition", EDITION, (article, 1, title, summary, body, at, person, f"{name} – Chuyên viên")
    for step, (deed, said) in enumerate(HISTORY):
        yield "record_history", STORY, (article + step + 1, "portal_article", article, at, person, name, "Chuyên viên",
                                        deed, said, "[]")
    yield "search_entry", ENTRY, (article, "portal_article", title, "", f"{category_name} {summary} {name} ",
                                  f"/trang/{site_slug}/bai/{slug}", at[:10], f"{READERS} {site}")
    yield "search_body", BODY, (article, 0, "\n".join(paragraphs))


def put_articles(house, places, count):
    words = Words(house)
    writer = house.execute("SELECT created_by_person, created_by_post, author FROM portal_article WHERE author <> '' "
                           "ORDER BY id").fetchone()
    newest = house.execute("SELECT max(published_at) FROM portal_article").fetchone()[0]
    begin = datetime.datetime.fromisoformat(newest[:10] + "T00:00:00+00:00") - datetime.timedelta(days=DAYS)
    for first in range(0, count, AT_ONCE):
        tables = {}
        for number in range(first, min(first + AT_ONCE, count)):
            for table, names, row in one_article(number, places, words, writer, begin):
                tables.setdefault((table, names), []).append(row)
        for (table, names), rows in tables.items():
            insert(house, table, names, rows)


def put_editors(house, places):
    last = house.execute("SELECT max(id) FROM portal_member").fetchone()[0]
    given = house.execute("SELECT count(*) FROM portal_member").fetchone()[0]
    rows = []
    for site, _, agency, _, _ in places:
        posts = [row[0] for row in house.execute("SELECT id FROM post WHERE agency = ? AND unit IS NOT NULL AND "
                                                 "until_day IS NULL ORDER BY id", (agency,))]
        wanted = [(site, post, role) for role in dict.fromkeys(ROLES) for post in posts]
        have = set(house.execute("SELECT site, post, role FROM portal_member WHERE site = ?", (site,)))
        rows.append([one for one in wanted if one not in have])
    chosen = [one for turn in zip(*(row + [None] * EDITORS for row in rows)) for one in turn if one]
    for site, post, role in chosen[:max(0, EDITORS - given)]:
        last += 1
        house.execute("INSERT INTO portal_member (id, site, post, role) VALUES (?, ?, ?, ?)", (last, site, post, role))
    return house.execute("SELECT count(*) FROM portal_member").fetchone()[0]


def grow(base, new, count):
    shutil.copytree(base, new)
    house = sqlite3.connect(new / "dinh.db", isolation_level=None)
    for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -400000", "locking_mode = EXCLUSIVE"):
        house.execute("PRAGMA main." + setting)
    house.execute("ATTACH ? AS base", (f"{base}/dinh.db",))
    places = sites_of(house)
    house.execute("BEGIN")
    put_articles(house, places, count)
    print(f"{put_editors(house, places)} rights of editors", flush=True)
    house.execute("COMMIT")
    for setting, value in (("hashsize", 256 << 20), ("automerge", 0)):
        house.execute("INSERT INTO search_index (search_index, rank) VALUES (?, ?)", (setting, value))
    house.execute("DETACH base")
    house.execute("PRAGMA locking_mode = NORMAL")
    house.execute("PRAGMA journal_mode = WAL")
    house.close()


def main(words):
    if len(words) != 3 or int(words[2]) < SITES:
        sys.exit(__doc__)
    base, new, count = pathlib.Path(words[0]), pathlib.Path(words[1]), int(words[2])
    began = time.monotonic()
    grow(base, new, count)
    index(new)
    print(f"{count:,} articles in {time.monotonic() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
