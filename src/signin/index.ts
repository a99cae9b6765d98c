// How someone gets in: password, second factor, one's own account.

export { signOff } from './code-page.tsx'
export { deviceName } from './device.ts'
export { signinRoutes } from './pages.tsx'
export { signinWords } from './words.ts'
