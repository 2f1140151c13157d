import type { Finding } from '#server/operations/finding.ts'

/** A finding about a feed, with the place in the site file that it is about. */
export type PbxFinding = Finding & { readonly path: readonly (string | number)[] }
