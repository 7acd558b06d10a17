"""The house in English: people of different roles open every kind of page they meet, and what is left in Vietnamese
there is data: names, subjects and words that somebody typed. Whatever else bears Vietnamese marks is a text of the
program that was not translated; none may be left."""
import re
import sqlite3
from html.parser import HTMLParser

from checks import run
from forms import Walker, kind_of
from houses import DINH, ROOT

PEOPLE = ("admin", "luong.bx", "vui.dt", "kiem.ht")
STARTS = ("/worklist", "/worklist/notices", "/documents/incoming?view=all", "/documents/outgoing?view=all",
          "/registers", "/directory",
          "/documents/incoming/new", "/documents/outgoing/new", "/petitions", "/meetings", "/accounts", "/settings",
          "/exports", "/accounts/me", "/help", "/search?q=ke+hoach")
PAGES_MOST, OF_ONE_KIND = 150, 3
MARKED = re.compile("[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE)
SHOWN = ("title", "alt", "placeholder", "aria-label", "value", "content", "data-label")
LEFT_ALONE = re.compile(r"^/(sessions|assets)|/password|second-factor|one-time-codes"
                        r"|\.(csv|xlsx|ics|json)$")
# Papers whose form and words the law fixes are Vietnamese in every language.
PAPERS = re.compile(r"/print\b|/slip\b|/slips\b|/proof\b|/files/")
BREAKS = re.compile(r"\. |[;:,()·–|→/“”\"]| - | … ")
# Where the program keeps sentences of its own, which have to be translated when they are shown.
OWN_WORDS = {("record_history", "words"), ("work_item", "title"), ("notice", "title"), ("notice", "words"),
             ("notice", "text")}


# The program's own name, a party's document kinds, what is proposed as the subject of a Vietnamese document, words that
# settings take, heads of the columns that a table of legal documents bears.
NAMES = {"Đình", "Đảng", "Về việc trả lời văn bản số", "tất cả", "không", "Số ký hiệu", "Ngày ban hành", "Loại văn bản",
         "Trích yếu", "Cơ quan ban hành", "Người ký", "Lĩnh vực", "Có hiệu lực từ", "Hết hiệu lực từ"}
TAGS = re.compile(r"</?[a-z][^>]*>")

# How a post is held stands before or behind its title; the version behind the program's name.
TITLES = re.compile(r"^Quyền | phụ trách$|(?<=Đình) [\d.]+$")


class Texts(HTMLParser):
    """What a person reads: texts, and attributes that are shown or read out."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found, self.links, self.silent, self.joined, self.lang = [], [], 0, False, ""

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "html":
            self.lang = attributes.get("lang") or ""
        if tag in ("script", "style", "pre"):       # pre: the words of a file
            self.silent += 1
        self.joined = tag == "mark"                 # a word found by search is marked within its text
        if tag == "a" and attributes.get("href"):
            self.links.append(attributes["href"])
        for name in SHOWN:
            if attributes.get(name) and not (name == "value" and tag != "button"):
                self.found.append(attributes[name])

    def handle_endtag(self, tag):
        if tag in ("script", "style", "pre"):
            self.silent -= 1
        self.joined = tag == "mark"

    def handle_data(self, data):
        if self.silent:
            return
        if self.joined and self.found:
            self.found[-1] += data
        elif data.strip():
            self.found.append(data)


def pieces(text):
    return [word for word in (piece.strip(" .!?’'…") for piece in BREAKS.split(re.sub(r"\s+", " ", text))) if word]


class Data:
    """Everything that stands in the database as data, whole and in pieces."""

    def __init__(self, folder):
        self.known, texts = set(NAMES), []
        with sqlite3.connect(f"file:{folder}/dinh.db?mode=ro", uri=True) as db:
            names = [row[0] for row in db.execute("select name from sqlite_master where type = 'table'")]
            for table in names:
                if table.startswith(("sqlite_", "search_index", "job", "event", "audit")):
                    continue
                for _, column, kind, *_ in db.execute(f'pragma table_info("{table}")'):
                    if kind.lower() != "text" or (table, column) in OWN_WORDS:
                        continue
                    for (value,) in db.execute(f'select distinct "{column}" from "{table}" where "{column}" <> \'\''):
                        if isinstance(value, str) and MARKED.search(value):
                            texts.append(re.sub(r"\s+", " ", TAGS.sub(" … ", value)))
        for value in texts:
            self.known.update(pieces(value))
        for file in (ROOT / "rules").rglob("*.toml"):       # names and bases of the law
            for value in re.findall(r'"((?:[^"\\]|\\.)*)"', file.read_text(encoding="utf-8")):
                self.known.update(pieces(value))
        self.all = "\n".join(texts)

    def has(self, piece):
        """A piece of data, a long one cut short, or English words around data."""
        piece = TITLES.sub("", piece)
        if piece in self.known or len(piece) > 24 and piece.rstrip("…") in self.all:
            return True
        words = piece.split()
        covered = [not MARKED.search(word) for word in words]
        for begin in range(len(words)):
            for end in range(len(words), begin, -1):
                one_mark = end > begin + 1 or "-" in words[begin]
                if one_mark and " ".join(words[begin:end]) in self.known:
                    covered[begin:end] = [True] * (end - begin)
                    break
        return all(covered)


def left_in(page, data):
    texts = Texts()
    texts.feed(page)
    left = [piece for text in texts.found if MARKED.search(text) for piece in pieces(text)
            if MARKED.search(piece) and not data.has(piece)]
    return texts, left


def walk(check, walker, data, seen_kinds, left):
    """Every kind of page that its links lead to, a few of each."""
    waiting, done, count = list(STARTS), set(), 0
    while waiting and count < PAGES_MOST:
        path = waiting.pop(0)
        kind = kind_of(path)
        enough = seen_kinds.get((walker.name, kind), 0) >= OF_ONE_KIND
        # Pages of a site are for citizens and speak the language of the site, whoever reads them.
        if path in done or enough or path.startswith("/trang") or LEFT_ALONE.search(path) or PAPERS.search(path):
            continue
        done.add(path)
        seen_kinds[walker.name, kind] = seen_kinds.get((walker.name, kind), 0) + 1
        status, page = walker.ask("GET", path)
        if not page:
            continue
        count += 1
        texts, found = left_in(page, data)
        if status < 300:
            check.that(f"{walker.name}: {kind} is in English", texts.lang == "en", texts.lang)
        for piece in found:
            left.setdefault(piece, f"{path} ({walker.name})")
        waiting += [link.split("#")[0] for link in texts.links if link.startswith("/") and not link.startswith("//")]
    return count


def all_in_english(check, street):
    folder = street.folder / "english"
    code, _, said = run(DINH, "demo", "--scale", "0.02", "--data", folder)
    if code != 0:
        raise RuntimeError(said)
    address = street.dinh("dinh-english", folder)
    house_in_english(check, address, folder)
    check.that("dinh ends as asked", street.close(address) == 0)


def house_in_english(check, address, folder):
    data, left, seen_kinds, pages = Data(folder), {}, {}, 0
    for name in PEOPLE:
        walker = Walker(address, folder, name)
        walker.cookie += "; lang=en"
        speak_english(walker)
        pages += walk(check, walker, data, seen_kinds, left)
    kinds = len({kind for _, kind in seen_kinds})
    check.that(f"{pages} pages of {kinds} kinds were read", pages > 100 and kinds > 60, (pages, kinds))
    check.that(f"texts left in Vietnamese: {len(left)}", not left,
               "\n".join(f"{piece!r} at {place}" for piece, place in sorted(left.items())))


def speak_english(walker):
    _, page = walker.ask("GET", "/accounts/me")
    token = re.search(r'name="_csrf" value="([^"]*)"', page)
    if token:
        walker.ask("POST", "/accounts/me/language", f"_csrf={token.group(1)}&language=en")
