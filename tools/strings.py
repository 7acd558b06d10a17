#!/usr/bin/env python3
"""The Vietnamese texts that people see, and what their English lacks.

    tools/strings.py              writes locales/messages.pot, prints how many texts locales/en.po translates
    tools/strings.py --check      also ends with 1 when a translation is missing, unused or wrong
    tools/strings.py --missing    prints the entries that locales/en.po lacks, to be filled in

Taken are [[...]] of templates, what stands in tr(...), trn(...) and the failures of platform/error, and every other
literal of our C++ with Vietnamese marks. Left out is what is not the program's own voice (NOT_SHOWN), and pieces that
the program puts together (with +, or with a blank at an end): they stay Vietnamese, a text with %1 can be translated.
"""
import argparse
import json
import re
import sys
import tomllib
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from template_text import Fault, tokens
from tidy_rules.tree import Tree

ROOT = Path(__file__).resolve().parent.parent
POT = "locales/messages.pot"
ENGLISH = "locales/en.po"
# Tables of letters, words searched for in documents, the documents of the example province, the command line.
NOT_SHOWN = ("platform/text/", "platform/rules/", "platform/search/", "platform/worker/", "platform/paper/",
             "app/demo/", "app/commands/", "app/main.cpp")
MARKED = re.compile("[ăâđêôơưĂÂĐÊÔƠƯàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.I)
SAID = re.compile(r"\b(?:\w+\.|\w+->)?(tr|trn|Refused|Forbidden|Conflict|Unavailable)\s*[({]\s*$")
MARKS = re.compile(r"%\d")
LITERALS = re.compile(r'^("\s*"|"[^"]*"\s*)+')


@dataclass
class Text:
    places: list = field(default_factory=list)
    plural: bool = False


@dataclass
class Entry:
    line: int
    forms: list
    plural: bool
    fuzzy: bool


def is_piece(file, at):
    """Whether the literal at `at` is joined to something that is not a literal."""
    after = LITERALS.sub("", file.code[at:], count=1).lstrip()
    return after.startswith(("+", "<<")) or file.code[:at].rstrip().endswith(("+", "+=", "<<"))


def texts_of(tree):
    found = {}

    def add(text, path, plural=False):
        entry = found.setdefault(text, Text())
        if path not in entry.places:
            entry.places.append(path)
        entry.plural |= plural

    for file in tree.templates:
        for t in tokens(file.text, file.path):
            if t.kind == "words":
                add(t.value, file.path)
    for file in tree.code:
        ours = file.path.startswith(("platform/", "modules/", "app/")) and not file.path.startswith(NOT_SHOWN)
        if file.is_test or not ours:
            continue
        for at, text in file.strings:
            said = SAID.search(file.code[max(0, at - 80):at])
            if text != text.strip() or is_piece(file, at):
                continue
            if MARKED.search(text) or said and said.group(1) in ("tr", "trn") and text:
                add(unescape(text), file.path, bool(said) and said.group(1) == "trn")
    return found


def unescape(text):
    return re.sub(r'\\(["\'\\n])', lambda m: "\n" if m.group(1) == "n" else m.group(1), text)


def quote(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def entry_text(text, said):
    out = [f"#: {place}" for place in said.places] + [f"msgid {quote(text)}"]
    if said.plural:
        out += [f"msgid_plural {quote(text)}", 'msgstr[0] ""', 'msgstr[1] ""']
    else:
        out.append('msgstr ""')
    return "\n".join(out) + "\n"


def pot(texts):
    head = ('msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
            '"Language: vi\\n"\n')
    ordered = sorted(texts.items(), key=lambda item: (item[1].places[0], item[0]))
    return head + "".join("\n" + entry_text(text, said) for text, said in ordered)


def read_po(text, path):
    """msgid -> Entry; the header is left out."""
    entries, state, current, fuzzy = {}, None, None, False
    for number, line in enumerate(text.splitlines() + [""], 1):
        line = line.strip()
        if line.startswith("#~"):
            continue
        if line.startswith("#,") and "fuzzy" in line:
            fuzzy = True
            continue
        if line.startswith("#"):
            continue
        match = re.match(r'(msgid_plural|msgid|msgstr(?:\[(\d)\])?)?\s*"(.*)"$', line)
        if line and not match:
            raise Fault(path, number, f"cannot be read: {line[:60]}")
        if match and match.group(1) == "msgid":
            current = {"line": number, "msgid": "", "plural": False, "forms": {}, "fuzzy": fuzzy}
            fuzzy, state = False, "msgid"
        elif match and match.group(1) == "msgid_plural":
            current["plural"], state = True, "plural"
        elif match and match.group(1):
            state = int(match.group(2) or 0)
            current["forms"][state] = ""
        if match and current:
            piece = unescape(match.group(3))
            if state == "msgid":
                current["msgid"] += piece
            elif state != "plural":
                current["forms"][state] += piece
        if not line and current:
            if current["msgid"] in entries:
                raise Fault(path, current["line"], f"{quote(current['msgid'])} stands twice")
            entries[current["msgid"]] = Entry(current["line"], [current["forms"][k] for k in sorted(current["forms"])],
                                              current["plural"], current["fuzzy"])
            current = None
    entries.pop("", None)
    return entries


def names_in(value):
    """Every name in the tables of a file of rules."""
    if isinstance(value, dict):
        own = {v for k, v in value.items() if k in ("name", "reverse") and isinstance(v, str)}
        return own.union(*map(names_in, value.values()))
    return set().union(*map(names_in, value)) if isinstance(value, list) else set()


def names_of_rules(folder):
    """What the law calls things is said by pages too: it may be translated, and need not be."""
    return set().union(*(names_in(tomllib.loads(f.read_text(encoding="utf-8"))) for f in folder.rglob("*.toml")))


def faults_of(texts, entries, path, names=frozenset()):
    """path:line: what is wrong with the translations that are there."""
    for text, entry in entries.items():
        place = f"{path}:{entry.line}: {quote(text)[:70]}"
        if text in names and text not in texts:
            continue
        if text not in texts:
            yield f"{place}: nobody says this text any more"
            continue
        if texts[text].plural and len(entry.forms) != 2:
            yield f"{place}: needs two forms, for one and for many"
        for form in entry.forms:
            if not form:
                continue
            may_omit = texts[text].plural and form is entry.forms[0]  # "one document" needs no number
            if set(MARKS.findall(form)) != set(MARKS.findall(text)) and not may_omit:
                yield f"{place}: has other marks than the source: {quote(form)[:70]}"
            if "{{" in form or "}}" in form:
                yield f"{place}: holds braces"
            if not unicodedata.is_normalized("NFC", form):
                yield f"{place}: not in NFC"
        if entry.fuzzy:
            yield f"{place}: is marked fuzzy"


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--check", action="store_true")
    arguments.add_argument("--missing", action="store_true")
    arguments.add_argument("--json")
    asked = arguments.parse_args()
    texts = texts_of(Tree(ROOT))
    file = ROOT / ENGLISH
    entries = read_po(file.read_text(encoding="utf-8"), ENGLISH) if file.is_file() else {}
    missing = {t: said for t, said in texts.items() if t not in entries or not all(entries[t].forms)}
    if asked.missing:
        print("\n".join(entry_text(t, said) for t, said in sorted(missing.items(), key=lambda i: i[1].places)), end="")
        return 0
    if not asked.check:
        (ROOT / POT).parent.mkdir(exist_ok=True)
        (ROOT / POT).write_text(pot(texts), encoding="utf-8")
    faults = list(faults_of(texts, entries, ENGLISH, names_of_rules(ROOT / "rules")))
    faults += [f"{said.places[0]}:1: no English for {quote(t)}" for t, said in sorted(missing.items())]
    if asked.check:
        print("".join(f + "\n" for f in faults), end="")
    print(f"strings: {len(texts)} texts, {len(texts) - len(missing)} in English, {len(faults)} faults")
    if asked.json:
        Path(asked.json).write_text(json.dumps({"passed": int(bool(texts) and not faults), "failed": len(faults)}))
    return 1 if asked.check and faults else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Fault as fault:
        sys.exit(str(fault))
