// Every room that is furnished, in one place: their routes, jobs, commands and words.

import { auditApi, auditCommand, auditRoutes, auditWords } from '../audit/index.ts'
import { authApi, authWords } from '../auth/index.ts'
import { calendarApi, calendarWords } from '../calendar/index.ts'
import { closingApi, closingWords } from '../closings/index.ts'
import {
  consoleRoutes,
  consoleWords,
  criteriaMeasures,
  loadServing,
  loadWholeServing,
  officeNav,
  ownershipApi,
  tokenRoutes,
} from '../console/index.ts'
import { demoJobs } from '../demo/index.ts'
import { documentWords } from '../documents/index.ts'
import {
  dossierApi,
  dossierJobs,
  dossiersCommand,
  dossierWords,
  integrityWords,
  letterWords,
  proceduresCommand,
} from '../dossiers/index.ts'
import { extensionApi, extensionWords } from '../extensions/index.ts'
import { indexCommand, indexWords } from '../index766/index.ts'
import { integrationApi, integrationJobs, integrationWords } from '../integrations/index.ts'
import { criteriaApi, criteriaCommand, criteriaWords } from '../localcriteria/index.ts'
import {
  notificationApi,
  notificationJobs,
  notificationRoutes,
  notificationWords,
} from '../notifications/index.ts'
import {
  dutiesCommand,
  obligationApi,
  obligationJobs,
  obligationWords,
} from '../obligations/index.ts'
import { calendarCommand, officeTimeApi, officeTimeWords } from '../officetime/index.ts'
import { orgApi, orgWords, unitsCommand } from '../org/index.ts'
import { papiApi, papiCommand, papiWords } from '../papi/index.ts'
import { petitionApi, petitionJobs, petitionsCommand, petitionWords } from '../petitions/index.ts'
import { planApi, planCommand, planJobs, planWords, requirePlanBySlug } from '../plans/index.ts'
import {
  type Command,
  type JobRow,
  keptAnswerJobs,
  type Lang,
  type Route,
} from '../platform/index.ts'
import { portalRoutes } from '../portal/index.ts'
import { sheetWords } from '../sheets/index.ts'
import { signinRoutes, signinWords } from '../signin/index.ts'
import { subplanApi, subplanWords } from '../subplans/index.ts'
import { referenceRoutes } from './reference.tsx'

/** What programs may read and write, as docs/openapi.json prints it. */
export const API: readonly Route[] = [
  ...authApi,
  ...orgApi,
  ...calendarApi,
  ...officeTimeApi,
  ...planApi,
  ...obligationApi,
  ...extensionApi(requirePlanBySlug),
  ...subplanApi,
  ...closingApi,
  ...criteriaApi(criteriaMeasures),
  ...papiApi((read) => loadServing(read, 'papi.read')),
  ...notificationApi,
  ...dossierApi,
  ...petitionApi,
  ...ownershipApi,
  ...auditApi,
  ...integrationApi,
]

/** Permissions that a token is worth issuing for. */
const scopes = () =>
  [...new Set([...API.map(({ may }) => may), 'metrics.read'])]
    .filter((may) => may.includes('.'))
    .sort()

export const ROUTES: readonly Route[] = [
  ...referenceRoutes(() => ROUTES),
  ...API,
  ...portalRoutes,
  ...signinRoutes,
  ...consoleRoutes,
  ...tokenRoutes(scopes),
  ...auditRoutes(officeNav),
  ...notificationRoutes(officeNav),
]

export const JOBS: readonly JobRow[] = [
  ...planJobs,
  ...obligationJobs,
  ...keptAnswerJobs,
  ...integrationJobs,
  ...notificationJobs,
  ...dossierJobs,
  ...petitionJobs,
  ...demoJobs,
]

export const ROOM_COMMANDS: readonly Command[] = [
  planCommand,
  dutiesCommand,
  unitsCommand,
  calendarCommand,
  auditCommand,
  papiCommand(loadWholeServing),
  proceduresCommand,
  dossiersCommand,
  petitionsCommand,
  indexCommand,
  criteriaCommand(criteriaMeasures),
]

/** Where the sentence of a refusal may stand. */
export const PROBLEM_WORDS: readonly Record<Lang, Readonly<Record<string, string>>>[] = [
  authWords,
  signinWords,
  orgWords,
  documentWords,
  obligationWords,
  extensionWords,
  sheetWords,
  planWords,
  papiWords,
  subplanWords,
  closingWords,
  criteriaWords,
  consoleWords,
  auditWords,
  calendarWords,
  officeTimeWords,
  dossierWords,
  integrityWords,
  letterWords,
  petitionWords,
  indexWords,
  integrationWords,
  notificationWords,
]
