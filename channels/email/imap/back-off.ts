/** Doubles up to a minute; jitter keeps many offices from returning at one moment. All in milliseconds. */
export function backOff(firstMs: number, failures: number): number {
  return jittered(Math.min(60_000, firstMs * 2 ** Math.min(failures - 1, 10)))
}

export function jittered(ms: number): number {
  return ms * (0.5 + Math.random())
}
