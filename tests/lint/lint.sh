#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Skep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# House rules that a machine can check, then clang-tidy for as long as SKEP_TIDY_SECONDS (240) allows.
# Makes its own compile commands in build/tidy, file by file and without precompiled headers: clang cannot read GCC's. Prints every fault and ends with 1 when there is one.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

faults=0
fault() {
    printf '%s\n' "$*"
    faults=$((faults + 1))
}

# Files of the tree that git does not ignore, new ones included.
tree() { git ls-files --cached --others --exclude-standard -- "$@" | while IFS= read -r f; do [[ -f $f ]] && printf '%s\n' "$f"; done; }

# each PATTERN REASON FILES...: a fault for every line that matches.
refuse() {
    local pattern=$1 reason=$2 hit
    shift 2
    (($# > 0)) || return 0
    while IFS= read -r hit; do fault "${hit:0:160}: $reason"; done < <(grep -nIHP -- "$pattern" "$@" || true)
}

check_text() {
    local sources all f
    mapfile -t sources < <(tree 'src/**.h' 'src/**.cpp' 'ui/**.h' 'ui/**.cpp' 'tests/**.h' 'tests/**.cpp' ':!tests/data')
    mapfile -t all < <(tree 'src' 'ui' 'qml' 'tests' 'cmake' 'packaging' 'dev' '.ci' 'CMakeLists.txt' \
        ':!tests/data' ':!tests/lint/lint.sh' ':!*package-lock.json' ':!*.svg' ':!*.png' ':!*.ui' ':!*.ts')
    refuse '\b(TODO|FIXME|XXX|HACK)\b' 'finish it or leave it out' "${all[@]}"
    refuse '\t' 'spaces, no tabs' "${sources[@]}" $(tree 'qml')
    refuse '[ \t]+$' 'space at the end of the line' "${all[@]}"
    refuse '^#include <Qt(Core|Gui|Widgets|Network|WebSockets|Sql|Test|Qml|Quick|Charts)>' 'a whole module takes seconds to read; include its classes' "${sources[@]}"
    refuse '^[^"]{161,}$' 'line over 160 columns' "${sources[@]}" # texts and tables of texts may be longer
    for f in "${sources[@]}" $(tree 'src/**CMakeLists.txt' 'ui/**CMakeLists.txt' 'qml/**' 'tests/**CMakeLists.txt' 'cmake/**' 'tests/**.mjs' 'dev' '.ci'); do
        head -n 4 "$f" | grep -q 'SPDX-FileCopyrightText: The Skep authors' &&
            head -n 4 "$f" | grep -q 'SPDX-License-Identifier: GPL-3.0-or-later' || fault "$f: the two SPDX lines are missing"
        [[ -z $(tail -c 1 "$f") ]] || fault "$f: no newline at the end"
    done
    for f in "${sources[@]}"; do
        [[ $f != *.h ]] || grep -q '^#pragma once$' "$f" || fault "$f: #pragma once is missing"
    done
}

# Product code keeps the thread rules: no nested loops, no blocking calls, no global state by stealth.
check_product() {
    local product
    mapfile -t product < <(tree 'src/**.h' 'src/**.cpp' 'ui/**.h' 'ui/**.cpp')
    refuse 'BlockingQueuedConnection|processEvents\s*\(|QThread::(m|u)?sleep|QEventLoop\b' 'blocks a thread or nests an event loop' "${product[@]}"
    refuse '(?<!QRandomGenerator::)(?<!QLocale::)\bsystem\s*\(|\bpopen\s*\(' 'no shell' "${product[@]}"
    refuse '^\s*using namespace\s+std\s*;' 'no using namespace std' "${product[@]}"
}

# clang-format 14 only judges the order and place of includes reliably in this style; the rest is read by eyes.
check_scripts() {
    local f
    for f in dev .ci/run $(tree '*.sh'); do bash -n "$f" || fault "$f: bash cannot read it"; done
    for f in $(tree '*.json' ':!tests/data'); do
        cmake -D "FILE=$f" -P tests/lint/parse_json.cmake >/dev/null 2>&1 || fault "$f: no valid JSON"
    done
}

check_packaging() {
    local f
    if command -v desktop-file-validate >/dev/null; then
        for f in $(tree 'packaging/linux/*.desktop'); do desktop-file-validate "$f" || fault "$f: desktop-file-validate"; done
    fi
    if command -v systemd-analyze >/dev/null; then
        for f in $(tree 'packaging/linux/*.service'); do
            # The program is not installed where this is checked; everything else in the file is.
            sed 's|^ExecStart=skepd|ExecStart=/bin/true|' "$f" >"/tmp/skep-lint-$$-${f##*/}"
            XDG_RUNTIME_DIR=${XDG_RUNTIME_DIR:-/tmp} systemd-analyze verify --user "/tmp/skep-lint-$$-${f##*/}" >/dev/null 2>&1 || fault "$f: systemd-analyze verify"
            rm -f "/tmp/skep-lint-$$-${f##*/}"
        done
    fi
    if command -v appstreamcli >/dev/null; then
        for f in $(tree 'packaging/linux/*.metainfo.xml'); do appstreamcli validate --no-net "$f" >/dev/null || fault "$f: appstreamcli validate --no-net"; done
    fi
}

# Every text in every language.
check_translations() {
    local line
    while IFS= read -r line; do fault "$line"; done < <(tests/lint/translations.sh check 2>&1 || true)
}

# Those that changed last come first: the time may not suffice for all.
tidy_files() {
    {
        git log --format= --name-only --diff-filter=AM -- 'src/*.cpp' 'ui/*.cpp'
        tree 'src/**.cpp' 'ui/**.cpp'
    } | awk '!seen[$0]++' | while IFS= read -r f; do if [[ -f $f ]]; then printf '%s\n' "$f"; fi; done
}

# A file whose text, headers and settings did not change since it passed is not checked again, in no clone.
tidy_stamp() {
    local file=$1 room
    room=$(dirname "$file")
    cat .clang-tidy "$file" "$room"/*.h src/core/*.h 2>/dev/null | sha256sum | cut -d ' ' -f 1
}

tidy_one() {
    local file=$1 stamp="$2/$(tidy_stamp "$1")" output
    [[ ! -e $stamp ]] || return 0
    if output=$(clang-tidy --quiet -p build/tidy --extra-arg=-Wno-unknown-warning-option --warnings-as-errors='*' "$file" 2>/dev/null); then
        touch "$stamp"
    else
        grep -E 'warning:|error:' <<<"$output" || printf '%s: clang-tidy failed\n' "$file"
        return 1
    fi
}
export -f tidy_one tidy_stamp

check_tidy() {
    local seconds=${SKEP_TIDY_SECONDS:-240} began=$SECONDS stamps="${XDG_CACHE_HOME:-$HOME/.cache}/skep/tidy" files=() left=0 status done_count=0
    command -v clang-tidy >/dev/null || { echo 'clang-tidy is missing: not checked'; return 0; }
    cmake --preset dev -B build/tidy -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON -DCMAKE_UNITY_BUILD=OFF >/dev/null || { fault 'build/tidy cannot be configured'; return 0; }
    mkdir -p "$stamps"
    mapfile -t files < <(tidy_files)
    while ((done_count < ${#files[@]})); do
        if ((SECONDS - began >= seconds)); then
            left=$((${#files[@]} - done_count))
            break
        fi
        status=0
        printf '%s\0' "${files[@]:done_count:8}" | xargs -0 -n 1 -P 2 bash -c 'tidy_one "$1" "$0"' "$stamps" || status=$?
        ((status == 0)) || faults=$((faults + 1))
        done_count=$((done_count + 8))
        printf 'clang-tidy: %d of %d files\n' $((done_count < ${#files[@]} ? done_count : ${#files[@]})) ${#files[@]}
    done
    ((left == 0)) || printf 'clang-tidy: %d files left out after %d s; run again to go on\n' "$left" "$seconds"
}

check_text
check_product
check_scripts
check_packaging
check_translations
[[ ${1:-} == --quick ]] || check_tidy
printf 'lint: %d faults\n' "$faults"
((faults == 0))
