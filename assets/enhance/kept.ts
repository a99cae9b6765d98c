// What the device keeps of a form until the server has it: texts and files, in the browser's own database.

import type { Fields } from './fields.ts'

export type Kept = {
  /** Whose it is, and of which form. */
  name: string
  at: string
  /** The server's draft that this was written over. */
  base: string
  /** The same for every try to send this content: the server keeps it once. */
  key: string
  fields: Fields
  files: { field: string; file: File }[]
  /** To be sent when the network is there. */
  waiting: boolean
}

const BASE = 'congtam'
const STORE = 'kept'

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(BASE, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'name' })
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

async function run<T>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await open()
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(STORE, mode)
      const request = work(transaction.objectStore(STORE))
      transaction.oncomplete = () => resolve(request.result)
      transaction.onerror = () => reject(transaction.error)
      transaction.onabort = () => reject(transaction.error)
    })
  } finally {
    database.close()
  }
}

export const findKept = (name: string): Promise<Kept | undefined> =>
  run<Kept | undefined>('readonly', (store) => store.get(name))
export const putKept = async (kept: Kept): Promise<void> => {
  if (!isLeaving) await run('readwrite', (store) => store.put(kept))
}
export const dropKept = (name: string): Promise<undefined> =>
  run('readwrite', (store) => store.delete(name))
export const countKept = (): Promise<number> => run('readonly', (store) => store.count())

let isLeaving = false

/** Forgets everything the device keeps: drafts, files, pages; this page keeps nothing more. */
export async function forgetAll(): Promise<void> {
  isLeaving = true
  for (const name of Object.keys(localStorage)) {
    if (name.startsWith('draft:')) localStorage.removeItem(name)
  }
  await run('readwrite', (store) => store.clear()).catch(() => undefined)
  if ('caches' in window) {
    const names = await caches.keys()
    await Promise.all(
      names.filter((name) => name.startsWith('congtam-')).map((name) => caches.delete(name)),
    )
  }
}
