// A message in a corner for a moment, kept in a list at the foot of the page.

const SHOWN_MS = 6000

export function toast(text: string): void {
  const note = document.createElement('p')
  note.textContent = text
  document.querySelector('[data-toasts]')?.append(note)
  window.setTimeout(() => note.remove(), SHOWN_MS)
  const log = document.querySelector<HTMLElement>('[data-toast-log]')
  if (!log) return
  const row = document.createElement('li')
  row.textContent = text
  log.querySelector('ol')?.append(row)
  log.hidden = false
}

export function startToasts(root: ParentNode): void {
  for (const notice of root.querySelectorAll<HTMLElement>('[data-toast]')) {
    delete notice.dataset.toast
    toast(notice.querySelector('.notice-title')?.textContent ?? notice.textContent ?? '')
  }
}
