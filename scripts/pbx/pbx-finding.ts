import type { Finding } from '../doctor/finding.ts'

/** A finding about a feed, with the place in the site file that it is about. */
export type PbxFinding = Finding & { readonly path: readonly (string | number)[] }
