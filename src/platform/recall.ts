// What was worked out once and is asked for again: kept by the process, by key and the version of the data it was
// worked out from, so that it is never older than what is recorded. Whoever asks meanwhile waits for the same answer.

export type Recall = <T>(key: string, version: number, make: () => Promise<T>) => Promise<T>

/** Keeps up to `most` answers; the one longest unused goes first. A failure is not kept. */
export function openRecall(most = 200): Recall {
  const kept = new Map<string, { version: number; answer: Promise<unknown> }>()
  return <T>(key: string, version: number, make: () => Promise<T>): Promise<T> => {
    const known = kept.get(key)
    kept.delete(key)
    const entry =
      known && known.version >= version ? known : { version, answer: make() as Promise<unknown> }
    kept.set(key, entry)
    if (entry !== known) {
      entry.answer.catch(() => {
        if (kept.get(key) === entry) kept.delete(key)
      })
    }
    const [oldest] = kept.keys()
    if (kept.size > most && oldest !== undefined) kept.delete(oldest)
    return entry.answer as Promise<T>
  }
}
