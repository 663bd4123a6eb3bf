#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Skep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# install.sh BUILD_DIR: makes the Debian package of a build, installs it, starts what it holds and removes it again.
# Ends with 77 (skipped) where that is not possible, and says why.
set -euo pipefail
build=$1

skip() { echo "skipped: $*"; exit 77; }
[[ $(id -u) == 0 ]] || skip 'installing a package needs root'
for tool in dpkg apt-get cpack curl; do command -v "$tool" >/dev/null || skip "$tool is missing"; done
! dpkg -s skep >/dev/null 2>&1 || skip 'a package skep is installed already, and is not ours to replace'

work=$(mktemp -d)
hub=''
leave() {
    [[ -z $hub ]] || kill "$hub" 2>/dev/null || true
    dpkg --purge skep >/dev/null 2>&1 || true
    rm -rf "$work"
}
trap leave EXIT

(cd "$work" && cpack -G DEB --config "$build/CPackConfig.cmake" -B "$work" >"$work/cpack.log" 2>&1) || { cat "$work/cpack.log"; exit 1; }
package=$(find "$work" -maxdepth 1 -name '*.deb')
echo "made $(basename "$package"), $(($(stat -c %s "$package") / 1024)) KiB"
depends=$(dpkg-deb -f "$package" Depends)
for needed in libqt6core6 libqt6widgets6 libqt6sql6-sqlite libsqlite3-0; do
    [[ $depends == *$needed* ]] || { echo "Depends lacks $needed: $depends"; exit 1; }
done
dpkg -i "$package" >/dev/null

for program in skep skepd skep-nanobot skepctl; do "/usr/bin/$program" --version; done
for file in /usr/share/applications/org.skep.Skep.desktop /usr/share/metainfo/org.skep.Skep.metainfo.xml \
    /usr/share/icons/hicolor/scalable/apps/org.skep.Skep.svg /usr/lib/systemd/user/skepd.service /usr/share/skep/demo/templates.json; do
    [[ -s $file ]] || { echo "$file is missing"; exit 1; }
done
! command -v systemd-analyze >/dev/null || XDG_RUNTIME_DIR=$work systemd-analyze verify --user /usr/lib/systemd/user/skepd.service

/usr/bin/skepd --data-dir "$work/data" --listen 127.0.0.1:0 >"$work/out" &
hub=$!
for _ in $(seq 100); do
    address=$(sed -n 's/^skep: listening on //p' "$work/out")
    [[ -z $address ]] || break
    sleep 0.1
done
curl -fsS "$address/healthz" >/dev/null && echo "skepd answers at its port"
kill "$hub"
wait "$hub"
hub=''
# From the installed files alone: its own programs beside it, its own sample projects.
(cd / && env -i HOME="$work" PATH=/usr/bin:/bin /usr/bin/skep --headless --demo --exit-when-idle) >"$work/report" 2>/dev/null
grep -q '"total":100' "$work/report" && echo 'the demonstration runs from the installed files'

dpkg --purge skep >/dev/null
! command -v /usr/bin/skepd >/dev/null && [[ ! -e /usr/share/skep ]] && echo 'removed without a trace'
