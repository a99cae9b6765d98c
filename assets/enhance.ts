// What script adds to pages that already work without it: each module smooths one thing.

import { startChecks } from './enhance/check.ts'
import { startDrafts } from './enhance/draft.ts'
import { startDrops } from './enhance/drop.ts'
import { startFilters } from './enhance/filter.ts'
import { startForms } from './enhance/form.ts'
import { startGrids } from './enhance/grid.ts'
import { startLive } from './enhance/live.ts'
import { startOffline } from './enhance/offline.ts'
import { startRefresh } from './enhance/refresh.ts'
import { startSignOut } from './enhance/sign-out.ts'
import { onContent } from './enhance/swap.ts'
import { startToasts } from './enhance/toast.ts'
import { startUploads } from './enhance/upload.ts'

startGrids()
startFilters()
startChecks()
startUploads()
startForms()
startRefresh()
startSignOut()
onContent(startToasts)
onContent(startDrops)
onContent(startDrafts)
onContent(startOffline)
onContent(startLive)
onContent((root) => {
  for (const button of root.querySelectorAll<HTMLButtonElement>('[data-print]')) {
    button.hidden = false
    button.onclick = () => print()
  }
})
onContent((root) => root.querySelector<HTMLElement>('[data-error-summary]')?.focus())
