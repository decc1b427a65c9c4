// The public face of the audit log: writing it, checking its chain, summing it up.
export { AuditLog, currentLogFile, localUserId, type AuditLogOptions } from './log';
export { canonicalJson, chainSentence, queryHash, verifyChain, type BrokenChain, type ChainVerdict } from './chain';
export { auditReport, type AuditReportData, type ReportPeriod } from './report';
export type * from './types';
