// People, posts, roles over a subtree, sessions.

export { changePassword, endOwnSessions, recordFor, signOut, switchPost } from './actions.ts'
export { authApi } from './api.ts'
export { DELEGABLE, MOST_DAYS } from './delegation.ts'
export { beginActing, endActing, endDelegation, giveDelegation } from './delegation-actions.ts'
export {
  colleaguesOf,
  type Delegation,
  delegationsOfUnits,
  delegationsTo,
  giversOf,
  type Lent,
  permissionsOfPost,
} from './delegation-store.ts'
export {
  askRemoval,
  beginFactor,
  confirmFactor,
  confirmSession,
  decideRemoval,
  endFactor,
  factorSecret,
  renewRecoveryCodes,
  setPolicy,
} from './factor-actions.ts'
export {
  factorBegun,
  factorInForce,
  openRemoval,
  policyOf,
  type RemovalRow,
  recoveryCodesLeft,
} from './factor-store.ts'
export { addressOf, type Holder, holdersOver } from './holders-store.ts'
export { FACTOR_PAGE, hoursFrom, identify } from './identify-visitor.ts'
export {
  askReset,
  choosePassword,
  linkPath,
  makeLink,
  revokeLinks,
  sendLink,
} from './link-actions.ts'
export { type LinkRow, linkOf, standingLink } from './link-store.ts'
export { type PostOwner, postOwners } from './owner-store.ts'
export { passwordHash } from './password.ts'
export {
  addPerson,
  addPost,
  changePerson,
  endGrant,
  endHolding,
  endPost,
  endSessionOf,
  grantRole,
  holdPost,
  issuePassword,
  setPassword,
} from './people-actions.ts'
export {
  type Granted,
  grantsOfPosts,
  type Held,
  holdingsOf,
  listStaff,
  namesOf,
  personIdsNamed,
  postsIn,
  postTitles,
  STAFF_SORTS,
  STAFF_STATES,
  type StaffFilter,
  type StaffRow,
  type StaffSort,
  type StaffState,
  unitsWithPosts,
} from './people-store.ts'
export { type Demand, demandOf, OFFERED, type Policy, SIGN_OFF } from './policy.ts'
export {
  type Claims,
  enterByProvider,
  type ProviderRefusal,
  setProvider,
  unlinkIdentity,
} from './provider-actions.ts'
export { identitiesOf, type ProviderSettings, providerSettings } from './provider-store.ts'
export { isRole, PERMISSIONS, ROLE_NAMES, ROLES, type Role } from './role.ts'
export {
  MOST_ROWS,
  ROSTER_COLUMNS,
  type RosterFault,
  readRoster,
  rosterColumns,
} from './roster.ts'
export { applyRoster, planRoster, type RosterChange } from './roster-actions.ts'
export { csrfToken, newSecret, secretHash, sessionCookie } from './session.ts'
export { sessionFinder } from './session-finder.ts'
export {
  type Entered,
  enterCode,
  type SignInOutcome,
  signIn,
  startSession,
} from './sign-in-actions.ts'
export {
  grantById,
  holdingById,
  insertSession,
  openSessions,
  type PostHeld,
  personByEmail,
  personById,
  postById,
  postsHeld,
  type SessionRow,
} from './store.ts'
export { LONGEST_DAYS, MOST_PER_MINUTE } from './token.ts'
export { issueToken, revokeToken } from './token-actions.ts'
export { type TokenListed, tokenById, tokensOf } from './token-store.ts'
export { spelled, totpAddress } from './totp.ts'
export { authWords } from './words.ts'
