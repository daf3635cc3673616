#!/usr/bin/env bash
# Puts migcheck on PATH for the steps that follow: an earlier build in $MIGCHECK_FOLDER, or a new one
# from the action's own source. The shared libraries are installed either way.
set -euo pipefail

cd "$GITHUB_ACTION_PATH"
echo "::group::migcheck: install"
scripts/install-deps
if [ -x "$MIGCHECK_FOLDER/bin/migcheck" ]; then
  echo "using the build in $MIGCHECK_FOLDER"
else
  build=$RUNNER_TEMP/migcheck-build
  cmake -S . -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DMIGCHECK_TESTS=OFF
  cmake --build "$build"
  cmake --install "$build" --prefix "$MIGCHECK_FOLDER"
fi
echo "::endgroup::"
echo "$MIGCHECK_FOLDER/bin" >>"$GITHUB_PATH"
