// People, posts, roles over a subtree, sessions.

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
} from './actions.ts'
export { hoursFrom, identify } from './identify.ts'
export { authRoutes } from './pages.tsx'
export { passwordHash } from './password.ts'
export { isRole, PERMISSIONS, ROLE_NAMES, ROLES, type Role } from './role.ts'
export { csrfToken, newSecret, secretHash, sessionCookie } from './session.ts'
export {
  grantById,
  holdingById,
  insertSession,
  namesOf,
  type PersonListed,
  type PostListed,
  people,
  personByEmail,
  personById,
  postById,
  postsHeld,
  postsOf,
} from './store.ts'
export { authWords } from './words.ts'
