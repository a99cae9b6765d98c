// What script adds to pages that already work without it: each module smooths one thing.

import { startDrafts } from './enhance/draft.ts'
import { startDrops } from './enhance/drop.ts'
import { startFilters } from './enhance/filter.ts'
import { startForms } from './enhance/form.ts'
import { startGrids } from './enhance/grid.ts'
import { startRefresh } from './enhance/refresh.ts'
import { onContent } from './enhance/swap.ts'
import { startToasts } from './enhance/toast.ts'
import { startUploads } from './enhance/upload.ts'

startGrids()
startFilters()
startUploads()
startForms()
startRefresh()
onContent(startToasts)
onContent(startDrops)
onContent(startDrafts)
onContent((root) => {
  for (const button of root.querySelectorAll<HTMLButtonElement>('[data-print]')) {
    button.hidden = false
    button.onclick = () => print()
  }
})
onContent((root) => root.querySelector<HTMLElement>('[data-error-summary]')?.focus())
