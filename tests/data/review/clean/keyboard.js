// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
import React, { useCallback, useEffect, useRef } from 'react';

/** Names of keys as the browser gives them. */
const NAMES = { ' ': 'Space', ArrowUp: 'Up', ArrowDown: 'Down' };

export function useShortcut(keys, action) {
    const latest = useRef(action);
    useEffect(() => {
        latest.current = action;
    });

    const onKey = useCallback((event) => {
        const name = NAMES[event.key] || event.key;
        if (keys.includes(name) && !event.repeat) {
            event.preventDefault();
            latest.current(event);
        }
    }, [keys]);

    useEffect(() => {
        window.addEventListener('keydown', onKey);
        return () => window.removeEventListener('keydown', onKey);
    }, [onKey]);
}

function Key({ name, isDown }) {
    return <kbd className={isDown ? 'down' : undefined}>{name}</kbd>;
}

export function Legend({ shortcuts, pressed }) {
    if (!shortcuts.length) {
        return <p>There's nothing here: it isn't configured.</p>;
    }
    return (
        <table>
            <tbody>
                {shortcuts.map(({ keys, label }, index) => (
                    <tr key={label} data-odd={index % 2 === 1}>
                        <td>{keys.map((name) => <Key key={name} name={name} isDown={pressed.has(name)} />)}</td>
                        <td title={`${label} (${keys.join(' / ')})`}>{label}</td>
                    </tr>
                ))}
            </tbody>
        </table>
    );
}

export default React.memo(Legend);
