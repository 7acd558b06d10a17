"""The calls of programs under /api/v1, judged by what others wrote: the OpenAPI document by a validator from npm, the
calls by Hypothesis. From the document itself each call is made with bodies that fit its schema and with broken ones:
the house never breaks, never answers a page, answers as the document says, and nothing without the right scope."""
import base64
import http.client
import json
import re
import subprocess
import urllib.parse
from collections import Counter
from pathlib import Path

import jsonschema
from hypothesis import HealthCheck, Phase, Verbosity, given, settings
from hypothesis import strategies as st

from checks import password_of
from forms import signed_in
from plausible import with_sense

HERE = Path(__file__).resolve().parent
PEOPLE = ("vui.dt", "kiem.ht", "luong.bx", "phau.sa")
EXAMPLES, BROKEN = 8, 6
LISTS = ("/worklist", "/documents/incoming?view=all", "/documents/outgoing?view=all", "/registers", "/directory/people",
         "/directory/agencies", "/directory/groups", "/petitions", "/meetings", "/documents/routes", "/submissions",
         "/internal/letters", "/internal/messages")
POOL_MOST = 400
JSON_TYPES = ("application/json", "application/problem+json")
NOT_JSON = ("", "{", "[]", "null", "7", "\"a\"", "{}{}", "{\"a\":1,\"a\":2}", "{\"a\":\"\\u0000\"}",
            "{\"a\":\"\\ud800\"}", "{\"a\":" + "[" * 5000, "{\"a\":NaN}", "\ufeff{}", "a=1&b=2", "<a/>")
PARTS_OF_PATHS = {"monday": st.sampled_from(["2026-11-23", "2026-02-31", "x"]), "key": st.just("house.name"),
                  "n": st.sampled_from(["1", "2", "0", "-1"]), "p": st.just("1"),
                  "way": st.sampled_from(["mail", "sms"])}
HOSTILE = st.sampled_from(["<script>alert(7)</script>", "'; DROP TABLE series; --", "đ" * 3000, "31/02/2026", "-1",
                           "1e9", "99999999999999999999999", "{{SUBJECT}}[[Lưu]]%1"])


class Program:
    """Calls with a token over one line that is kept."""

    def __init__(self, address, token):
        self.host, self.token, self.line = address.removeprefix("http://"), token, None

    def call(self, method, path, body=None, **headers):
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        if body is not None:
            headers.setdefault("Content-Type", "application/json")
            body = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body
        for _ in range(2):
            try:
                self.line = self.line or http.client.HTTPConnection(self.host, timeout=30)
                self.line.request(method, "/api/v1" + path, body, headers)
                answer = self.line.getresponse()
                return answer.status, answer.headers.get_content_type(), answer.read()
            except (http.client.HTTPException, ConnectionError):
                self.line = None
        raise RuntimeError(f"no answer to {method} {path}")


def token_of(address, data, username, scopes):
    """Made on the page, as a person makes it."""
    person = signed_in(address, data, username)
    page = person.get("/accounts/me")
    form = page.form("/accounts/me/tokens")
    form.pop("scope", None)
    sent = urllib.parse.urlencode({**form, "name": "Hypothesis", "scope": scopes}, doseq=True).encode()
    made = person.ask("/accounts/me/tokens", sent, {"Origin": address})
    found = re.search(r"dinh_[A-Za-z0-9_-]{43}", made.text)
    return found.group(0) if found else None


def validated(check, document, folder):
    """By the schema of the OpenAPI Initiative, in a validator that knows nothing of us."""
    place = HERE / "node_modules/@seriousme/openapi-schema-validator"
    if not place.exists():
        subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], cwd=HERE,
                       check=True)
    for name, text in (("right", document), ("wrong", {**document, "paths": {"/a": {"get": {"responses": 7}}}})):
        file = folder / f"openapi-{name}.json"
        file.write_text(json.dumps(text))
        done = subprocess.run(["node", place / "bin/validate-api-cli.js", file], capture_output=True, text=True,
                              check=False)
        fine = done.returncode == 0
        check.that(f"openapi-schema-validator: the {name} document", fine == (name == "right"), done.stdout[:800])


def resolved(schema, document):
    """The schema with everything it points to inside."""
    return {**schema, "components": document["components"]}


def told_schema(document, operation, status, kind):
    answers = operation["responses"]
    answer = answers.get(str(status), answers["default"])
    while "$ref" in answer:
        answer = document["components"]["responses"][answer["$ref"].rsplit("/", 1)[1]]
    content = answer["content"]
    return content.get(kind, content.get("*/*", {})).get("schema"), kind in content or "*/*" in content


def value_of(schema, pool):
    kind = schema.get("type")
    if "enum" in schema:
        fitting = st.sampled_from(schema["enum"])
    elif kind == "array":
        return st.lists(value_of(schema["items"], pool), max_size=3)
    elif kind == "integer":
        fitting = st.integers(0, 12)
    elif kind == "boolean":
        return st.booleans()
    elif schema.get("format") == "date":
        fitting = st.dates().map(str) | st.sampled_from(["2026-11-20", "2026-12-01"])
    elif schema.get("pattern", "").startswith("^[0-9]"):
        fitting = st.sampled_from(sorted(pool) or ["1"])
    else:
        fitting = st.text(max_size=60) | st.sampled_from(["Về việc thử", "main", "mail", "approve"])
    return st.one_of(fitting, fitting, fitting, HOSTILE)


def bodies_of(operation, pool):
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    if not body:
        return st.none()
    properties = {name: value_of(schema, pool) for name, schema in body.get("properties", {}).items()}
    required = {name: properties.pop(name) for name in body.get("required", ()) if name in properties}
    return st.fixed_dictionaries(required, optional=properties)


def paths_of(path, operation, pool):
    names = re.findall(r"{(\w+)}", path)
    parts = [PARTS_OF_PATHS.get(name, st.sampled_from(sorted(pool) or ["1"])) for name in names]
    asked = {one["name"]: value_of(one["schema"], pool) for one in operation["parameters"] if one.get("in") == "query"}

    def written(values, query):
        left = iter(values)
        where = re.sub(r"{\w+}", lambda _: next(left), path)
        return where + ("?" + urllib.parse.urlencode(query, errors="replace") if query else "")
    return st.builds(written, st.tuples(*parts), st.fixed_dictionaries({}, optional=asked))


def one_answer(document, operation, answer, counted):
    status, kind, body = answer
    assert status < 500, (status, body[:300])
    assert kind != "text/html", body[:300]
    schema, declared = told_schema(document, operation, status, kind)
    assert declared, (status, kind, body[:200])
    if kind in JSON_TYPES:
        jsonschema.validate(json.loads(body), resolved(schema or {}, document))
    counted[status] += 1


def quiet(examples):
    return settings(max_examples=examples, deadline=None, database=None, derandomize=True, verbosity=Verbosity.quiet,
                    phases=[Phase.generate], suppress_health_check=list(HealthCheck))


def fuzzed(program, document, place, pool, counted):
    """What broke one call, "" when nothing did."""
    method, path, operation = place
    deed = method != "GET"

    @quiet(EXAMPLES)
    @given(paths_of(path, operation, pool), bodies_of(operation, pool))
    def fits(where, body):
        text = json.dumps(body) if body is not None else None
        one_answer(document, operation, program.call(method, where, text), counted)

    @quiet(BROKEN)
    @given(paths_of(path, operation, pool), st.sampled_from(NOT_JSON) | st.binary(max_size=40) | st.text(max_size=40))
    def broken(where, body):
        answer = program.call(method, where, body)
        one_answer(document, operation, answer, counted)
        assert answer[0] >= 400 or not body, answer

    try:
        fits()
        if deed and "requestBody" in operation:
            broken()
    except Exception as fault:  # of whatever kind: the call is named and the next one is tried
        return f"{method} {path}: {str(fault)[:400]}"
    return ""


def known_ids(program):
    pool = set()
    for path in LISTS:
        status, _, body = program.call("GET", path)
        if status == 200:
            pool.update(re.findall(r"\b\d{15,19}\b", body.decode()))
    return set(sorted(pool)[:POOL_MOST])


def operations(document):
    return [(method.upper(), path, operation) for path, item in document["paths"].items()
            for method, operation in item.items()]


def all_calls(check, document, program, who):
    pool, counted, faults = known_ids(program), Counter(), []
    for place in operations(document):
        fault = fuzzed(program, document, place, pool, counted)
        if fault:
            faults.append(fault)
    check.that(f"{who}: {len(operations(document))} calls answer as they are described, {sum(counted.values())} made",
               not faults, faults[:6])
    print("   ", who, dict(sorted(counted.items())))
    return counted


def closed_without_scope(check, address, document, tokens):
    """Each call with a token of all scopes but its own, and with none."""
    wrong = []
    reader, writer, nobody = (Program(address, token) for token in (*tokens, None))
    for method, path, operation in operations(document):
        scopes = operation["security"][0]["bearer"]
        where = re.sub(r"{\w+}", "1", path)
        body = None if method == "GET" else "{}"
        status = nobody.call(method, where, body)[0]
        if status != 401:
            wrong.append((method, path, "without a token", status))
        if not scopes:
            continue
        program = writer if scopes[0].endswith(":read") else reader
        status, kind, said = program.call(method, where, body)
        if status != 403 or kind != "application/problem+json" or scopes[0] not in said.decode():
            wrong.append((method, path, scopes, status))
    check.that("no call without its scope, none without a token", not wrong, wrong[:8])


def leaked(check, address, data):
    token = token_of(address, data, PEOPLE[0], ["worklist:read"])
    program = Program(address, token)
    check.that("a fresh token works", program.call("GET", "/worklist")[0] == 200)
    status, _, said = Program(address, None).call("GET", "/worklist?access_token=" + urllib.parse.quote(token))
    check.that("in the address it is refused", status == 400 and token.encode() not in said, (status, said))
    check.that("and ended at once", program.call("GET", "/worklist")[0] == 401)
    notices = signed_in(address, data, PEOPLE[0]).get("/worklist/notices")
    check.that("its owner is told", "Hypothesis" in notices.words and "địa chỉ" in notices.words, notices.words[:600])
    return token


def same_rights(check, address, data, owner, scopes):
    """Whatever one person's pages lead to, another sees by calls exactly what he sees on pages."""
    led = set()
    for path in LISTS:
        led.update(re.findall(r'"(/[a-z][^"?{}]*/\d{15,19})"', owner.call("GET", path)[2].decode()))
    differ, hidden = [], 0
    for who in (PEOPLE[1], PEOPLE[3]):
        person, program = signed_in(address, data, who), Program(address, token_of(address, data, who, scopes))
        for path in sorted(led, key=lambda one: (one.startswith("/directory"), one))[:150]:
            page, call = person.get(path).status, program.call("GET", path)[0]
            hidden += page == 404
            if page != call:
                differ.append((who, path, page, call))
    check.that(f"{len(led)} records are hidden from calls as from pages ({hidden} times)",
               led and hidden and not differ, differ[:6])


def same_call_again(check, program):
    """Idempotency-Key: the same answer, the deed done once."""
    body = json.dumps({"name": "Nhóm thử " + base64.b32encode(bytes([7, 1])).decode()})
    first = program.call("POST", "/worklist/notices/readings", "{}", **{"Idempotency-Key": "again-1"})
    again = program.call("POST", "/worklist/notices/readings", "{}", **{"Idempotency-Key": "again-1"})
    check.that("the same call again has the same answer", first == again and first[0] in (200, 201), (first, again))
    other = program.call("POST", "/directory/groups", body, **{"Idempotency-Key": "again-1"})
    check.that("its key stands for no other call", other[0] == 422, other)


def programs_call(check, street):
    data = street.small_house("api")
    address = street.dinh("dinh-api", data, "--set", "dev.tree=true")
    log = street.log_of(address)
    scopes = sorted(set(re.findall(r'name="scope" value="([^"]+)"',
                                   signed_in(address, data, PEOPLE[0]).get("/accounts/me").text)))
    check.that("scopes of every module are offered", len(scopes) > 8, scopes)
    token = token_of(address, data, PEOPLE[0], scopes)
    status, _, text = Program(address, token).call("GET", "/openapi.json")
    check.that("the document is served to a token", status == 200, status)
    document = json.loads(text)
    validated(check, document, street.folder)
    check.that("and only to who is known", Program(address, None).call("GET", "/openapi.json")[0] == 401)
    same_call_again(check, Program(address, token))
    same_rights(check, address, data, Program(address, token), scopes)
    gone = leaked(check, address, data)
    halves = [token_of(address, data, PEOPLE[0], [s for s in scopes if s.endswith(kind)])
              for kind in (":read", ":write")]
    closed_without_scope(check, address, document, halves)
    programs = {who: Program(address, token_of(address, data, who, scopes)) for who in PEOPLE}
    check.that("everybody makes a token", all(program.token for program in programs.values()), programs)
    total = Counter()
    with_sense(check, document, programs, LISTS,
               lambda operation, answer: one_answer(document, operation, answer, total))
    for who, program in programs.items():
        total += all_calls(check, document, program, who)
    check.that("deeds were done, not only refused", total[200] + total[201] > 200, dict(total))
    said = log.read_text(errors="replace")
    broken = re.findall(r".*WEB_REQUEST_BROKEN.*", said)
    check.that("nothing broke inside", not broken, broken[:4])
    untold = sorted(set(re.findall(r"WEB_FIELD_UNTOLD.*", said)))
    check.that("no deed reads a field that its description lacks", not untold, untold[:20])
    check.that("no token in the log", gone not in said and token not in said)
    check.that("dinh ends as asked", street.close(address) == 0)
