"""The figures of bench/run as Markdown, beside the budgets."""
ENGINES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
GROWN = 2.0         # a page may cost so many times more at 2x10^6 documents than at 10^4


def number(value):
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 1 else f"{value:.2f}"


def page(one):
    base = f" + {number(one['db_cpu_us'])}" if one["db_cpu_us"] else ""
    failed = f", {one['failed']} failed" if one["failed"] else ""
    return (f"{number(one['rate'])}/s, p99 {number(one['p99_ms'])} ms, {number(one['cpu_us'])}{base} µs, "
            f"{one['rate'] / one['nginx']:.4f} of nginx{failed}")


# (row, budget, what of the figures); a figure that is not there gives an empty cell
def rows():
    def of_page(name):
        return lambda f: page(f["pages"][name])

    def of_queries(clients):
        return lambda f: "p50 {p50_ms:.1f}, p99 {p99_ms:.1f} ms, {cpu_us:,.0f} µs".format(**f["queries"][clients])

    def of_http(clients):
        return lambda f: "{rate:,.0f}/s, p99 {p99_ms:.0f} ms, {cpu_us:,.0f} µs".format(
            **f["registering"][f"http_{clients}"])

    def over_series(f):
        return "{own_series:,.0f}/s, {share:.2f} of pgbench ({pgbench:,.0f}/s)".format(
            **f["registering"], share=f["registering"]["own_series"] / f["registering"]["pgbench"])

    def beside(part, name):
        return lambda f: ("before {before[p99_ms]:,.0f} ms, beside {during[p99_ms]:,.0f} ms, after "
                          "{after[p99_ms]:,.0f} ms: {times:.1f} x").format(
            **{when: f[part]["beside"][when][name] for when in ("before", "during", "after")},
            times=f[part]["beside"][f"{name}, times"])

    return [
        ("documents", "", lambda f: f"{f['documents']:,}"),
        ("list, 50 rows", "SQLite 3,000/s, PostgreSQL 1,200/s, p99 30 ms", of_page("list")),
        ("document page", "", of_page("document")),
        ("work list", "", of_page("work list")),
        ("search, one word", "", of_page("search, one word")),
        ("search, a sign", "", of_page("search, a sign")),
        ("200 queries, 1 client", "p99 50 ms", of_queries("1")),
        ("200 queries, 4 clients", "", of_queries("4")),
        ("registering, 1 client", "0.3 of write + fdatasync",
         lambda f: "{one:,.0f}/s, {one_of_raw:.2f} of raw ({raw:,.0f}/s)".format(**f["registering"])),
        ("registering, 32 clients", "4 x one client", lambda f: "{many:,.0f}/s, {many_of_one:.1f} x one"
         .format(**f["registering"])),
        ("registering, 64 clients, 64 series", "0.5 of pgbench with the same SQL", over_series),
        ("registering over HTTP, 1 client", "", of_http(1)),
        ("registering over HTTP, 32 clients", "", of_http(32)),
        ("start to ready", "1,000 ms", lambda f: f"{f['ready_ms']:.0f} ms"),
        ("memory when ready", "", lambda f: f"{f['rss_ready_mb']:.0f} MB"),
        ("memory 60 s later", "100 MB", lambda f: f"{f['rss_idle_mb']:.0f} MB"),
        ("memory after the pages", "250 MB", lambda f: f"{f['rss_after_mb']:.0f} MB"),
        ("a large upload: memory over idle", "16 MB", lambda f: "{flat_mb:.1f} MB ({mb} MB in {seconds:.1f} s, status "
         "{status})".format(**f["upload"])),
        ("merger of an agency: the deed", "2 s for 200,000 documents",
         lambda f: "{deed_s:.2f} s, its preview {draft_s:.2f} s, {records:,} documents".format(**f["handover"])),
        ("its hand-over, in the background", "", lambda f: "{hand_over_s:.0f} s for {moved:,} open ones in {batches:,} "
         "batches".format(**f["handover"])),
        ("others meanwhile: list, p99", "2 x", beside("handover", "list")),
        ("others meanwhile: work list, p99", "2 x", beside("handover", "work list")),
        ("an agency taken away", "", lambda f: "{records:,} records in {seconds:.0f} s, ZIP of {size_mb:,.0f} MB, "
         "memory {flat_mb:.0f} MB over {idle_mb:.0f} MB".format(**f["export"])),
        ("others meanwhile (export): list, p99", "", beside("export", "list")),
        ("others meanwhile (export): work list, p99", "", beside("export", "work list")),
    ]


def cell(what, figures):
    try:
        return what(figures)
    except KeyError:
        return ""


def main_table(figures):
    places = sorted(figures, key=lambda which: (which.split(":")[0] != "sqlite", int(which.split(":")[1])))
    lines = ["| row | budget | " + " | ".join(ENGINES[place.split(":")[0]] for place in places) + " |",
             "| --- | --- |" + " --- |" * len(places)]
    for name, budget, what in rows():
        lines.append(f"| {name} | {budget} | " + " | ".join(cell(what, figures[place]) for place in places) + " |")
    return lines


def ratio(small, large):
    return large / small if small > 0 else 0.0


def line(engine, name, spent):
    if ratio(spent[0], spent[-1]) <= GROWN:
        return []
    return [f"| {ENGINES[engine]} | {name} | " + " | ".join(f"{one / 1000:.1f}" for one in spent) +
            f" | {ratio(spent[0], spent[-1]):.1f} |"]


def growth(figures, engine):
    """Pages whose CPU (house and database) grows more than GROWN times from the smallest size to the largest."""
    sizes = sorted(int(which.split(":")[1]) for which in figures
                   if which.startswith(engine) and "survey" in figures[which])
    if len(sizes) < 2:
        return []
    of = [figures[f"{engine}:{size}"] for size in sizes]
    lines = []
    for name in of[0]["survey"]:
        lines += line(engine, name, [one["survey"][name]["cpu_us"] for one in of if name in one["survey"]])
    for band in of[0]["queries"]["1"].get("costs", {}):
        lines += line(engine, f"queries: {band}", [one["queries"]["1"].get("costs", {}).get(band, 0.0)
                                                   for one in of])
    return lines


def table(figures):
    lines = main_table(figures)
    grown = growth(figures, "sqlite") + growth(figures, "postgresql")
    if grown:
        lines += ["", f"Costs more than {GROWN:.0f} times as much at the largest size (CPU ms a request, by size):", "",
                  "| engine | page | 10^4 | 2x10^5 | 2x10^6 | times |", "| --- | --- | --- | --- | --- | --- |", *grown]
    return "\n".join(lines)
