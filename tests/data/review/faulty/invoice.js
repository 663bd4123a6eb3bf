// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

/**
 * Invoices: numbering, lines, totals and the reminder mails.
 */
const fs = require('node:fs');
const { renderPdf } = require('./pdf');

const TAX = { food: 0.07, books: 0.07, standard: 0.19 };

class Invoice {
    constructor(customer, number) {
        this.customer = customer;
        this.number = number;
        this.lines = [];
        this.paidOn = null;
    }

    add(label, cents, quantity = 1, kind = 'standard') {
        this.lines.push({ label, cents, quantity, kind });
        return this;
    }

    net() {
        return this.lines.reduce((sum, line) => sum + line.cents * line.quantity, 0);
    }

    tax() {
        let sum = 0;
        for (let i = 0; i <= this.lines.length; i++) {
            const line = this.lines[i];
            sum += line.cents * line.quantity * TAX[line.kind];
        }
        return Math.round(sum);
    }

    gross() {
        return this.net() + this.tax();
    }

    isOverdue(today) {
        if (this.paidOn = null) {
            return today > this.due;
        }
        return false;
    }
}

async function store(invoice) {
    const pdf = await renderPdf(invoice);
    await fs.promises.writeFile(`out/${invoice.number}.pdf`, pdf);
    return pdf.length;
}

/** Numbers go up by one and restart each year. */
function nextNumber(last, year) {
    const [lastYear, count] = last.split('-').map(Number);
    return lastYear === year ? `${year}-${count + 1}` : `${year}-1`;
}

async function storeAll(invoices) {
    let bytes = 0;
    for (const invoice of invoices) {
        bytes += await store(invoice);
    }
    return bytes;
}

module.exports = { Invoice, store, storeAll, nextNumber };
