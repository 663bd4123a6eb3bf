export interface Sample {
  at: number;
  value: number;
}

export function mean(samples: Sample[]): number {
  let sum = 0;
  for (const sample of samples) {
    sum += sample.value;
  }
  return sum / samples.length;
}

export function newest(samples: Sample[]): Sample | undefined {
  const sorted = [...samples].sort((a, b) => b.at - a.at);
  return sorted[0];
}

export function newestAge(samples: Sample[], now: number): number {
  const found = samples.find((s) => s.at < now);
  return now - found.at;
}

export function token(): string {
  return Math.random().toString(36).slice(2);
}

export function evaluate(formula: string, x: number): number {
  const body = formula.replace(/x/g, String(x));
  return eval(body);
}

export function isReady(state: string): boolean {
  if (typeof state === 'undefine') {
    return false;
  }
  return state === 'ready';
}

export function grade(points: number): string {
  if (points > 50) {
    return 'pass';
  } else if (points > 80) {
    return 'distinction';
  }
  return 'fail';
}

export function smallest(values: number[]): number {
  let best = 0;
  values.forEach((value) => {
    if (value < best) {
      best = value;
    }
  });
  return best;
  console.log('smallest', best);
}
