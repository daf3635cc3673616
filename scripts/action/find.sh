#!/usr/bin/env bash
# First step of the action: is migcheck on PATH, and if not, where would its build be kept?
# Outputs: on-path (yes, no), folder, cache-key.
set -euo pipefail
cd "$GITHUB_ACTION_PATH"

if found=$(command -v migcheck); then
  echo "using $found, which is on PATH"
  echo "on-path=yes" >>"$GITHUB_OUTPUT"
  exit
fi

# What the binary is made of, and what it runs on.
# shellcheck source=/dev/null
. /etc/os-release
sources=$(find . -type d \( -name .git -o -name build -o -name node_modules -o -path ./docs \
  -o -path ./migrations -o -path ./tests \) -prune -o -type f -print0 |
  LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c1-16)
{
  echo "on-path=no"
  echo "folder=$RUNNER_TEMP/migcheck"
  echo "cache-key=migcheck-$ID-$VERSION_ID-$(uname -m)-$sources"
} >>"$GITHUB_OUTPUT"
