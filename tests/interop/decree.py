"""Real input: the decree on clerical work and its appendices as they were published. Each file is registered as an
incoming document and found again by words from inside it. The files are not part of this project: when they do not
lie beside it, the part says so and counts as skipped."""
import re
import time
import unicodedata
import urllib.parse
import zipfile

from houses import ROOT

FORM = "/documents/incoming/new"
FOLDER = ROOT.parent / "shared/data/decree30"
INDEXED_SECONDS = 180
WORDS = 6


def words_inside(file):
    """The text of a DOCX by our own reading of its XML: words of a paragraph together."""
    with zipfile.ZipFile(file) as parts:
        xml = parts.read("word/document.xml").decode()
    paragraphs = []
    for inside in re.findall(r"<w:p[ >].*?</w:p>", xml, re.S):
        told = "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", inside))
        paragraphs.append(unicodedata.normalize("NFC", told))
    return paragraphs


def phrases_of(file):
    """Some words in a row from the beginning, the middle and the end: plain ones, with marks on them."""
    rows = [row for paragraph in words_inside(file)
            for row in re.findall(rf"(?:\b[^\W\d_]{{2,}}\b ?){{{WORDS}}}", paragraph) if without_marks(row) != row]
    return [rows[at].strip() for at in sorted({0, len(rows) // 2, len(rows) - 1})]


def without_marks(text):
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return plain.replace("đ", "d").replace("Đ", "D")


def register_file(person, file, number):
    values = person.get(FORM).form(FORM)
    subject = f"Nghị định về công tác văn thư, tệp {file.stem}"
    typed = {"author_name": "Chính phủ", "mark": f"{number}/30/2020/NĐ-CP", "subject": subject}
    answer = person.upload(FORM, {**values, **typed}, [(file.name, file.read_bytes())])
    if answer.status == 422 and "secrecy_answered" in answer.text:
        kept = re.findall(r'name="kept" value="([^"]+)" checked', answer.text)
        again = {**answer.form(FORM), **typed, "kept": kept[0], "secrecy_answered": "1"}
        answer = person.upload(FORM, again, [])
    return answer, subject


def found_by(person, subject, words):
    begun = time.monotonic()
    while time.monotonic() - begun < INDEXED_SECONDS:
        page = person.get("/search?" + urllib.parse.urlencode({"q": words}))
        if subject in page.words:
            return True
        time.sleep(0.5)
    return False


def decree_is_found(check, person):
    files = sorted(FOLDER.glob("*.docx"))
    if not files:
        print(f"  skipped: no real documents in {FOLDER.relative_to(ROOT.parent)} beside the repository")
        check.skipped += 1
        return
    registered = []
    for number, file in enumerate(files, 1):
        answer, subject = register_file(person, file, number)
        check.that(f"{file.name} is registered with its file", answer.status == 200 and subject in answer.words,
                   (answer.status, answer.words[:500]))
        place = re.search(rf'href="({answer.path}/files/\d+)[/"]', answer.text)
        same = place and person.get(place.group(1)).body == file.read_bytes()
        check.that(f"{file.name} is had back as it was", same, place)
        registered.append((file, subject))
    for file, subject in registered:
        for phrase in phrases_of(file):
            # Words that hundreds of files hold find one of them with a word of its own beside.
            for words in (phrase, without_marks(phrase)):
                check.that(f"{file.name} by “{words}”", found_by(person, subject, f"{words} {file.stem}"), subject)
