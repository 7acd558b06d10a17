"""The figures of bench/portal as Markdown, beside the budgets."""
from table import number

KINDS = ("home", "article", "list")


def one_of(figures, which):
    one = figures[which]
    cost = f", {number(one['cpu_us'])} µs" if one["cpu_us"] else ""
    failed = f", {one['failed']} failed" if one["failed"] else ""
    return f"{number(one['rate'])}/s{cost}{failed}"


# (row, budget, what of the pages of a kind)
PAGES = [
    ("bytes, from the cache and as a file", "", lambda f: f"{f['bytes']:,}, {f['file_bytes']:,}"),
    ("from the cache of the house", "0.6 of nginx", lambda f: f"{one_of(f, 'cache')}: {f['cache_of_nginx']:.2f}"),
    ("the same bytes by nginx", "", lambda f: one_of(f, "nginx")),
    ("as files by nginx, packaging/nginx", "0.95 of plain files",
     lambda f: f"{one_of(f, 'files')}: {f['files_of_plain']:.2f}"),
    ("the same files by nginx, plainly", "", lambda f: one_of(f, "plain")),
    ("the like by WordPress", "the cache 500 times it",
     lambda f: f"{one_of(f, 'wordpress')}: {f['of_wordpress']:,.0f} times"),
]


def wrote(f, which):
    one = f[which]
    return (f"{one['pages']:,} in {one['seconds']:.0f} s, {number(one['cpu_us'])} µs a page, memory "
            f"{one['over_idle_mb']:.0f} MB over {f['idle_mb']:.0f} MB")


def searched(f, which):
    return "p50 {p50_ms:.1f}, p99 {p99_ms:.1f}, most {most_ms:.0f} ms, {cpu_us:,.0f} µs".format(**f[which])


def seen(f):
    return "; ".join(f"{name} {one['p50']:.2f} s, most {one['most']:.2f} s" for name, one in f["seen_s"].items())


def step(f, name):
    one = f["steps"][name]
    return (f"{one['seconds']:.0f} s, {one['cpu_s'] / f['articles'] * 1e3:.2f} ms of CPU an article, memory "
            f"{one['over_idle_mb']:.0f} MB over {f['idle_mb']:.0f} MB")


def waited(f, name):
    return "; ".join(f"{when} {one[name]['p99_ms']:.0f}, most {one[name]['most_ms']:.0f}"
                     for when, one in f["beside"].items() if name in one)


# (row, budget, part, what of its figures)
OTHERS = [
    ("publishing, the deed", "100 ms", "publishing",
     lambda f: f"{f['deed_ms']:.0f} ms, most {f['deed_most_ms']:.0f} ms of {f['times']}, {f['rights']:,} rights, "
               f"{f['pages']:,} pages"),
    ("until readers have it", "2 s", "publishing", seen),
    ("search on one site", "p99 50 ms", "search", lambda f: searched(f, "one site")),
    ("search on all sites", "p99 50 ms", "search", lambda f: searched(f, "all sites")),
    ("the first pages written", "", "writing", lambda f: wrote(f, "first")),
    ("all pages written", "200,000 in 180 s, memory flat", "writing", lambda f: wrote(f, "all")),
]


def cell(what, figures):
    try:
        return what(figures)
    except KeyError:
        return ""


def table(figures):
    lines = ["| page | budget | " + " | ".join(KINDS) + " |", "| --- | --- |" + " --- |" * len(KINDS)]
    for name, budget, what in PAGES:
        lines.append(f"| {name} | {budget} | " + " | ".join(
            cell(lambda f, kind=kind: what(f[kind]), figures.get("pages", {})) for kind in KINDS) + " |")
    lines += ["", "| row | budget | figures |", "| --- | --- | --- |"]
    lines += [f"| {name} | {budget} | {cell(what, figures.get(part, {}))} |" for name, budget, part, what in OTHERS]
    return "\n".join(lines)
