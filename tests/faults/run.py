#!/usr/bin/python3
"""Hinders the real rehearsal in every way: run.py MIGCHECK [unittest's arguments]

What these tests wait for is over in an instant on a fast machine, and late on a busy one. One that
fails is tried once more, by itself, and counts as failed if it fails again; both are printed.
"""

import os
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import scene  # noqa: E402

MOST_TRIED_AGAIN = 3  # more are no accident

if __name__ == "__main__":
    scene.MIGCHECK = pathlib.Path(sys.argv.pop(1)).resolve()
    if not os.access(scene.MIGCHECK, os.X_OK):
        sys.exit(f"no binary at {scene.MIGCHECK}")
    found = unittest.defaultTestLoader.discover(
        str(pathlib.Path(__file__).parent), pattern="*_test.py")
    if len(sys.argv) > 1:
        found = unittest.defaultTestLoader.loadTestsFromNames(sys.argv[1:])
    result = unittest.TextTestRunner(verbosity=2).run(found)
    failed = [test for test, _ in result.failures + result.errors]
    if 0 < len(failed) <= MOST_TRIED_AGAIN and all(isinstance(t, unittest.TestCase) for t in failed):
        again = unittest.defaultTestLoader.loadTestsFromNames([test.id() for test in failed])
        result = unittest.TextTestRunner(verbosity=2).run(again)
    sys.exit(0 if result.wasSuccessful() and result.testsRun else 1)
