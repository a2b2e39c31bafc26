#!/bin/sh
# Runs every test; installs first what they need, where it is missing and can be installed.
# Further arguments go to dotnet test, e.g. ./test.sh --filter FullyQualifiedName~Api
set -u
cd "$(dirname "$0")" || exit 1

install_chromium() {
    if [ "$(id -u)" = 0 ]; then root=; elif sudo -n true 2>/dev/null; then root='sudo -n'; else return 1; fi
    command -v apt-get >/dev/null || return 1
    export DEBIAN_FRONTEND=noninteractive
    $root apt-get update || return 1
    for package in chromium-headless-shell chromium; do
        $root apt-get install -y --no-install-recommends "$package" && return 0
    done
    return 1
}

# Without a window of its own Chromium takes half the time; the whole browser does as well.
if [ ! -x /usr/bin/chromium-headless-shell ] && [ ! -x /usr/bin/chromium ]; then
    echo "The browser tests need Debian's chromium; installing it."
    install_chromium </dev/null || echo "chromium cannot be installed here: the browser tests will be skipped. Remedy: apt-get install chromium-headless-shell" >&2
fi

# No process of the tests lives long enough for what the runtime learns of its methods (TieredPGO) to pay: a third of the processor time.
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_TieredPGO=0

# A test that hangs is ended and named, instead of holding everything up. MSBuild nodes that stay behind would hold the
# output of a pipe open.
exec dotnet test DataExport.sln -c Release -nodeReuse:false --blame-hang-timeout 10m --blame-hang-dump-type none "$@" </dev/null
