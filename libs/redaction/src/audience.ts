/** For whom a record is presented. A person with several roles gets the one that the page or call is for. */
export const AUDIENCES = ['officer', 'auditor', 'adviser', 'reporter', 'respondent', 'public'] as const;
export type Audience = (typeof AUDIENCES)[number];

/**
 * Why a field is closed (audit-log.md, "Export"): it would tell who somebody is; it is their story; so few people share
 * it that it points at one; a law or order forbids it; it is none of this audience's business. `erased` stands alone only
 * on pages: in an export it is followed by the index of the entry.erased.
 */
export const REASON_CODES = ['identity', 'narrative', 'small-group', 'legal', 'scope', 'erased'] as const;
export type ReasonCode = (typeof REASON_CODES)[number];
