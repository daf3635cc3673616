#!/usr/bin/python3
"""Hinders the real rehearsal in every way: run.py MIGCHECK [unittest's arguments]"""

import os
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import scene  # noqa: E402

if __name__ == "__main__":
    scene.MIGCHECK = pathlib.Path(sys.argv.pop(1)).resolve()
    if not os.access(scene.MIGCHECK, os.X_OK):
        sys.exit(f"no binary at {scene.MIGCHECK}")
    found = unittest.defaultTestLoader.discover(
        str(pathlib.Path(__file__).parent), pattern="*_test.py")
    if len(sys.argv) > 1:
        found = unittest.defaultTestLoader.loadTestsFromNames(sys.argv[1:])
    result = unittest.TextTestRunner(verbosity=2).run(found)
    sys.exit(0 if result.wasSuccessful() and result.testsRun else 1)
