// The office: every page behind the sign-in that is not one's own account.

import type { Route } from '../platform/index.ts'
import { assignmentRoutes } from './assignment-mark.ts'
import { boardRoutes } from './board.tsx'
import { changesRoutes } from './changes.tsx'
import { closingRoutes } from './closing.tsx'
import { coverageRoutes } from './coverage.tsx'
import { coverageExemptionRoutes } from './coverage-exemption-routes.ts'
import { criteriaAppraisalRoutes } from './criteria-appraisal.tsx'
import { criteriaCycleRoutes } from './criteria-cycle.tsx'
import { criteriaNewCycleRoutes } from './criteria-cycle-new.tsx'
import { criteriaEvidenceRoutes } from './criteria-evidence.ts'
import { criteriaHomeRoutes } from './criteria-home.tsx'
import { criteriaProposalRoutes } from './criteria-proposals.tsx'
import { criteriaResultRoutes } from './criteria-result.tsx'
import { criteriaSetRoutes } from './criteria-set.tsx'
import { criteriaUnitRoutes } from './criteria-unit.tsx'
import { delegationRoutes } from './delegations.tsx'
import { dossierRoutes } from './dossier.tsx'
import { dossierImportRoutes } from './dossier-import.tsx'
import { dossierReportRoutes } from './dossier-report.tsx'
import { dossierListRoutes } from './dossiers.tsx'
import { draftItemRoutes } from './draft-items.ts'
import { dutyListRoutes } from './duties.tsx'
import { dutyRoutes } from './duty.tsx'
import { evidenceRoutes } from './evidence.tsx'
import { extensionRoutes } from './extension.tsx'
import { extensionAskRoutes } from './extension-ask.tsx'
import { extensionListRoutes } from './extensions.tsx'
import { hindranceRoutes } from './hindrances.tsx'
import { importRoutes } from './imports.tsx'
import { index766Routes } from './index766.tsx'
import { cardPage } from './index766-card.tsx'
import { todayRoutes } from './index766-today.tsx'
import { whatIfRoutes } from './index766-what-if.tsx'
import { integrityRoutes } from './integrity.tsx'
import { integrityListRoutes } from './integrity-dossiers.tsx'
import { integrityFileRoutes } from './integrity-export.ts'
import { integritySignRoutes } from './integrity-signs.tsx'
import { leaderRoutes } from './leader.tsx'
import { letterRoutes } from './letter-steps.ts'
import { letterTemplateRoutes } from './letter-template.tsx'
import { letterListRoutes } from './letters.tsx'
import { linkRoutes } from './link-routes.ts'
import { lockRoutes } from './locks.tsx'
import { nextRoutes } from './next.tsx'
import { ownershipRoutes } from './ownership.tsx'
import { papiDeskRoutes } from './papi-desk.tsx'
import { papiFileRoutes } from './papi-files.ts'
import { papiImportRoutes } from './papi-imports.tsx'
import { papiItemRoutes } from './papi-item.tsx'
import { papiTermsRoutes } from './papi-lever-terms.tsx'
import { papiLeverRoutes } from './papi-levers.tsx'
import { papiMergedRoutes } from './papi-merged.tsx'
import { papiScenarioRoutes } from './papi-scenarios.tsx'
import { peopleRoutes } from './people.tsx'
import { petitionRoutes } from './petition.tsx'
import { petitionImportRoutes } from './petition-import.tsx'
import { petitionListRoutes } from './petitions.tsx'
import { planRoutes } from './plan.tsx'
import { plansRoutes } from './plans.tsx'
import { reassignmentRoutes } from './reassignment.tsx'
import { reportFormRoutes } from './report-form.tsx'
import { reviewRoutes } from './review.tsx'
import { searchRoutes } from './search.tsx'
import { sendRoutes } from './send.tsx'
import { settingsRoutes } from './settings.tsx'
import { sheetRoutes } from './sheet.tsx'
import { signInSettingsRoutes } from './sign-in-settings.tsx'
import { submissionRoutes } from './submission.tsx'
import { subplanRoutes } from './subplan.tsx'
import { subplanCompareRoutes } from './subplan-compare.tsx'
import { subplanRoundRoutes } from './subplan-round.tsx'
import { takeoverRoutes } from './takeovers.tsx'
import { taskRoutes } from './tasks.tsx'
import { unitCalendarRoutes } from './unit-calendar.tsx'
import { unitCalendarNewRoutes } from './unit-calendar-new.tsx'
import { unitCalendarWithdrawalRoutes } from './unit-calendar-withdrawal.tsx'
import { unitRoutes } from './units.tsx'
import { webhookRoutes } from './webhook.tsx'
import { workRoutes } from './work.tsx'

export { criteriaMeasures } from './criteria-measures.ts'
export { officeNav } from './nav.ts'
export { ownershipApi } from './ownership-api.ts'
export { loadServing, loadWholeServing } from './papi-serving-load.ts'
export { planPageWords as consoleWords } from './plan-words.ts'
export { tokenRoutes } from './tokens.tsx'
export { warm } from './warm.ts'

export const consoleRoutes: readonly Route[] = [
  ...workRoutes,
  ...assignmentRoutes,
  ...reviewRoutes,
  ...sendRoutes,
  ...sheetRoutes,
  ...reportFormRoutes,
  ...submissionRoutes,
  ...evidenceRoutes,
  ...leaderRoutes,
  ...boardRoutes,
  ...todayRoutes,
  ...whatIfRoutes,
  ...index766Routes,
  cardPage,
  ...taskRoutes,
  ...dutyListRoutes,
  ...linkRoutes,
  ...dutyRoutes,
  ...reassignmentRoutes,
  ...takeoverRoutes,
  ...hindranceRoutes,
  ...extensionListRoutes,
  ...extensionAskRoutes,
  ...extensionRoutes,
  ...papiDeskRoutes,
  ...papiLeverRoutes,
  ...papiTermsRoutes,
  ...papiScenarioRoutes,
  ...papiImportRoutes,
  ...papiMergedRoutes,
  ...papiItemRoutes,
  ...papiFileRoutes,
  ...plansRoutes,
  ...importRoutes,
  ...lockRoutes,
  ...planRoutes,
  ...coverageRoutes,
  ...coverageExemptionRoutes,
  ...closingRoutes,
  ...nextRoutes,
  ...changesRoutes,
  ...draftItemRoutes,
  ...subplanRoutes,
  ...subplanRoundRoutes,
  ...subplanCompareRoutes,
  ...dossierListRoutes,
  ...dossierReportRoutes,
  ...dossierImportRoutes,
  ...dossierRoutes,
  ...petitionListRoutes,
  ...petitionImportRoutes,
  ...petitionRoutes,
  ...integrityRoutes,
  ...integrityListRoutes,
  ...integrityFileRoutes,
  ...integritySignRoutes,
  ...letterListRoutes,
  ...letterTemplateRoutes,
  ...letterRoutes,
  ...criteriaHomeRoutes,
  ...criteriaSetRoutes,
  ...criteriaNewCycleRoutes,
  ...criteriaCycleRoutes,
  ...criteriaResultRoutes,
  ...criteriaProposalRoutes,
  ...criteriaEvidenceRoutes,
  ...criteriaAppraisalRoutes,
  ...criteriaUnitRoutes,
  ...unitCalendarNewRoutes,
  ...unitCalendarWithdrawalRoutes,
  ...unitCalendarRoutes,
  ...unitRoutes,
  ...searchRoutes,
  ...ownershipRoutes,
  ...peopleRoutes,
  ...delegationRoutes,
  ...settingsRoutes,
  ...signInSettingsRoutes,
  ...webhookRoutes,
]
