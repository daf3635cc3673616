#!/usr/bin/python3
"""Runs the action's steps as GitHub's runner would: run.py MIGCHECK [-k PATTERN]…"""

import os
import pathlib
import sys
import unittest

if __name__ == "__main__":
    os.environ["MIGCHECK"] = str(pathlib.Path(sys.argv.pop(1)).resolve())
    if not os.access(os.environ["MIGCHECK"], os.X_OK):
        sys.exit(f"no binary at {os.environ['MIGCHECK']}")
    folder = pathlib.Path(__file__).parent
    unittest.main(module=None, argv=["run.py", "discover", "-s", str(folder), "-p", "*_test.py",
                                     *sys.argv[1:]])
