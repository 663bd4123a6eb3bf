// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * A board of fields for two players.
 */
const SIZE = 8;

export class Board {
    constructor() {
        this.fields = new Array(SIZE).fill([]);
        this.turn = 'white';
        this.history = [];
    }

    at(row, column) {
        return this.fields[row]?.[column] ?? null;
    }

    isInside(row, column) {
        return row >= 0 && row < SIZE && column >= 0 && column < SIZE;
    }

    place(row, column, piece) {
        if (!this.isInside(row, column)) {
            return false;
        }
        this.fields[row][column] = piece;
        this.history.push({ row, column, piece });
        return true;
    }

    undo() {
        const move = this.history.pop();
        if (!move) {
            return false;
        }
        this.fields[move.row][move.column] = null;
        return true;
    }

    score(player) {
        let points = 0;
        for (let row = 0; row < SIZE; row++) {
            for (let column = 0; column < SIZE; column++) {
                const piece = this.at(row, column);
                if (piece && piece.owner === player) {
                    points += piece.value;
                }
            }
        }
        return points;
    }

    winner() {
        const white = this.score('white');
        const black = this.score('black');
        if (white > black) {
            return 'white';
        } else if (black > white) {
            return 'black';
        } else if (white === black && this.history.length > 0) {
            return 'draw';
        }
        return null;
    }

    removeCaptured(pieces) {
        for (let i = 0; i < pieces.length; i++) {
            if (pieces[i].captured) {
                pieces.splice(i, 1);
            }
        }
        return pieces;
    }
}
