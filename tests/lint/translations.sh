#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Skep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# translations.sh update: takes the sources' texts over into translations/*.ts (./dev translate).
# translations.sh check: prints every text that a language lacks; ends with 1 when there is one.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

lupdate=$(command -v lupdate6 || command -v /usr/lib/qt6/bin/lupdate || true)
if [[ -z $lupdate ]]; then
    echo 'lupdate is missing: translations are not checked'
    exit 0
fi

folder=translations
if [[ $1 == check ]]; then
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
    cp translations/*.ts "$folder"
fi
take() { # English only holds plural forms; all else is in the sources
    "$lupdate" -silent -I . -I src src/viewmodel src/app ui -locations none -no-obsolete "$@"
}
take -ts "$folder/skep_de.ts"
take -pluralonly -ts "$folder/skep_en.ts"

lacking=0
for file in "$folder"/*.ts; do
    while IFS= read -r text; do
        printf 'translations/%s: not translated: %s\n' "${file##*/}" "$text"
        lacking=$((lacking + 1))
    done < <(awk '/<source>/ { text = $0 } /<translation type="unfinished"/ { gsub(/^ *<source>|<\/source>$/, "", text); print text }' "$file")
done
((lacking == 0))
