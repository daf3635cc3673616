#!/usr/bin/env bash
# Publishes a release: commits the checksums of its binaries, tags that commit, and uploads them.
#
#   scripts/action/publish-release.sh FOLDER    the folder has migcheck-VERSION-linux-*.tar.gz
#
# Run by the workflow "release" for a tag release/VERSION. The commit lies on top of the one that is
# released and on no branch: only a release knows its own binaries.
set -euo pipefail
cd "$(dirname "$0")/../.."
assets=("$1"/migcheck-*.tar.gz)
version=${GITHUB_REF_NAME#release/}

fail() {
  echo "::error title=release::$1" >&2
  exit 1
}

[[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+$ ]] || fail "the tag is not release/X.Y.Z"
grep -q "^project(migcheck VERSION $version " CMakeLists.txt ||
  fail "CMakeLists.txt has another version than $version"
git ls-remote --exit-code --tags origin "refs/tags/v$version" >/dev/null &&
  fail "v$version has been released"

for asset in "${assets[@]}"; do
  name=$(basename "$asset")
  [[ $name == "migcheck-$version-linux-"* ]] || fail "$name is not of version $version"
  sha256=$(sha256sum "$asset" | cut -d' ' -f1)
  echo "$sha256  $GITHUB_SERVER_URL/$GITHUB_REPOSITORY/releases/download/v$version/$name"
done >>scripts/action/release.sha256

identity=(-c user.name=github-actions[bot]
  -c user.email=41898282+github-actions[bot]@users.noreply.github.com)
git "${identity[@]}" commit --quiet --message "Release $version" scripts/action/release.sha256
git tag "v$version"
git push --quiet origin "refs/tags/v$version"
gh release create "v$version" --verify-tag --title "$version" --generate-notes "${assets[@]}"
# The moving tag comes last: it never names a release without binaries.
git push --quiet --force origin "HEAD:refs/tags/v${version%%.*}"
