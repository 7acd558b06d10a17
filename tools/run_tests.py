#!/usr/bin/env python3
"""What ./test runs, part by part. Each part counts what really ran; a part that ran nothing has failed."""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("tidy", "tools", "unit", "http", "journeys", "interop", "fuzz", "lint", "check")
ALL = ("tidy", "tools", "unit", "check", "journeys", "interop", "fuzz")  # unit runs what http would
HTTP_PROGRAMS = ("platform_web_test", "app_test")
PROGRAM_SECONDS = 900
CHECK_SECONDS = 2400     # `./test deep` comes here with nothing built
FUZZ_SECONDS, FUZZ_SECONDS_DEEP = 8, 300
FUZZ_LEAST_RUNS = 100
LINT_SECONDS = 240
CLANG = "-DDINH_FUZZ=ON -DCMAKE_C_COMPILER=clang -DCMAKE_CXX_COMPILER=clang++"


@dataclass
class Count:
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    note: str = ""

    def __iadd__(self, other):
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped
        return self


def say(text=""):
    print(text, flush=True)


def run(command, seconds=None, show=True, **more):
    """(return code, output); a command that takes too long is ended with its children."""
    if not show:
        more.update(stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    process = subprocess.Popen([str(c) for c in command], cwd=ROOT, start_new_session=True, text=True,
                               errors="replace", **more)
    try:
        output, _ = process.communicate(timeout=seconds)
        return process.returncode, output or ""
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, 9)
        output, _ = process.communicate()
        return -9, (output or "") + f"\nended after {seconds} s"


def build(folder, options="", targets=()):
    say(f"== building {folder} " + (f"({len(targets)} targets)" if targets else ""))
    environment = {**os.environ, "BUILD": folder, "BUILD_OPTIONS": options}
    return run(["tools/build", *targets], env=environment)[0] == 0


def counted(command, result, **more):
    """Runs a tool that writes {"passed": n, "failed": n} to `result`."""
    code, _ = run([*command, result], **more)
    try:
        numbers = json.loads(Path(result).read_text())
        found = Count(int(numbers["passed"]), int(numbers["failed"]), int(numbers.get("skipped", 0)))
    except (OSError, ValueError, KeyError, TypeError):
        found = Count(0, 1, note="left no result")
    if code != 0 and found.failed == 0:
        found.failed, found.note = 1, f"ended with {code}"
    return found


class Tests:
    def __init__(self, deep, names, scratch):
        self.deep, self.names, self.scratch = deep, names, Path(scratch)
        self.build_folder = "build-sanitize" if deep else "build"
        self.build_options = "-DDINH_SANITIZE=ON" if deep else ""
        if deep:
            os.environ["LSAN_OPTIONS"] = f"suppressions={ROOT}/tests/leaks.supp:print_suppressions=0"
            os.environ["UBSAN_OPTIONS"] = "print_stacktrace=1"

    def tidy(self):
        found = counted(["tools/tidy", "--json"], self.scratch / "tidy.json")
        found += counted(["tools/strings.py", "--check", "--json"], self.scratch / "strings.json")
        return found

    def tools(self):
        found = Count()
        for program in sorted(ROOT.glob("tools/*_test.py")):
            code, output = run([sys.executable, program], 300, show=False)
            ran = re.search(r"^Ran (\d+) tests?", output, re.M)
            bad = sum(map(int, re.findall(r"(?:failures|errors)=(\d+)", output)))
            if code != 0:
                say(output)
                bad = max(bad, 1)
            found += Count(int(ran.group(1)) - bad if ran else 0, bad)
        return found

    def unit(self):
        return self.programs(self.names)

    def http(self):
        return self.programs(HTTP_PROGRAMS)

    def programs(self, names):
        """Runs the test programs whose name holds one of the names, all of them when there is none."""
        if not build(self.build_folder, self.build_options, self.test_programs(names) if names else []):
            return Count(0, 1, note="does not build")
        programs = [ROOT / self.build_folder / name for name in self.test_programs(names)]
        found = Count()
        with ThreadPoolExecutor(max_workers=max(2, (os.cpu_count() or 2) // 2)) as pool:
            running = {pool.submit(self.program, p): p for p in programs}
            for number, done in enumerate(as_completed(running), 1):
                one, seconds, output = done.result()
                mark = "ok" if one.failed == 0 else "FAILED"
                skipped = f", {one.skipped} skipped" if one.skipped else ""
                say(f"[{number:3}/{len(programs)}] {Path(running[done]).name}: {one.passed} passed{skipped} "
                    f"{mark} ({seconds:.0f} s)")
                if one.failed or one.skipped:
                    say(complaints(output))
                found += one
        return found

    def test_programs(self, names):
        """Paths below the build folder, as ninja knows them."""
        if not (ROOT / self.build_folder / "build.ninja").is_file():
            build(self.build_folder, self.build_options, ["-t", "targets"])  # configures
        known = re.findall(r"^((?:\S+/)?(\w+_test)): CXX_EXECUTABLE", ninja_targets(self.build_folder), re.M)
        return sorted(path for path, name in known if not names or any(n in name for n in names))

    def program(self, program):
        result = self.scratch / (Path(program).name + ".json")
        begun = time.monotonic()
        code, output = run([program, "--gtest_brief=1", f"--gtest_output=json:{result}"], PROGRAM_SECONDS, show=False)
        return gtest_count(result, code), time.monotonic() - begun, output

    def fuzz(self):
        targets = fuzzers()
        if not build("build-fuzz", CLANG, [*targets]):
            return Count(0, 1, note="does not build")
        seconds = FUZZ_SECONDS_DEEP if self.deep else FUZZ_SECONDS
        found = Count()
        with ThreadPoolExecutor(max_workers=os.cpu_count() or 2) as pool:
            for target, fault, runs in pool.map(lambda item: fuzz_one(*item, seconds, self.scratch), targets.items()):
                say(f"{target}: {runs} runs {'FAILED' if fault else 'ok'}")
                if fault:
                    say(fault)
                found += Count(int(not fault), int(bool(fault)))
        return found

    def lint(self):
        if not build("build-fuzz", CLANG, ["dinh_pch", "dinh_test_pch"]) or not build("build-fuzz", CLANG, models()):
            return Count(0, 1, note="does not build")
        known = {e["file"] for e in json.loads((ROOT / "build-fuzz/compile_commands.json").read_text())}
        if self.deep:
            files = sorted(f for f in known if f.startswith(str(ROOT)) and "/generated/" not in f)
        else:
            files = [f for f in (str(ROOT / name) for name in changed()) if f in known]
        if not files:
            return Count(1, 0, note="no source changed")
        # The path-sensitive analysis takes most of the time: it is left to the deep run.
        options = ["-p", "build-fuzz", "--quiet"]
        options += [] if self.deep else ["--checks=-clang-analyzer-*"]
        begun, found, left = time.monotonic(), Count(), 0

        def one(file):
            if not self.deep and time.monotonic() - begun > LINT_SECONDS:
                return file, None, ""
            return file, *run(["clang-tidy", *options, file], 600, show=False)

        with ThreadPoolExecutor(max_workers=os.cpu_count() or 2) as pool:
            for file, code, output in pool.map(one, files):
                left += code is None
                if code:
                    say(output)
                if code is not None:
                    found += Count(int(code == 0), int(code != 0))
        if left:
            found.note = f"{left} of {len(files)} changed files left for `./test deep`"
        return found

    def check(self):
        code, _ = run(["./run", "--check"], CHECK_SECONDS)
        return Count(int(code == 0), int(code != 0))

    def journeys(self):
        return self.script("journeys")

    def interop(self):
        return self.script("interop")

    def script(self, part):
        """tests/PART/run [--deep] FILE writes {"passed": n, "failed": n, "skipped": n} to FILE."""
        program = ROOT / "tests" / part / "run"
        if not program.is_file():
            return Count(note=f"there is no tests/{part}/run")
        if not build(self.build_folder, self.build_options, ["dinh"]):
            return Count(0, 1, note="does not build")
        environment = {**os.environ, "DINH": str(ROOT / self.build_folder / "app/dinh")}
        words = [program, *(["--deep"] if self.deep else [])]
        return counted(words, self.scratch / f"{part}.json", env=environment)


def gtest_count(result, code):
    try:
        suites = json.loads(result.read_text())["testsuites"]
    except (OSError, ValueError, KeyError):
        return Count(0, 1, note="crashed")
    tests = [t for suite in suites for t in suite.get("testsuite", []) if t.get("status") == "RUN"]
    failed = sum("failures" in t for t in tests)
    skipped = sum(t.get("result") == "SKIPPED" for t in tests)
    if code != 0 and failed == 0 or not tests:
        failed += 1
    return Count(sum("failures" not in t and t.get("result") != "SKIPPED" for t in tests), failed, skipped)


def complaints(output):
    lines = [line for line in output.splitlines() if not line.startswith("Running main()")]
    return "\n".join(lines if len(lines) < 300 else lines[:100] + ["..."] + lines[-200:])


def fuzzers():
    """target -> folder of its source: platform/web/wire/chunk_fuzz.cpp is platform_web_chunk_fuzz."""
    found = {}
    for top in ("platform", "modules"):
        for source in sorted(ROOT.glob(f"{top}/**/*_fuzz.cpp")):
            part = source.relative_to(ROOT).parts[1]
            found[f"{'module' if top == 'modules' else top}_{part}_{source.stem}"] = source.parent
    return found


def fuzz_one(target, folder, seconds, scratch):
    program = next((p for p in (ROOT / "build-fuzz").glob(f"*/*/{target}") if p.is_file()), None)
    if program is None:
        return target, "was not built", 0
    work = scratch / target
    work.mkdir()
    seeds = [s for s in (folder / "fuzz_seeds" / target.split("_", 2)[2], folder / "fuzz_seeds") if s.is_dir()][:1]
    artifacts = ROOT / "build-fuzz" / "found"
    artifacts.mkdir(exist_ok=True)
    command = [program, f"-max_total_time={seconds}", "-timeout=10", "-rss_limit_mb=1500", "-print_final_stats=1",
               f"-artifact_prefix={artifacts}/{target}-", work, *seeds]
    code, output = run(command, seconds + 120, show=False)
    runs = re.search(r"number_of_executed_units:\s*(\d+)", output)
    count = int(runs.group(1)) if runs else 0
    if code != 0:
        return target, output[-4000:], count
    return target, "" if count >= FUZZ_LEAST_RUNS else f"only {count} runs\n{output[-1000:]}", count


def changed():
    """Sources that the last commits and the working tree change."""
    def git(*words):
        return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()

    base = git("merge-base", "HEAD", "origin/main")
    if not base or base == git("rev-parse", "HEAD"):
        base = git("rev-parse", "HEAD~1") or git("rev-parse", "HEAD")
    names = git("diff", "--name-only", *base) + git("ls-files", "-o", "--exclude-standard") if base else []
    return sorted({n for n in names if n.endswith(".cpp") and (ROOT / n).is_file()})


def models():
    """The targets of the headers that the build makes and sources include."""
    return re.findall(r"^(\w+_models): phony", ninja_targets("build-fuzz"), re.M)


def ninja_targets(folder):
    command = ["ninja", "-C", folder, "-t", "targets", "all"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout


def one_part(tests, part):
    """Whatever breaks in a part, the others are run and all are summed."""
    try:
        return getattr(tests, part)()
    except Exception:
        say(traceback.format_exc())
        return Count(0, 1, note="broke off")


def chosen(words):
    """(deep, parts, names) of [deep] [PART [NAME...]]"""
    deep = words[:1] == ["deep"]
    words = words[1:] if deep else words
    if not words:
        return deep, [*ALL, "lint"] if deep else list(ALL), []
    if words[0] not in PARTS:
        sys.exit(f"./test: there is no part {words[0]}; parts are {' '.join(PARTS)}, all of them also after deep")
    return deep, words[:1], words[1:]


def main():
    deep, parts, names = chosen(sys.argv[1:])
    total, begun, lines = Count(), time.monotonic(), []
    scratch = tempfile.mkdtemp(prefix="dinh-test-")
    try:
        tests = Tests(deep, names, scratch)
        for part in parts:
            say(f"\n=== {part}")
            start = time.monotonic()
            found = one_part(tests, part)
            if found.passed + found.failed == 0:
                found.failed, found.note = 1, found.note or "nothing ran"
            total += found
            lines.append(f"{part:9} {found.passed:6} passed {found.failed:4} failed {found.skipped:4} skipped "
                         f"{time.monotonic() - start:6.0f} s  {found.note}".rstrip())
            say(lines[-1])
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    say(f"\n=== all parts, {(time.monotonic() - begun) / 60:.1f} minutes")
    say("\n".join(lines))
    say(f"{total.passed} passed, {total.failed} failed")
    return 0 if total.failed == 0 and total.passed > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
