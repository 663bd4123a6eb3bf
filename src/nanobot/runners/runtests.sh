# SPDX-FileCopyrightText: The Skep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Compiles and runs C++ tests, one program per test file, as .skep/plan says:
#   source N PATH          a source that tests are linked with, compiled once
#   test N PATH M...       a test file and the numbers of its sources
# What the test programs print is read by the worker between "begin" and "end".
objects="$TMPDIR/skep-objects"
mkdir -p "$objects" || exit 1
flags="-std=c++20 -g -O0 -w -I. -Isrc -Iinclude"
coverage=
if command -v gcov >/dev/null; then coverage=--coverage; fi
compiler=c++
command -v c++ >/dev/null || compiler=g++

say() { printf '\n\036{"t":"%s","n":%d,"code":%d}\n' "$1" "$2" "$3"; }

while read -r kind number path sources; do
    case $kind in
    source)
        # shellcheck disable=SC2086
        $compiler $flags $coverage -c "./$path" -o "$objects/s$number.o" 2>&1 </dev/null
        say source "$number" $?
        ;;
    test)
        linked=
        for source in $sources; do linked="$linked $objects/s$source.o"; done
        # shellcheck disable=SC2086
        $compiler $flags "./$path" $linked ${coverage:+-lgcov} -pthread -o "$objects/t$number" 2>&1 </dev/null
        code=$?
        say begin "$number" $code
        if [ $code = 0 ]; then
            timeout -k 1 "$1" "$objects/t$number" 2>&1 </dev/null
            code=$?
            say end "$number" $code
        fi
        ;;
    esac
done <.skep/plan

[ -n "$coverage" ] || exit 0
say gcov 0 0
for figures in "$objects"/s*.gcda; do
    if [ -e "$figures" ]; then (cd "$objects" && gcov -n "$figures" 2>/dev/null); fi
done
say gcovend 0 0
