#!/usr/bin/env bash
# Installs PostgreSQL for a roundtrip where there is none, of the major version that is asked for if
# one is. Ubuntu's runners have one that is installed and not running, which is all that is needed.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive

fail() {
  echo "::error title=migcheck::$1"
  exit 2
}

major=$INPUT_PG_VERSION
[[ $major =~ ^([0-9]{2})?$ ]] || fail "the input pg-version is a major version such as 16"

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo --preserve-env=DEBIAN_FRONTEND "$@"; fi
}

is_installed() {
  compgen -G "/usr/lib/postgresql/${major:-*}/bin/initdb" >/dev/null && return
  local on_path
  on_path=$(command -v initdb) || return 1
  [ -z "$major" ] || "$on_path" --version | grep -Eq " $major(\.|[a-z])"
}

install_postgres() {
  as_root apt-get -qq update
  as_root apt-get -qq -y install postgresql-common
  # A server of its own is not wanted: migcheck starts a throw-away one.
  echo 'create_main_cluster = false' | as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
  if [ -n "$major" ] && ! apt-cache show "postgresql-$major" >/dev/null 2>&1; then
    # Only PostgreSQL's own packages have other major versions than the distribution's.
    as_root /usr/share/postgresql-common/pgdg/apt.postgresql.org.sh -y
  fi
  as_root apt-get -qq -y install "postgresql${major:+-$major}"
}

if is_installed; then exit; fi
command -v apt-get >/dev/null ||
  fail "a roundtrip needs PostgreSQL${major:+ $major}, and there is no apt-get to install it with"
echo "::group::migcheck: install PostgreSQL${major:+ $major}"
install_postgres
echo "::endgroup::"
