// Signing out leaves nothing on the device: drafts, files and kept pages go first, then the session.

import { countKept, forgetAll } from './kept.ts'

export function startSignOut(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement
    if (!form.matches('[data-sign-out]')) return
    event.preventDefault()
    void leave(form)
  })
}

async function leave(form: HTMLFormElement): Promise<void> {
  const unsent = await countKept().catch(() => 0)
  if (unsent > 0 && !confirm(form.dataset.signOut ?? '')) return
  await forgetAll().catch(() => undefined)
  form.submit()
}
