#!/usr/bin/env bash
# Installs the independent peer of the tests beside its code (peer/node_modules): Fedify, and the Node that runs it.
# Does nothing when that is there already. Needs npm; as root on Debian it installs npm where it is missing.
set -euo pipefail
exec 9<"$0" # several test processes may come here at once: see flock below
cd "$(dirname "$0")/peer"
node=node_modules/node/bin/node

is_installed() {
    [ -x "$node" ] && cmp -s package-lock.json node_modules/.installed-from && "$node" --version >/dev/null 2>&1
}

get_npm() {
    command -v npm >/dev/null && command -v node >/dev/null && return
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        echo "**** npm is missing: install nodejs and npm, or the interop tests will fail. ****" >&2
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
echo "Installing Fedify and its Node ..." >&2
# Node comes as a package whose install script fetches the binary, so scripts must run.
npm ci --ignore-scripts=false --no-audit --no-fund --loglevel=error </dev/null >&2
[ -x "$node" ] || npm rebuild --ignore-scripts=false --loglevel=error node </dev/null >&2
"$node" --version >&2
cp package-lock.json node_modules/.installed-from
