#!/usr/bin/env python3
"""./test counts what really ran: a crash, an empty program or a missing part is a failure."""
import contextlib
import io
import json
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.dont_write_bytecode = True
import run_tests  # noqa: E402


def suite(*tests):
    return json.dumps({"testsuites": [{"testsuite": list(tests)}]})


GOOD = {"status": "RUN", "result": "COMPLETED"}
BAD = {"status": "RUN", "result": "COMPLETED", "failures": [{"failure": "x"}]}
SKIPPED = {"status": "RUN", "result": "SKIPPED"}
DISABLED = {"status": "NOTRUN", "result": "SUPPRESSED"}


class Counts(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def count(self, text, code=0):
        file = self.folder / "result.json"
        file.write_text(text)
        found = run_tests.gtest_count(file, code)
        return found.passed, found.failed, found.skipped

    def test_counts_good_bad_and_skipped_tests(self):
        self.assertEqual(self.count(suite(GOOD, GOOD, BAD, SKIPPED, DISABLED), 1), (2, 1, 1))

    def test_a_program_without_tests_has_failed(self):
        self.assertEqual(self.count(suite()), (0, 1, 0))
        self.assertEqual(self.count(suite(DISABLED)), (0, 1, 0))

    def test_a_crash_is_a_failure(self):
        self.assertEqual(self.count("", -11), (0, 1, 0))
        self.assertEqual(self.count(suite(GOOD), -11), (1, 1, 0))
        found = run_tests.gtest_count(self.folder / "gone.json", 0)
        self.assertEqual((found.passed, found.failed), (0, 1))

    def test_a_tool_that_fails_or_leaves_no_result_has_failed(self):
        result = self.folder / "tool.json"
        for script, expected in (("true", (0, 1)), ('echo \'{"passed": 3, "failed": 0}\' > "$0"', (3, 0)),
                                 ('echo \'{"passed": 3, "failed": 0}\' > "$0"; exit 1', (3, 1)),
                                 ('echo nonsense > "$0"', (0, 1))):
            result.unlink(missing_ok=True)
            found = run_tests.counted(["bash", "-c", script], result)
            self.assertEqual((found.passed, found.failed), expected, script)

    def test_a_command_that_hangs_is_ended(self):
        code, output = run_tests.run(["bash", "-c", "echo begun; sleep 60"], 0.5, show=False)
        self.assertNotEqual(code, 0)
        self.assertIn("begun", output)

    def test_a_part_that_breaks_off_has_failed_and_stops_no_other(self):
        class Broken:
            @staticmethod
            def fuzz():
                raise FileNotFoundError("no clang")

        with contextlib.redirect_stdout(io.StringIO()) as said:
            found = run_tests.one_part(Broken, "fuzz")
        self.assertEqual((found.passed, found.failed), (0, 1))
        self.assertIn("no clang", said.getvalue())

    def test_deep_stands_before_all_parts_or_one(self):
        self.assertEqual(run_tests.chosen([]), (False, list(run_tests.ALL), []))
        self.assertEqual(run_tests.chosen(["deep"]), (True, [*run_tests.ALL, "lint"], []))
        self.assertEqual(run_tests.chosen(["deep", "unit", "db"]), (True, ["unit"], ["db"]))
        for words in (["nonsense"], ["deep", "deep"]):
            with self.assertRaises(SystemExit):
                run_tests.chosen(words)


if __name__ == "__main__":
    unittest.main()
