#!/usr/bin/env bash
# What the tests need of the machine itself: Chromium. Installs it where that is possible (Debian's apt, as root),
# and says loudly where it is not. `system-needs.sh venv` looks after Python's venv module instead.
set -euo pipefail

apt_install() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
    export DEBIAN_FRONTEND=noninteractive
    echo "Installing $* ..." >&2
    apt-get update -qq </dev/null >&2 && apt-get install -y -qq --no-install-recommends "$@" </dev/null >&2
}

if [ "${1:-}" = venv ]; then
    apt_install python3-venv || { echo "Python's venv module is missing: install python3-venv." >&2; exit 1; }
    exit 0
fi

for name in chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" >/dev/null && exit 0
done
apt_install chromium && exit 0

echo "**** Chromium is missing: the browser tests will fail. Install the package chromium. ****" >&2
[ "${CI:-}" != true ]
