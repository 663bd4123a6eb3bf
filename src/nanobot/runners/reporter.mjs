// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A reporter for node's test runner: one JSON object a line, behind a record separator, so that whatever the tests
// print cannot be taken for it by accident.
import path from 'node:path';

const root = process.cwd();
const say = (word) => `\n\x1e${JSON.stringify(word)}\n`;
const cut = (text) => String(text ?? '').slice(0, 2000);

const relative = (file) => (file ? path.relative(root, file.replace(/^file:\/\//, '')) : '');

// Where in the test's own file it went wrong; frames of the runner and of libraries say less.
function placeOf(error, data) {
    const file = relative(data.file);
    for (const frame of String(error?.stack ?? '').matchAll(/(?:file:\/\/)?(\/[^\s():]+):(\d+):\d+/g)) {
        if (relative(frame[1]) === file) {
            return Number(frame[2]);
        }
    }
    return data.line ?? 0;
}

function test(event) {
    const { data } = event;
    const error = data.details?.error;
    const cause = error?.cause ?? error;
    const isSkipped = data.skip !== undefined && data.skip !== false || data.todo !== undefined && data.todo !== false;
    const state = isSkipped ? 'skipped' : event.type === 'test:pass' ? 'passed' : 'failed';
    // A file that could not be loaded stands for itself, by its full path.
    const name = path.isAbsolute(data.name) ? '(loading the file)' : cut(data.name);
    const word = { t: 'test', name, file: relative(data.file), line: data.line ?? 0, state };
    if (state === 'failed') {
        word.line = placeOf(cause, data);
        word.message = cut(cause?.message ?? cause);
    } else if (state === 'skipped' && typeof (data.skip || data.todo) === 'string') {
        word.message = cut(data.skip || data.todo);
    }
    return word;
}

function coverage(summary) {
    const isOwn = (file) => !/(^|\/)(node_modules|tests?|\.skep)\//.test(file) && !/[._-](test|spec)\.[cm]?js$/.test(file);
    const files = summary.files
        .map((file) => ({ path: relative(file.path), lines: file.totalLineCount, covered: file.coveredLineCount }))
        .filter((file) => isOwn(file.path));
    return { t: 'coverage', tool: 'node', files };
}

export default async function* report(source) {
    for await (const event of source) {
        // A suite is no test; it fails when one of its tests does.
        const isSuite = event.data?.details?.type === 'suite';
        const isParent = event.data?.details?.error?.failureType === 'subtestsFailed';
        if ((event.type === 'test:pass' || event.type === 'test:fail') && !isSuite && !isParent) {
            yield say(test(event));
        } else if (event.type === 'test:coverage') {
            yield say(coverage(event.data.summary));
        } else if (event.type === 'test:stdout' || event.type === 'test:stderr') {
            yield event.data.message;
        }
    }
}
