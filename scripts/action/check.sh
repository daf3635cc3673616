#!/usr/bin/env bash
# The check itself, which delivers its findings, and the outputs. Its exit status is that of
# `migcheck check`. Everything that comes from outside is in environment variables and is
# only ever passed on as one argument.
set -euo pipefail

fail() {
  echo "::error title=migcheck::$1"
  echo "conclusion=failure" >>"$GITHUB_OUTPUT"
  exit 2
}

# In a pull request the checkout is the merge of its head with the newest base, and the base is the
# first parent. Read from the commit itself: in a shallow clone `HEAD^1` is not there.
base_of_merge() {
  local parents
  mapfile -t parents < <(git cat-file commit HEAD | sed -n '/^$/q; s/^parent //p')
  if [ "${#parents[@]}" = 2 ] && [ "${parents[1]}" = "$EVENT_HEAD" ]; then
    printf '%s\n' "${parents[0]}"
  fi
}

# The commit that will be needed; migcheck itself reads the event, too. Empty: there is none.
needed_base() {
  local base=$INPUT_BASE
  if [ -z "$base" ] && [ -n "$EVENT_HEAD" ]; then base=$(base_of_merge); fi
  if [ -z "$base" ] && ! [[ $EVENT_BASE =~ ^0*$ ]]; then base=$EVENT_BASE; fi
  printf '%s\n' "$base"
}

# Gets what a shallow clone lacks. What still is not there is migcheck's to explain.
fetch_history() {
  local base=$1
  [ "$(git rev-parse --is-shallow-repository)" = true ] || return 0
  if [ -n "$base" ] && [ "$base" = "$(base_of_merge)" ]; then
    git fetch --quiet --no-tags --depth=2 origin "$(git rev-parse HEAD)"
  else
    git fetch --quiet --no-tags --unshallow origin
    # Only what looks like a branch or an id: git would take anything else for an option or more.
    if [[ $base =~ ^[A-Za-z0-9_][A-Za-z0-9_./-]*$ ]] &&
      ! git rev-parse --quiet --verify "$base^{commit}" >/dev/null; then
      git fetch --quiet --no-tags origin "$base"
    fi
  fi
}

# The option of an input, unless that is empty.
option() {
  if [ -n "$2" ]; then arguments+=("$1=$2"); fi
}

# One argument for each line of $2 that is not empty, with $1 before it.
lines_as_arguments() {
  local line
  while IFS= read -r line || [ -n "$line" ]; do
    if [ -n "$line" ]; then arguments+=("$1$line"); fi
  done <<<"$2"
}

# --report for each word of the input.
surfaces() {
  local words word
  read -r -d '' -a words <<<"$INPUT_REPORT" || true
  for word in "${words[@]}"; do arguments+=("--report=$word"); done
}

# A number of the report's summary, which comes before everything that is not ours.
count_of() {
  sed -n "s/^    \"$1\": \([0-9]*\),*$/\1/p" "$json" | head -n 1
}

write_outputs() {
  local errors warnings notices conclusion=success
  errors=$(count_of errors) warnings=$(count_of warnings) notices=$(count_of notices)
  local findings=$((errors + warnings + notices))
  if [ "$findings" -gt 0 ]; then conclusion=neutral; fi
  if [ "$status" != 0 ]; then conclusion=failure; fi
  {
    echo "findings-count=$findings"
    echo "error-count=$errors"
    echo "warning-count=$warnings"
    echo "conclusion=$conclusion"
    echo "json-file=$json"
    echo "sarif-file=$sarif"
  } >>"$GITHUB_OUTPUT"
}

case $INPUT_WORKING_DIRECTORY in
  /*) project=$INPUT_WORKING_DIRECTORY ;;
  *) project=./$INPUT_WORKING_DIRECTORY ;;
esac
# In a container the checkout may belong to another user, and git would refuse to read it.
export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=safe.directory GIT_CONFIG_VALUE_0='*'
cd "$project" || fail "the input working-directory names no folder"
# A folder of the pull request could pretend to be a bare repository, with a configuration that names
# commands. It cannot be called .git.
case $(git rev-parse --absolute-git-dir) in
  */.git | */.git/*) ;;
  *) fail "this is no git repository: run actions/checkout first" ;;
esac

fetch_history "$(needed_base)" || echo "::warning title=migcheck::this clone is shallow, and git fetch failed"

reports=$(mktemp -d "$RUNNER_TEMP/migcheck-report.XXXXXX")
json=$reports/migcheck.json sarif=$reports/migcheck.sarif
arguments=(--publish --format=text "--format=json=$json" "--format=sarif=$sarif")
surfaces
option --roundtrip "$INPUT_ROUNDTRIP"
option --fail-on "$INPUT_FAIL_ON"
option --base "$INPUT_BASE"
option --config "$INPUT_CONFIG"
option --pg-version "$INPUT_PG_VERSION"
lines_as_arguments --migrations= "$INPUT_MIGRATIONS"
lines_as_arguments "" "$INPUT_EXTRA_ARGS"

status=0
migcheck check "${arguments[@]}" 2>"$reports/messages.txt" || status=$?
# Messages may quote names and text of the pull request: never the begin of a line, where the runner
# would obey a command.
sed -e 's/##\[/# #[/g' -e 's/^/| /' "$reports/messages.txt"

if [ -s "$json" ]; then
  write_outputs
else
  echo "migcheck could not check the migrations: see the log." >>"$GITHUB_STEP_SUMMARY"
  echo "conclusion=failure" >>"$GITHUB_OUTPUT"
  if [ "$status" = 0 ]; then status=2; fi
fi
exit "$status"
