"""Who may include whom: app > modules > platform, modules meet by modules/x/x.hpp only, libraries have one home."""
import re

from .tree import Finding

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(?:"([^"]+)"|<([^>]+)>)', re.M)
USES = re.compile(r"dinh_module\(\s*(\w+)([^)]*)\)")

# Library headers and the folders that may know them.
HOMES = (
    (re.compile(r"^(SQLiteCpp/|sqlite3|pqxx/|libpq)"), ("platform/db",), "platform/db"),
    (re.compile(r"^boost/(beast|asio)"), ("platform/web",), "platform/web"),
    (re.compile(r"^ctemplate/"), ("platform/pages",), "platform/pages"),
    (re.compile(r"^spdlog/"), ("platform/log",), "platform/log"),
    (re.compile(r"^prometheus/"), ("platform/metrics",), "platform/metrics"),
    (re.compile(r"^unicode/"), ("platform/text", "platform/worker"), "platform/text"),
    (re.compile(r"^(openssl|argon2|liboath)"), ("platform/crypto", "platform/web"), "platform/crypto"),
    (re.compile(r"^CLI/"), ("app",), "app"),
    (re.compile(r"^toml(\+\+|plusplus|\.hpp)"), ("platform/config", "platform/rules", "platform/calendar", "app"),
     "platform/rules or platform/config"),
    (re.compile(r"^regex$"), (), "a hand-written reader (std::regex recurses by character)"),
)


def check(tree):
    uses = dict(uses_of(tree))
    edges = {}
    for file in tree.code:
        for match in INCLUDE.finditer(file.text):
            line = file.line_at(match.start())
            if match.group(1):
                yield from own(file, line, match.group(1), uses)
                note_edge(edges, file, line, match.group(1))
            else:
                yield from library(file, line, match.group(2))
    yield from circles(edges)
    yield from unused_headers(tree)


def uses_of(tree):
    for file in tree.files:
        if file.path.startswith("modules/") and file.name == "CMakeLists.txt":
            for name, rest in USES.findall(file.text):
                words = rest.split()
                start = words.index("USES") + 1 if "USES" in words else len(words)
                end = words.index("LINK") if "LINK" in words else len(words)
                yield name, set(words[start:end])


def own(file, line, target, uses):
    def fault(text):
        return Finding("layers", file.path, line, f'"{target}": {text}')

    top = target.split("/")[0]
    if target.startswith(".") or "/" not in target:
        yield fault("write the path from the root of the repository")
        return
    if top == "tests" and not file.is_test:
        yield fault("only tests include from tests/")
    if top in ("modules", "app") and file.path.startswith("platform/"):
        yield fault("platform knows nothing of modules and app: offer an event, a hook or a registry")
    if top == "app" and file.path.startswith("modules/"):
        yield fault("modules know nothing of app")
    if top == "modules" and file.path.startswith("modules/"):
        yield from between(file, target, uses, fault)


def between(file, target, uses, fault):
    mine, other = file.path.split("/")[1], target.split("/")[1]
    if mine == other:
        return
    if target != f"modules/{other}/{other}.hpp":
        yield fault(f"of another module only modules/{other}/{other}.hpp is public")
    elif other not in uses.get(mine, set()):
        yield fault(f"modules/{mine}/CMakeLists.txt does not name {other} in USES")


def library(file, line, target):
    for pattern, homes, instead in HOMES:
        if pattern.match(target) and file.home not in homes and not file.is_test:
            yield Finding("libraries", file.path, line, f"<{target}> is not for this folder: use {instead}")


def note_edge(edges, file, line, target):
    if file.is_test or not target.startswith(("platform/", "modules/")):
        return
    here, there = file.home, "/".join(target.split("/")[:2])
    if here.startswith(("platform/", "modules/")) and here != there:
        edges.setdefault(here, {}).setdefault(there, (file.path, line))


def circles(edges):
    """One finding for each pair of folders that reach one another."""
    reach = {}

    def reached(start):
        if start not in reach:
            reach[start], queue = set(), [start]
            while queue:
                for there in edges.get(queue.pop(), {}):
                    if there not in reach[start]:
                        reach[start].add(there)
                        queue.append(there)
        return reach[start]

    for here in sorted(edges):
        for there, (path, line) in sorted(edges[here].items()):
            if here in reached(there):
                yield Finding("layers", path, line, f"{here} and {there} include one another: a circle of folders")


def unused_headers(tree):
    named = {m.group(1) for f in tree.code for m in INCLUDE.finditer(f.text) if m.group(1)}
    for file in tree.code:
        if file.suffix == ".hpp" and file.path not in named and not file.path.startswith("cmake/"):
            yield Finding("unused", file.path, 1, "nobody includes this header: delete it or use it")
