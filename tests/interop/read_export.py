#!/usr/bin/env python3
"""Reads a folder that `dinh export` wrote, and its ZIP, with nothing of ours: csv, json, html.parser, hashlib, zipfile.

    tests/interop/read_export.py FOLDER [ZIP]

Fails with the first fault: counts of CSV, JSON and pages that differ, a link that leads nowhere, a checksum that is not
the file's, a file nobody lists, a name that Windows refuses, a cell that a spreadsheet would run, a script in a page.
Prints one line of counts.
"""
import csv
import hashlib
import json
import re
import sys
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

DEVICES = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$", re.I)
FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f]')
MOST_PATH = 180  # leaves room for the folder it is unpacked into


class Page(HTMLParser):
    VOID = {"meta", "link", "br", "img", "input", "hr"}

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.links, self.open, self.faults, self.lang = [], [], [], ""

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "script" or any(name.startswith("on") for name in attributes):
            self.faults.append(f"runs something: {tag}")
        if tag == "html":
            self.lang = attributes.get("lang", "")
        for name in ("href", "src"):
            if name in attributes:
                self.links.append(attributes[name])
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")


def need(good, what):
    if not good:
        raise SystemExit(f"read_export: {what}")


def read_page(file):
    page = Page()
    page.feed(file.read_text(encoding="utf-8"))
    page.close()
    need(not page.faults and not page.open, f"{file}: {page.faults or page.open}")
    need(page.lang in ("vi", "en"), f"{file}: no language")
    return page


def check_names(folder, files):
    for name in files:
        need(len(name) <= MOST_PATH, f"too long: {name}")
        for part in name.split("/"):
            need(not FORBIDDEN.search(part) and not DEVICES.match(part), f"Windows refuses {name}")
            need(part == part.rstrip(". "), f"Windows refuses {name}")
    need(len({name.lower() for name in files}) == len(files), "two names differ by case alone")


def check_sums(folder, files):
    listed = {}
    for line in (folder / "checksums.sha256").read_text().splitlines():
        value, name = line.split("  ", 1)
        need(name not in listed, f"listed twice: {name}")
        listed[name] = value
    need(set(listed) == files - {"checksums.sha256"}, f"not listed: {files ^ set(listed)}")
    for name, value in listed.items():
        need(hashlib.sha256((folder / name).read_bytes()).hexdigest() == value, f"checksum of {name}")
    return listed


def check_links(folder, files):
    pages, seen, waiting = 0, set(), ["index.html"]
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        if not name.endswith(".html") or "/files/" in name:
            continue
        pages += 1
        for link in read_page(folder / name).links:
            need(not re.match(r"^([a-z]+:|/)", link, re.I), f"{name}: {link} leaves the folder")
            target = (folder / name).parent.joinpath(unquote(link.split("#")[0])).resolve()
            need(target.is_file(), f"{name}: {link} leads nowhere")
            waiting.append(target.relative_to(folder).as_posix())
    unreached = files - seen - {"checksums.sha256"}
    need(not unreached, f"no link leads to {sorted(unreached)[:3]}")
    return pages


def check_rows(folder, sums):
    records = taken = 0
    for table in sorted(folder.glob("*.csv")):
        raw = table.read_bytes()
        need(raw.startswith(b"\xef\xbb\xbf"), f"{table.name}: no byte order mark")
        with open(table, encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.reader(stream, strict=True))
        head, rows = rows[0], rows[1:]
        for row in rows:
            need(len(row) == len(head), f"{table.name}: {len(row)} cells in {row[0]}")
            need(not any(cell[:1] in ("=", "+", "-", "@", "\t") for cell in row), f"{table.name}: {row[0]} would run")
        lines = [json.loads(line) for line in table.with_suffix(".jsonl").read_text(encoding="utf-8").splitlines()]
        need([row[0] for row in rows] == [line["key"] for line in lines], f"{table.name}: CSV and JSON differ")
        need(len({line["key"] for line in lines}) == len(lines), f"{table.name}: a record stands twice")
        kept = {page.stem for page in (folder / table.stem / "records").glob("*/*.html")}
        need(kept == {line["key"] for line in lines}, f"{table.name}: pages and lines differ")
        records += len(lines)
        for file in (file for line in lines for file in line["files"] if file["path"]):
            need(sums[file["path"]] == file["sha256"], f"{file['path']} is not what its record says")
            need((folder / file["path"]).stat().st_size == file["size_bytes"], f"size of {file['path']}")
            taken += 1
    return records, taken


def check_zip(folder, files, name):
    with zipfile.ZipFile(name) as archive:
        need(archive.testzip() is None, "the ZIP is damaged")
        names = {entry.split("/", 1)[1] for entry in archive.namelist()}
        need(names == files, f"the ZIP has other files: {sorted(names ^ files)[:3]}")
        tops = {entry.split("/", 1)[0] for entry in archive.namelist()}
        need(len(tops) == 1, "the ZIP has several folders")
        top = tops.pop()
        for entry in ("index.html", "checksums.sha256"):
            need(archive.read(f"{top}/{entry}") == (folder / entry).read_bytes(), f"{entry} differs in the ZIP")


def main():
    folder = Path(sys.argv[1]).resolve()
    files = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}
    check_names(folder, files)
    sums = check_sums(folder, files)
    pages = check_links(folder, files)
    records, taken = check_rows(folder, sums)
    if len(sys.argv) > 2:
        check_zip(folder, files, sys.argv[2])
    print(f"{records} records, {taken} files, {pages} pages")


if __name__ == "__main__":
    main()
