#!/usr/bin/env bash
# Puts migcheck on PATH for the steps that follow: a release's binary, if it has the SHA-256 that this
# version of the action knows; else an earlier build in $MIGCHECK_FOLDER, or a new one from the
# action's own source, which needs its shared libraries either way.
set -euo pipefail
cd "$GITHUB_ACTION_PATH"

# 0: installed; 1: could not be had, or does not run here. A wrong checksum ends everything.
install_release() {
  local archive=$RUNNER_TEMP/migcheck.tar.gz
  curl --fail --silent --show-error --location --proto '=https' --retry 3 --max-time 300 \
    --output "$archive" -- "$MIGCHECK_URL" || return 1
  if ! echo "$MIGCHECK_SHA256  $archive" | sha256sum --check --status; then
    echo "::error title=migcheck::the downloaded binary is not the one that was released: its SHA-256 differs"
    exit 2
  fi
  mkdir -p "$MIGCHECK_FOLDER/bin"
  tar -xzf "$archive" -C "$MIGCHECK_FOLDER/bin" migcheck
  "$MIGCHECK_FOLDER/bin/migcheck" --version
}

build() {
  local build=$RUNNER_TEMP/migcheck-build
  scripts/install-deps
  if [ -x "$MIGCHECK_FOLDER/bin/migcheck" ]; then
    echo "using the build in $MIGCHECK_FOLDER"
    return
  fi
  cmake -S . -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DMIGCHECK_TESTS=OFF
  cmake --build "$build"
  cmake --install "$build" --prefix "$MIGCHECK_FOLDER"
}

echo "::group::migcheck: install"
if [ "$MIGCHECK_HOW" = build ]; then
  build
elif ! install_release; then
  rm -rf "$MIGCHECK_FOLDER"
  if [ "$INPUT_INSTALL_MODE" = release ]; then
    echo "::error title=migcheck::the released binary could not be downloaded, or does not run here"
    exit 2
  fi
  echo "::warning title=migcheck::the released binary could not be downloaded, or does not run here: building from source"
  build
fi
echo "::endgroup::"
echo "$MIGCHECK_FOLDER/bin" >>"$GITHUB_PATH"
