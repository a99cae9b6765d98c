import type { Route } from '../platform/index.ts'
import { noticeRoutes } from './notices-page.tsx'
import type { Navigation } from './page-frame.tsx'
import { receiptRoutes } from './receipts-page.tsx'
import { noticeSettingRoutes } from './settings-page.tsx'

/** The rows of the room; `navigation` gives the links beside every page of the office. */
export const notificationRoutes = (navigation: Navigation): readonly Route[] => [
  ...noticeRoutes(navigation),
  ...receiptRoutes(navigation),
  ...noticeSettingRoutes(navigation),
]
