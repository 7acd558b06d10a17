"""Deeds called the way a program calls them that knows its work: it reads the deed's form as data, takes the version,
the choices and what stands in the boxes already from there, and fills in the rest as a person would."""
import datetime
import json
import re
from collections import Counter, defaultdict

IDS_MOST, TRIES = 6, 3
DONE_LEAST = 30         # deeds that are carried out for somebody; more are refused by a rule, as they should be
WORDS = {"subject": "Về việc thử gọi từ phần mềm", "summary": "Đề nghị sửa đường vào xóm", "mark": "77/BC-BDT",
         "author_name": "Bưu điện tỉnh", "name": "Tên thử", "sender_name": "Nguyễn Văn Thử", "reason": "Lý do thử",
         "from": "08:30", "secrecy": "none", "kind": "cong_van", "basis": "Quyết định số 7/QĐ", "author_agency": None,
         "secrecy_answered": None, "kept": None, "double_answered": None, "anonymous": None, "close": None,
         "group": None, "answers": None, "add_row": None, "drop_row": None, "then_submit": None, "until": None}

KNOWN_AS = {"issuing_body": "body"}         # a form with one choice only does not ask


def boxes_of(page, found=None):
    """box -> [values that may be chosen], or what stands in it."""
    found = {} if found is None else found
    if isinstance(page, list):
        for one in page:
            boxes_of(one, found)
    elif isinstance(page, dict):
        if isinstance(page.get("id"), str) and ("value" in page or "options" in page):
            options = [(one.get("choice"), one.get("if_chosen")) for one in page.get("options", ())]
            chosen = [value for value, here in options if here and value]
            found[page["id"]] = chosen or [value for value, _ in options if value] or [page.get("value", "")]
        if isinstance(page.get("box"), str) and page.get("value"):
            found.setdefault(page["box"], []).append(page["value"])
        for name, inside in page.items():
            if name.endswith("_leads") and inside:
                found.setdefault("lead", []).extend(one["value"] for one in inside if one.get("value"))
            elif name == "leaders" and inside:
                found["leader"] = [one["leader"] for one in inside if one.get("leader")]
            elif isinstance(inside, (dict, list)):
                boxes_of(inside, found)
            elif isinstance(inside, str) and inside:
                found.setdefault(name.removeprefix("one_"), [inside])
    return found


def word_for(name, schema, required):
    kind = schema.get("type")
    if schema.get("format") == "date":
        ahead = 0 if name.endswith("_day") or name == "from" else 7
        return str(datetime.date.today() + datetime.timedelta(ahead)) if required else None
    if name in WORDS:
        return WORDS[name]
    if "enum" in schema:
        return schema["enum"][0] if required else None
    if not required:
        return None
    return 1 if kind == "integer" else True if kind == "boolean" else None if schema.get("pattern") else "Ý kiến thử"


def body_for(operation, page, turn):
    schema = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    boxes, body = boxes_of(page), {}
    for name, one in schema.get("properties", {}).items():
        several, inner = one.get("type") == "array", one.get("items", one)
        if name == "version":
            value = int(boxes.get("version", ["1"])[0] or 1)
        elif any(boxes.get(KNOWN_AS.get(name, name), boxes.get(name, ()))):
            choices = [one for one in boxes.get(KNOWN_AS.get(name, name), boxes.get(name, ())) if one]
            value = choices[turn % len(choices)]
            if re.fullmatch(r"\d\d/\d\d/\d{4}", value):
                value = "-".join(reversed(value.split("/")))
        else:
            value = word_for(name, inner, name in schema.get("required", ()))
        if value is not None:
            body[name] = [value] if several else value
    return body


class Caller:
    def __init__(self, program, lists):
        self.program, self.by_prefix = program, defaultdict(list)
        self.body = json.loads(self.read("/petitions/new")[1]).get("page", {}).get("one_body", "")
        for path in lists:
            for prefix, number in re.findall(r'"(/[a-z][a-z/-]*/)(\d{15,19})', self.read(path)[1]):
                if number not in self.by_prefix[prefix]:
                    self.by_prefix[prefix].append(number)

    def read(self, path):
        status, _, body = self.program.call("GET", path)
        return status, body.decode()

    def places(self, path):
        """The path with ids that this person meets, record by record."""
        prefix, brace, rest = path.partition("{")
        if not brace:
            return [path]
        found = []
        for number in self.by_prefix[prefix][:IDS_MOST]:
            record, _, tail = (prefix + number), *rest.split("}", 1)
            whole = record + tail
            if "{" in tail:
                asked = re.escape(record) + re.sub(r"{\w+}", r"(\\d+)", tail.rsplit("}", 1)[0] + "}")
                inner = re.search(asked, self.read(record)[1])
                if not inner:
                    continue
                left = iter(inner.groups())
                whole = record + re.sub(r"{\w+}", lambda _, left=left: next(left), tail)
            found.append(whole)
        return found

    def form_of(self, place):
        for path in (place, place + "/new", place.rsplit("/", 1)[0]):
            status, text = self.read(path)
            if status == 200 and text.startswith("{"):
                page = json.loads(text).get("page", {})
                self.body = page.get("one_body") or self.body
                return {"one_body": self.body, **page}
        return {"one_body": self.body}

    def statuses(self, method, path, operation, judge):
        counted = Counter()
        for place in self.places(path):
            page = self.form_of(place)
            for turn in range(TRIES):
                answer = self.program.call(method, place, json.dumps(body_for(operation, page, turn)))
                judge(answer)
                counted[answer[0]] += 1
                if answer[0] != 422:
                    break
        return counted


def with_sense(check, document, programs, lists, judge):
    """programs: who -> Program. Counts deeds, not calls: each by the best that was answered to anybody."""
    deeds, faults = defaultdict(Counter), []
    for who, program in programs.items():
        caller = Caller(program, lists)
        for path, item in document["paths"].items():
            for method, operation in item.items():
                if method == "get" or "requestBody" not in operation:
                    continue
                try:
                    deeds[method.upper() + " " + path] += caller.statuses(
                        method.upper(), path, operation, lambda answer, one=operation: judge(one, answer))
                except Exception as fault:  # of whatever kind: the call is named and the next one is tried
                    faults.append(f"{who} {method} {path}: {str(fault)[:300]}")
    done = sorted(name for name, counted in deeds.items() if counted[200] + counted[201])
    ruled = sorted(name for name, counted in deeds.items() if counted[422] and name not in done)
    print(f"    {len(done)} deeds carried out, {len(ruled)} refused by a rule, of {len(deeds)}")
    check.that("calls with sense answer as they are described", not faults, faults[:6])
    check.that(f"at least {DONE_LEAST} deeds are carried out", len(done) >= DONE_LEAST, (len(done), done))
    return done, ruled
