#!/usr/bin/env bash
# First step of the action: where migcheck comes from. Outputs: how (path, release, build), folder
# (where it is put), cache-key (of a build), url and sha256 (of a release's asset).
set -euo pipefail
cd "$GITHUB_ACTION_PATH"

fail() {
  echo "::error title=migcheck::$1"
  exit 2
}

# "SHA256 URL" of this version's asset for this machine; nothing where there is none, as on a branch.
asset() {
  local version
  version=$(sed -n 's/^project(migcheck VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
  awk -v end="/migcheck-$version-linux-$(uname -m).tar.gz" \
    '$1 !~ /^#/ && substr($2, length($2) - length(end) + 1) == end { print $1, $2; exit }' \
    scripts/action/release.sha256
}

# What the binary is made of, and what it runs on.
cache_key() {
  local sources
  # shellcheck source=/dev/null
  . /etc/os-release
  sources=$(find . -type d \( -name .git -o -name build -o -name node_modules -o -path ./docs \
    -o -path ./migrations -o -path ./tests \) -prune -o -type f -print0 |
    LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c1-16)
  echo "migcheck-$ID-$VERSION_ID-$(uname -m)-$sources"
}

mode=$INPUT_INSTALL_MODE
read -r sha256 url < <(asset) || true
found=$(command -v migcheck || true)
case $mode in
  auto)
    if [ -n "$found" ]; then how=path; elif [ -n "$url" ]; then how=release; else how=build; fi
    ;;
  path | release | build) how=$mode ;;
  *) fail "the input install-mode is auto, path, release or build" ;;
esac

if [ "$how" = path ] && [ -z "$found" ]; then
  fail "install-mode is path, and there is no migcheck on PATH"
fi
if [ "$how" = release ] && [ -z "$url" ]; then
  fail "install-mode is release, and this version of the action has no binary for $(uname -m): use a tag vX.Y.Z"
fi
[ "$how" != path ] || echo "using $found, which is on PATH"
{
  echo "how=$how"
  echo "folder=$RUNNER_TEMP/migcheck"
  [ "$how" != build ] || echo "cache-key=$(cache_key)"
  echo "url=$url"
  echo "sha256=$sha256"
} >>"$GITHUB_OUTPUT"
