#!/usr/bin/python3
"""Delivers reports to a stand-in for GitHub: run.py MIGCHECK [unittest's arguments]"""

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
    suite = unittest.defaultTestLoader.discover(str(pathlib.Path(__file__).parent),
                                                pattern="*_test.py")
    if len(sys.argv) > 1:
        suite = unittest.defaultTestLoader.loadTestsFromNames(sys.argv[1:])
    result = unittest.TextTestRunner(verbosity=2).run(suite)
    sys.exit(0 if result.wasSuccessful() and result.testsRun else 1)
