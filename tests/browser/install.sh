#!/usr/bin/env bash
# Installs axe-core, the accessibility rules, beside the browser tests (node_modules). Does nothing when it is there.
# Needs npm; as root on Debian it installs npm where it is missing.
set -euo pipefail
exec 9<"$0" # several test processes may come here at once: see flock below
cd "$(dirname "$0")"

is_installed() {
    [ -s node_modules/axe-core/axe.min.js ] && cmp -s package-lock.json node_modules/.installed-from
}

get_npm() {
    command -v npm >/dev/null && command -v node >/dev/null && return
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        echo "**** npm is missing: install nodejs and npm, or the accessibility tests will fail. ****" >&2
        return 1
    fi
    export DEBIAN_FRONTEND=noninteractive
    echo "Installing nodejs and npm ..." >&2
    apt-get update -qq </dev/null >&2
    apt-get install -y -qq --no-install-recommends nodejs npm ca-certificates </dev/null >&2
}

is_installed && exit 0
flock 9
is_installed && exit 0
get_npm
echo "Installing axe-core ..." >&2
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error </dev/null >&2
cp package-lock.json node_modules/.installed-from
