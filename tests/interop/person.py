"""Somebody who works with the pages through plain HTTP: cookies, hidden fields, forms as they stand."""
import html
import http.cookiejar
import re
import secrets
import urllib.error
import urllib.parse
import urllib.request


class Answer:
    def __init__(self, answer):
        self.status, self.headers, self.url = answer.status, answer.headers, answer.url
        self.body = answer.read()

    @property
    def text(self):
        return self.body.decode("utf-8", "replace")

    @property
    def path(self):
        return urllib.parse.urlsplit(self.url).path

    @property
    def words(self):
        return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", self.text)))

    def titles(self):
        """What the rows of a list, or the hits of a search, lead to, in order."""
        rows = r'<a class="cut[^"]*" href="([^"]+)"|<li><a href="(/documents/[^"?]+/\d+)"'
        return [row or hit for row, hit in re.findall(rows, self.text)]

    def form(self, action):
        """name -> value of the form that is sent to `action`, as a browser would send it."""
        for opening, inside in re.findall(r"<form([^>]*)>(.*?)</form>", self.text, re.S):
            if f'action="{action}"' in opening:
                return fields(inside)
        raise AssertionError(f"{self.path} has no form to {action}")


def fields(inside):
    found = {}
    for tag in re.findall(r"<input[^>]*>", inside):
        attribute = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        kind = attribute.get("type", "text")
        if "name" not in attribute or kind == "file" or (kind in ("checkbox", "radio") and " checked" not in tag):
            continue
        found[attribute["name"]] = html.unescape(attribute.get("value", ""))
    for name, value in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', inside, re.S):
        found[name] = html.unescape(value)
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', inside, re.S):
        values = re.findall(r'<option value="([^"]*)"( selected)?', options)
        chosen = [value for value, selected in values if selected] or [value for value, _ in values[:1]]
        if chosen:
            found[name] = html.unescape(chosen[0])
    return found


def multipart(values, files):
    """The body of a form with files, and its media type. files: (box, name, content)."""
    border = secrets.token_hex(16)
    parts = [f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode()
             for name, value in values.items()]
    parts += [f'Content-Disposition: form-data; name="{box}"; filename="{name}"\r\n'
              "Content-Type: application/octet-stream\r\n\r\n".encode() + content for box, name, content in files]
    body = b"".join(f"--{border}\r\n".encode() + part + b"\r\n" for part in parts) + f"--{border}--\r\n".encode()
    return body, f"multipart/form-data; boundary={border}"


class Person:
    def __init__(self, address, headers=None):
        self.address, self.headers = address, headers or {}
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def ask(self, path, data=None, headers=None):
        request = urllib.request.Request(self.address + path, data=data, headers={**self.headers, **(headers or {})})
        try:
            return Answer(self.opener.open(request, timeout=30))
        except urllib.error.HTTPError as refused:
            return Answer(refused)

    def get(self, path, **headers):
        return self.ask(path, headers=headers)

    def post(self, path, values):
        return self.ask(path, urllib.parse.urlencode(values).encode(), {"Origin": self.address})

    def upload(self, path, values, files):
        """files: (name, content) for the box `files`."""
        body, kind = multipart(values, [("files", name, content) for name, content in files])
        return self.ask(path, body, {"Origin": self.address, "Content-Type": kind})

    def sign_in(self, username, password):
        form = self.get("/sessions/new").form("/sessions")
        return self.post("/sessions", {**form, "username": username, "password": password})
