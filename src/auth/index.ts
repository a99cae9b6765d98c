// People, posts, roles over a subtree, sessions.

export { authApi } from './api.ts'
export { hoursFrom, identify } from './identify-visitor.ts'
export { authRoutes } from './pages.tsx'
export { passwordHash } from './password.ts'
export {
  addPerson,
  addPost,
  changePerson,
  endGrant,
  endHolding,
  endPost,
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
export { isRole, PERMISSIONS, ROLE_NAMES, ROLES, type Role } from './role.ts'
export { csrfToken, newSecret, secretHash, sessionCookie } from './session.ts'
export {
  grantById,
  holdingById,
  insertSession,
  personByEmail,
  personById,
  postById,
  postsHeld,
} from './store.ts'
export { LONGEST_DAYS, MOST_PER_MINUTE } from './token.ts'
export { issueToken, revokeToken } from './token-actions.ts'
export { type TokenListed, tokenById, tokensOf } from './token-store.ts'
export { authWords } from './words.ts'
