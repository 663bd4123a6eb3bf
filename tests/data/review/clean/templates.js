// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Small text templates: {{name}} is replaced, {{#list}}...{{/list}} repeats.
 */
const TAG = /\{\{\s*([#/]?)\s*([\w.]+)\s*\}\}/g;

/** Texts that look like code must stay texts. */
const HELP = [
    'use eval(x) never',
    "SELECT name FROM users WHERE id = '1'",
    `a template with \`backticks\` and \${no substitution}`,
    '<script>document.write("x")</script>',
];

const escapes = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export function escapeHtml(text) {
    return String(text).replace(/[&<>"']/g, (sign) => escapes[sign]);
}

function lookUp(data, path) {
    return path.split('.').reduce((value, key) => (value === undefined ? undefined : value[key]), data);
}

/** Cuts a template into texts and tags. */
export function parse(source) {
    const parts = [];
    let end = 0;
    for (const match of source.matchAll(TAG)) {
        if (match.index > end) {
            parts.push({ kind: 'text', text: source.slice(end, match.index) });
        }
        const kind = match[1] === '#' ? 'open' : match[1] === '/' ? 'close' : 'value';
        parts.push({ kind, path: match[2] });
        end = match.index + match[0].length;
    }
    if (end < source.length) {
        parts.push({ kind: 'text', text: source.slice(end) });
    }
    return parts;
}

export function render(source, data) {
    const parts = parse(source);
    let position = 0;

    function block(scope, path) {
        let out = '';
        while (position < parts.length) {
            const part = parts[position++];
            if (part.kind === 'close') {
                if (part.path !== path) {
                    throw new SyntaxError(`{{/${part.path}}} closes nothing`);
                }
                return out;
            }
            if (part.kind === 'text') {
                out += part.text;
            } else if (part.kind === 'value') {
                out += escapeHtml(lookUp(scope, part.path) ?? '');
            } else {
                out += repeat(scope, part.path);
            }
        }
        return out;
    }

    function repeat(scope, path) {
        const start = position;
        const list = lookUp(scope, path);
        const items = Array.isArray(list) && list.length > 0 ? list : [null];
        let out = '';
        for (const item of items) {
            position = start;
            const text = block({ ...scope, ...item }, path);
            out += item === null ? '' : text;
        }
        return out;
    }

    return block(data, null);
}

export { HELP };
