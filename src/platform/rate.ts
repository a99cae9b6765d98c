// How often a caller may ask: so many requests a minute, counted in this process.

export type RateState = { limit: number; remaining: number; resetSeconds: number; refused: boolean }
export type RateLimiter = (key: string, perMinute: number) => RateState

const WINDOW = 60_000
const MOST_KEYS = 10_000

/** Counts by key in windows of a minute that begin with the first request. */
export function rateLimiter(stopwatch: () => number): RateLimiter {
  const windows = new Map<string, { begun: number; count: number }>()
  return (key, perMinute) => {
    const at = stopwatch()
    let window = windows.get(key)
    if (!window || at - window.begun >= WINDOW) {
      windows.delete(key)
      if (windows.size >= MOST_KEYS) forget(windows, at)
      window = { begun: at, count: 0 }
      windows.set(key, window)
    }
    window.count += 1
    return {
      limit: perMinute,
      remaining: Math.max(0, perMinute - window.count),
      resetSeconds: Math.max(1, Math.ceil((window.begun + WINDOW - at) / 1000)),
      refused: window.count > perMinute,
    }
  }
}

/** Drops what is over; when nothing is, the oldest. */
function forget(windows: Map<string, { begun: number }>, at: number): void {
  for (const [key, { begun }] of windows) if (at - begun >= WINDOW) windows.delete(key)
  for (const key of windows.keys()) {
    if (windows.size < MOST_KEYS) return
    windows.delete(key)
  }
}
