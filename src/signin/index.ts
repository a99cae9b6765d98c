// How someone gets in: password, second factor, one-time link, identity provider; one's own account.

export { signOff } from './code-page.tsx'
export { deviceName } from './device.ts'
export { signinRoutes } from './pages.tsx'
export { discover, isProviderAddress, PROVIDER_BACK } from './provider.ts'
export { signinWords } from './words.ts'
