import { useCallback, useEffect, useMemo, useReducer, useRef } from 'react';

type State<T> =
  | { status: 'idle' }
  | { status: 'loading'; since: number }
  | { status: 'done'; data: T }
  | { status: 'failed'; error: Error };

type Action<T> =
  | { type: 'start'; at: number }
  | { type: 'resolve'; data: T }
  | { type: 'reject'; error: Error }
  | { type: 'reset' };

function reducer<T>(state: State<T>, action: Action<T>): State<T> {
  switch (action.type) {
    case 'start':
      return { status: 'loading', since: action.at };
    case 'resolve':
      return state.status === 'loading' ? { status: 'done', data: action.data } : state;
    case 'reject':
      return { status: 'failed', error: action.error };
    case 'reset':
      return { status: 'idle' };
    default: {
      const never: never = action;
      return never;
    }
  }
}

export interface UseAsync<T> {
  state: State<T>;
  run: () => void;
  cancel: () => void;
}

export function useAsync<T>(load: (signal: AbortSignal) => Promise<T>): UseAsync<T> {
  const [state, dispatch] = useReducer(reducer<T>, { status: 'idle' });
  const controller = useRef<AbortController | null>(null);

  const cancel = useCallback(() => {
    controller.current?.abort();
    controller.current = null;
    dispatch({ type: 'reset' });
  }, []);

  const run = useCallback(() => {
    controller.current?.abort();
    const current = new AbortController();
    controller.current = current;
    dispatch({ type: 'start', at: Date.now() });
    load(current.signal)
      .then((data) => {
        if (!current.signal.aborted) dispatch({ type: 'resolve', data });
      })
      .catch((error: unknown) => {
        if (current.signal.aborted) return;
        dispatch({ type: 'reject', error: error instanceof Error ? error : new Error(String(error)) });
      });
  }, [load]);

  useEffect(() => () => controller.current?.abort(), []);

  return useMemo(() => ({ state, run, cancel }), [state, run, cancel]);
}

export function debounce<A extends unknown[]>(fn: (...args: A) => void, wait: number) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const debounced = (...args: A): void => {
    clearTimeout(timer);
    timer = setTimeout(() => fn(...args), wait);
  };
  debounced.cancel = () => clearTimeout(timer);
  return debounced;
}

export function groupBy<T, K extends PropertyKey>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

export const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

export const average = (values: readonly number[]): number | null =>
  values.length === 0 ? null : sum(values) / values.length;
