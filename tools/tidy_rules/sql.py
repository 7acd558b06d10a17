"""SQL stands in named constants, the same on both engines, with bound values; text is found by search, not by LIKE."""
import re

from .tree import Finding

CONSTANT = re.compile(r"\bSql\s+(?:k\w+|\w+)\s*(?:=\s*(?:db::)?(?:Sql)?\s*)?\{")
NAME = re.compile(r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$")
STATEMENT = re.compile(r"^\s*(SELECT\s|INSERT\s+INTO\s|UPDATE\s+\w+\s+SET\b|DELETE\s+FROM\s|WITH\s+\w+\s+AS\b)")
WORDS = [(re.compile(p), instead) for p, instead in (
    (r"\bI?LIKE\s+(\$\d|\?|'%'\s*\|\||lower)", "platform/search (never LIKE on what people typed)"),
    (r"\bILIKE\b", "platform/search"),
    (r"\bFOR\s+UPDATE\b|\bSKIP\s+LOCKED\b", "UPDATE ... WHERE version = $n RETURNING"),
    (r"\w::(int|text|bigint|date|timestamp|boolean|json)", "CAST(x AS ...)"),
    (r"\b(datetime|strftime|julianday)\s*\(|\bnow\(\)|\bCURRENT_(TIMESTAMP|DATE|TIME)\b",
     "a bound value from platform/clock"),
    (r"\bSELECT\s+\*", "the columns by name"),
    (r"\b(true|false|TRUE|FALSE)\b", "1 and 0"),
)]
# Folders that speak to each engine in its own words, and those that put statements together from constant parts.
ENGINES = ("platform/db", "platform/search", "platform/jobs", "platform/backup")
BUILDERS = ENGINES + ("platform/grants", "platform/audit")


def check(tree):
    names = {}
    for file in tree.code:
        if file.is_test or file.home == "platform/db":
            continue
        yield from constants(file, names)
        if file.home not in BUILDERS:
            yield from built(file)
        yield from statements(file)


def constants(file, names):
    for match in CONSTANT.finditer(file.code):
        line = file.line_at(match.start())
        name = next((text for at, text in file.strings if at >= match.end()), "")
        following = file.text[match.end():].lstrip()
        if not following.startswith('"'):
            yield Finding("sql", file.path, line, "an Sql constant is two literals: its name and its text")
            continue
        if not NAME.match(name):
            yield Finding("sql", file.path, line, f'"{name}": name it "noun.verb"')
        # The two engines' forms of one statement share its name, in one file.
        if names.setdefault(name, file.path) != file.path:
            yield Finding("sql", file.path, line, f'"{name}" is also in {names[name]}')


def built(file):
    for at, text in file.strings:
        if not STATEMENT.match(text):
            continue
        before, after = file.code[:at].rstrip(), file.code[at:]
        after = re.sub(r'^("\s*"|"[^"]*"\s*)+', "", after, count=1).lstrip()
        called = re.search(r"(format|append|str|\+=?|<<)\s*\(?\s*$", before)
        if called or after.startswith(("+", "<<")):
            yield Finding("sql", file.path, file.line_at(at),
                          "SQL put together from strings: use db::Filter and bound values")


def statements(file):
    if file.home in ENGINES:
        return
    for at, text in file.strings:
        if not STATEMENT.match(text):
            continue
        for pattern, instead in WORDS:
            for match in pattern.finditer(text):
                yield Finding("sql", file.path, file.line_at(at), f"`{match.group(0)}` in SQL: use {instead}")
