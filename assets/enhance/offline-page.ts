// The page of such a form opens without a network once it was opened with one: a small worker keeps it.

/** Has the worker keep this page and what it is made of. */
export async function keepPage(): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  try {
    await navigator.serviceWorker.register('/worker.js')
    const { active } = await navigator.serviceWorker.ready
    const parts = performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .filter((name) => name.startsWith(`${location.origin}/assets/`))
    active?.postMessage({ keep: location.pathname, parts: [...new Set(parts)] })
  } catch {
    // Without a worker the form still keeps what is typed; only the page needs the network to open.
  }
}
