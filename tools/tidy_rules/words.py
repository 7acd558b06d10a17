"""Words and calls that do not stand in our code, each with what stands there instead."""
import re
import unicodedata

from .tree import Finding

CODE_OR_SCRIPT = (".cpp", ".hpp", ".py", ".js", ".mjs", ".scss", ".sql", ".sh", ".cmake", ".html", ".toml", "")

# (pattern, what to do instead) anywhere in a source, comments and strings included.
ANYWHERE = [(re.compile(p), instead) for p, instead in (
    (r"\bTO" r"DO\b", "do it, or open an issue"),
    (r"\bFIX" r"ME\b", "mend it, or open an issue"),
    (r"\bXX" r"X\b", "say what is wrong"),
    (r"\bHA" r"CK\b", "say why it is so"),
    (r"\bWI" r"P\b", "finish it"),
    (r"(?i)\bst" r"ub(s|bed)?\b", "write the part"),
    (r"\b[Nn]ot (yet )?imple" r"mented\b", "write the part, or refuse in words"),
    (r"(?i)\blorem ip" r"sum\b", "write a true text"),
    (r"(?i)\bfor n" r"ow\b", "say until what"),
    (r"(?i)\bdum" r"my\b", "name what it is"),
    (r"<<<<" r"<<<|>>>>" r">>>", "a merge is not finished"),
)]

# Paths of one machine, outside tests.
PLACES = [(re.compile(p), instead) for p, instead in (
    (r"(?<![\w./$}])/work" r"/(main|shared|\.library)\b", "a path from the root of the repository"),
    (r"(?<![\w./$}])/tm" r"p/", "$TMPDIR, mktemp, or the data folder"),
    (r"(?<![\w./$}])/(home" r"/\w|root" r"/)", "a path that the caller gives"),
    (r"\.\./sha" r"red\b", "a file of this repository"),
)]

START = r"(?:(?<=[;{}(=,!])|\breturn\b)\s*(?:std::|::)?"  # where a call begins, unlike a declaration
# Calls, in C++ outside comments and strings: (pattern, instead, folders that may).
CALLS = [(re.compile(p), instead, homes) for p, instead, homes in (
    (r"\busing namespace std\b", "std::", ()),
    (r"\bNULL\b", "nullptr", ()),
    (r"\bstd::endl\b", "'\\n'", ()),
    (r"\bstd::(cout|cerr|clog)\b|\bprintf\s*\(", "platform/log, or std output in app/",
     ("app", "bench", "platform/log")),
    (START + r"(system|popen)\s*\(", "posix_spawn in platform/worker", ()),
    (r"\b(atoi|atol|atoll|atof|sprintf|strcpy|strcat|strtok|gets)\s*\(", "std::from_chars, std::string", ()),
    (START + r"(s?rand)\s*\(|\bstd::(mt19937|random_device|rand)\b", "crypto::random_bytes",
     ("platform/crypto", "platform/db")),
    (r"\bsystem_clock::now\b|\bgettimeofday\b|" + START + r"(time|localtime|gmtime|localtime_r|gmtime_r)\s*\(",
     "platform/clock", ("platform/clock",)),
    (r"(?<![\w:.>])(std::|secure_)?getenv\s*\(", "platform/config", ("platform/config", "app")),
    (r"\bstd::(stoi|stol|stoll|stoul|stod)\s*\(", "std::from_chars (stoi throws and accepts blanks)", ()),
    (r"\bstd::async\b|\.detach\(\)", "a thread that somebody joins, or platform/jobs", ()),
    (r"\bcatch\s*\(\.\.\.\)\s*\{\s*\}", "say what may fail and why that is fine", ()),
)]

BANNER = re.compile(r"^\s*(//|#|/\*)\s*([=*#~_/-])\2{5,}", re.M)


def check(tree):
    for file in tree.files:
        if file.suffix not in CODE_OR_SCRIPT or file.path.startswith(("rules/", "examples/", "locales/")):
            yield from spelling(file)
            continue
        yield from spelling(file)
        yield from anywhere(file)
        if file.is_code:
            yield from calls(file)
            yield from header(file)
        if file.is_shell and "set -" not in file.text:
            yield Finding("shell", file.path, 1, "begin with `set -euo pipefail`")


def spelling(file):
    if not unicodedata.is_normalized("NFC", file.text):
        at = next(i for i, line in enumerate(file.lines, 1) if not unicodedata.is_normalized("NFC", line))
        yield Finding("spelling", file.path, at, "not in NFC: write composed letters")
    for number, line in enumerate(file.lines, 1):
        if line != line.rstrip() and file.suffix != ".md":
            yield Finding("spelling", file.path, number, "blanks at the end of the line")
        if "\t" in line and file.suffix not in (".csv", ".tsv", ".md"):
            yield Finding("spelling", file.path, number, "a tab: indent with blanks")
    if "\r" in file.text:
        yield Finding("spelling", file.path, 1, "line ends of Windows")
    if file.text and not file.text.endswith("\n"):
        yield Finding("spelling", file.path, len(file.lines), "the last line has no end")


def anywhere(file):
    for pattern, instead in ANYWHERE + ([] if file.is_test else PLACES):
        for match in pattern.finditer(file.text):
            yield Finding("words", file.path, file.line_at(match.start()), f"`{match.group(0)}`: {instead}")
    for match in BANNER.finditer(file.text):
        yield Finding("words", file.path, file.line_at(match.start()), "a banner: a blank line is enough")


def calls(file):
    for pattern, instead, homes in CALLS:
        if file.home in homes or file.is_test:
            continue
        for match in pattern.finditer(file.code):
            yield Finding("calls", file.path, file.line_at(match.start()),
                          f"`{match.group(0).strip()}`: use {instead}")


def header(file):
    if file.suffix != ".hpp":
        return
    if "#pragma once" not in file.text:
        yield Finding("header", file.path, 1, "begin with #pragma once")
    if not file.text.startswith("//"):
        yield Finding("header", file.path, 1, "begin with a comment that states the contract")
