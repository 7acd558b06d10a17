"""Every part of the house has its members: modules, platform folders, schemas with the class of each text column."""
import re
import tomllib

from .tree import Finding

TABLE = re.compile(r"CREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?(\w+)\s*\((.*?)\n\)", re.S | re.I)
ADDED = re.compile(r"ALTER\s+TABLE\s+(\w+)\s+ADD\s+(?:COLUMN\s+)?(\w+)\s+text\b", re.I)
TEXT = re.compile(r"^\s*(\w+)\s+text\b", re.M | re.I)
CLASSES = ("none", "basic", "sensitive")
RETENTION = "rules/retention.toml"


def check(tree):
    for module in tree.folders("modules"):
        yield from module_members(tree, module)
        yield from personal(tree, f"modules/{module}")
    for folder in tree.folders("platform"):
        yield from platform_members(tree, folder)
        yield from personal(tree, f"platform/{folder}")
    yield from migrations(tree)


def missing(place, text):
    return Finding("parts", place, 1, text)


def module_members(tree, module):
    place = f"modules/{module}"
    for name, what in (("README.md", "one page: purpose, words, tables, what it offers, whom it uses"),
                       ("module.cpp", "the manifest"), (f"{module}.hpp", "the header that others may include")):
        if f"{place}/{name}" not in tree.by_path:
            yield missing(f"{place}/CMakeLists.txt", f"{place}/{name} is missing: {what}")
    if not any(f"{place}/rights{end}" in tree.by_path for end in (".hpp", ".cpp")):
        yield missing(f"{place}/CMakeLists.txt", f"{place}/rights.hpp is missing: the deeds and who may do them")


def platform_members(tree, folder):
    place = f"platform/{folder}"
    if f"{place}/README.md" not in tree.by_path:
        yield missing(f"{place}/CMakeLists.txt", f"{place}/README.md is missing: purpose, words, contract, example")
    sources = [f for f in tree.code if f.home == place and f.suffix == ".cpp"]
    if sources and not any(f.name.endswith("_test.cpp") for f in sources):
        yield missing(f"{place}/CMakeLists.txt", f"{place} has no test")


def text_columns(tree, place):
    """(table, column) -> (path, line) of every text column of the migrations of a module or platform folder."""
    found = {}
    for file in tree.files:
        if file.path.startswith(f"{place}/schema/") and file.suffix == ".sql":
            for table in TABLE.finditer(file.text):
                for column in TEXT.finditer(table.group(2)):
                    found[table.group(1), column.group(1)] = (file.path, file.line_at(table.start(2) + column.start(1)))
            for added in ADDED.finditer(file.text):
                found[added.group(1), added.group(2)] = (file.path, file.line_at(added.start()))
    return found


def retention_ids(tree):
    """The ids a column may name as its retention; None when there is no table of them."""
    table = tree.by_path.get(RETENTION)
    return {one.get("id") for one in tomllib.loads(table.text).get("personal", [])} if table else None


def personal(tree, place):
    columns = text_columns(tree, place)
    path = f"{place}/schema/personal.toml"
    if path not in tree.by_path:
        if columns:
            yield Finding("personal", next(iter(columns.values()))[0], 1,
                          f"{path} is missing: it classes each of {len(columns)} text columns", len(columns))
        return
    try:
        classed = tomllib.loads(tree.by_path[path].text)
    except tomllib.TOMLDecodeError as error:
        yield Finding("personal", path, 1, f"cannot be read: {error}")
        return
    for (table, column), (where, line) in columns.items():
        if column not in classed.get(table, {}):
            yield Finding("personal", where, line, f"{path} does not class {table}.{column} (none, basic or sensitive)")
    for table, entries in classed.items():
        for column, entry in entries.items():
            yield from entry_faults(path, table, column, entry, columns)
            yield from retention_faults(path, table, column, entry, retention_ids(tree))


def retention_faults(path, table, column, entry, known):
    named = entry.get("retention") if isinstance(entry, dict) else None
    if named and named not in (known or ()):
        yield Finding("personal", path, 1, f"{table}.{column}: {RETENTION} has no [[personal]] named {named}")


def entry_faults(path, table, column, entry, columns):
    said = entry if isinstance(entry, dict) else {"class": entry}
    if (table, column) not in columns:
        yield Finding("personal", path, 1, f"{table}.{column} is no text column of these migrations")
    if said.get("class") not in CLASSES:
        yield Finding("personal", path, 1, f"{table}.{column}: the class is one of {', '.join(CLASSES)}")
    elif said["class"] != "none" and not (said.get("purpose") and said.get("retention")):
        yield Finding("personal", path, 1, f"{table}.{column}: personal data names its purpose and retention")


def migrations(tree):
    numbers = {}
    for file in tree.files:
        parts = file.path.split("/")
        if len(parts) == 4 and parts[2] == "schema" and file.suffix == ".sql":
            if not re.match(r"^\d{4}_[a-z0-9_]+\.sql$", file.name):
                yield Finding("parts", file.path, 1, "a migration is named NNNN_what.sql")
                continue
            key = (parts[1], file.name[:4])
            if key in numbers:
                yield Finding("parts", file.path, 1, f"number {key[1]} is also {numbers[key]}")
            numbers[key] = file.path
