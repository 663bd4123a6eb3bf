/** Where the time comes from. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  readonly zone?: string;
}

export type Listener<T> = (value: T, at: number) => void;

export enum Unit {
  Second,
  Minute,
}

/**
 * Calls back after a while.
 * @param clock asked for the time
 * @param listeners by name
 * @returns how many were called
 */
export function tick<T>(clock: Clock, listeners: Map<string, Listener<T>>, value: T): number {
  for (const listener of listeners.values()) listener(value, clock.now());
  return listeners.size;
}

export const round = (value: number, unit: Unit = Unit.Second): number => Math.round(value / (unit === Unit.Second ? 1000 : 60000));
