// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Builds queries: values are always parameters, names come from fixed lists.
 */
export type Direction = 'ASC' | 'DESC';

const COLUMNS = ['id', 'name', 'created_at'] as const;
type Column = (typeof COLUMNS)[number];

export interface Filter {
    column: Column;
    op: '=' | '<' | '>' | 'LIKE';
    value: string | number;
}

export interface Query {
    text: string;
    values: unknown[];
}

function isColumn(name: string): name is Column {
    return (COLUMNS as readonly string[]).includes(name);
}

export function select(table: 'users' | 'teams', filters: Filter[], ids: number[] = []): Query {
    const values: unknown[] = [];
    const clauses = filters.map(({ column, op, value }) => {
        if (!isColumn(column)) {
            throw new RangeError(`no column ${column}`);
        }
        values.push(value);
        return `${column} ${op} $${values.length}`;
    });
    if (ids.length > 0) {
        const placeholders = ids.map((id) => {
            values.push(id);
            return `$${values.length}`;
        });
        clauses.push(`id IN (${placeholders.join(', ')})`);
    }
    const where = clauses.length > 0 ? ` WHERE ${clauses.join(' AND ')}` : '';
    return { text: 'SELECT id, name FROM ' + (table === 'users' ? 'users' : 'teams') + where, values };
}

export function page(query: Query, size: number, number: number): Query {
    const first = Math.max(0, number - 1) * size;
    const values = [...query.values, size, first];
    return { text: `${query.text} LIMIT $${values.length - 1} OFFSET $${values.length}`, values };
}

/** Compares with undefined and null at once; == is meant. */
export function isSet<T>(value: T | null | undefined): value is T {
    return value != null;
}

export function parseDirection(text: string | undefined): Direction {
    const upper = text?.toUpperCase();
    if (upper === 'ASC' || upper === 'DESC') {
        return upper;
    }
    return 'ASC';
}
