/**
 * How long what is over is kept (contract §3), ms: contacts and missed callers by what was last heard of them, cases, runs
 * of rules. What comes later is archived, and counted as late.
 */
export const RETENTION_MS = 48 * 3_600_000
