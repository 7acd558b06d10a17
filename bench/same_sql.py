"""pgbench doing what the house does in PostgreSQL to register a document: the same statements in the same order.

They are read from the log of a registration. New ids become random ones, the number is the one the series gives, and
each client has a series of its own; all else stays as it was logged.
"""
import json
import re
import subprocess

SERIES = 64
LOGGED = {"log_destination": "jsonlog", "logging_collector": "on", "log_filename": "statements"}
PARAMETER = re.compile(r"\$(\d+) = (NULL|'(?:[^']|'')*')", re.S)
TAKES_NUMBER = re.compile(r"UPDATE series SET last = last \+ 1")


def log_file(server):
    return server.folder / "data" / "log" / "statements.json"


def transactions(log):
    """The statements of each finished transaction as (text, {place: value or None})."""
    open_ones = {}
    for line in log.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        kind, _, text = entry.get("message", "").partition(": ")
        if kind != "statement" and not kind.startswith("execute"):
            continue
        values = {int(place): None if value == "NULL" else value[1:-1].replace("''", "'")
                  for place, value in PARAMETER.findall(entry.get("detail", ""))}
        mine = open_ones.setdefault(entry["pid"], [])
        if text.startswith("BEGIN"):
            mine.clear()
        elif text == "COMMIT":
            yield list(mine)
        else:
            mine.append((text, values))


def literal(value):
    """pgbench takes a colon for a variable, also within quotes."""
    if value is None:
        return "NULL"
    return "U&'" + value.replace("\\", "\\\\").replace("'", "''").replace(":", "\\003A") + "'"


def script(statements, series):
    """The registration as pgbench runs it; `series`: one id a client."""
    record = next(int(values[1]) for text, values in statements if text.startswith("INSERT INTO incoming_document"))
    # Made in the deed: the record's own id is the first of them; an id is a time above 22 bits.
    made = sorted({int(value) for _, values in statements for value in values.values()
                   if value and value.isdigit() and record <= int(value) < record + (2000 << 22)})
    holder = next(values[1] for text, values in statements if text.startswith("INSERT INTO work_count"))
    names = {str(one): f":made{n}" for n, one in enumerate(made)}
    cases = " ".join(f"WHEN :client_id = {n} THEN {one}" for n, one in enumerate(series))
    lines = [f"\\set mine CASE {cases} ELSE {series[0]} END"]
    lines += [f"\\set made{n} random(1, 4000000000000000000)" for n in range(len(made))]
    lines.append("BEGIN ISOLATION LEVEL READ COMMITTED;")
    series_id, number = next((values[1], values[2]) for text, values in statements
                             if text.startswith("INSERT INTO series_entry"))
    taken = False
    for text, values in statements:
        takes = TAKES_NUMBER.match(text)
        taken = taken or bool(takes)

        def value_at(place):
            value = values[int(place[1])]
            if value in (series_id, holder) and value is not None:
                return ":mine"      # clerks of different offices do not wait for one another's counters
            if value == number and value is not None and taken and not takes:
                return ":last"
            return names.get(value) or literal(value)

        made_text = re.sub(r"\$(\d+)", value_at, text.replace("\n", " "))
        lines.append(made_text + (" \\gset" if takes else ";"))
    return "\n".join([*lines, "COMMIT;", ""])


def registering(server, database, bench, folder, seconds):
    """(the house's registrations/s over as many series as clients, pgbench's)"""
    def run(for_seconds):
        return subprocess.run([bench, folder, str(for_seconds), server.url(database), "own"], check=True,
                              capture_output=True, text=True).stdout

    server.ask(database, f"ALTER DATABASE {database} SET log_statement = 'all'")
    run(1)
    server.ask(database, f"ALTER DATABASE {database} RESET log_statement")
    found = [one for one in transactions(log_file(server))
             if any(text.startswith("INSERT INTO incoming_document") for text, _ in one)]
    ours = float(re.search(r"as many series ([\d.]+)/s", run(seconds))[1])
    series = [row[0] for row in server.ask(database, f"SELECT id FROM series ORDER BY id DESC LIMIT {SERIES}")]
    file = server.folder.parent / "registering.sql"
    last = max(found, key=lambda one: max(int(v[2]) for t, v in one if t.startswith("INSERT INTO series_entry")))
    file.write_text(script(last, series), encoding="utf-8")     # its number is like no other value
    said = subprocess.run([server.programs / "pgbench", "-n", "-M", "prepared", "-c", str(SERIES), "-j", "2", "-T",
                           str(seconds), "-f", file, server.url(database)], check=True, capture_output=True,
                          text=True).stdout
    return ours, float(re.search(r"tps = ([\d.]+)", said)[1])
