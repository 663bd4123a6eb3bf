# SPDX-FileCopyrightText: The Skep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Lets compilers look at the files that .skep/plan names, without running them: lines "LANGUAGE N PATH".
# Behind what a compiler says comes its verdict: 0 good, 1 bad, 2 not checked.
say() { printf '\n\036{"n":%d,"code":%d}\n' "$1" "$2"; }

javascript() {
    node --check "$1" 2>"$TMPDIR/said" && return 0
    # A module is known by its ending only; the text does not say what it is.
    cp "$1" "$TMPDIR/module.mjs" && node --check "$TMPDIR/module.mjs" 2>/dev/null && return 0
    cat "$TMPDIR/said"
    return 1
}

python() {
    python3 -W ignore -c 'import sys
try:
    compile(open(sys.argv[1], "rb").read(), sys.argv[1], "exec", dont_inherit=True)
except (SyntaxError, ValueError) as error:
    sys.exit("line %s: %s" % (getattr(error, "lineno", 0), error))' "$1" 2>&1
}

compiled() {
    "$1" "$2" -w -fsyntax-only -fmax-errors=5 -I. -Isrc -Iinclude "$3" >"$TMPDIR/said" 2>&1 && return 0
    cat "$TMPDIR/said"
    # What is missing says nothing about what is there.
    if grep -q 'fatal error: .*: No such file or directory' "$TMPDIR/said"; then return 2; fi
    return 1
}

while read -r language number path; do
    case $language in
    javascript) tool=node ;;
    python) tool=python3 ;;
    cpp) tool=g++ ;;
    c) tool=gcc ;;
    esac
    if ! command -v $tool >/dev/null; then
        printf '%s is not installed\n' "$tool"
        say "$number" 2
        continue
    fi
    case $language in
    javascript) javascript "./$path" ;;
    python) python "./$path" ;;
    cpp) compiled g++ -std=c++20 "./$path" ;;
    c) compiled gcc -std=c17 "./$path" ;;
    esac
    say "$number" $?
done <.skep/plan
