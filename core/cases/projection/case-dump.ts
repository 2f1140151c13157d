import { chunked } from '../../collections/chunked.ts'
import type { Packer } from '../../contacts/contact-archive.ts'
import type { CallbackCalls, CallbackCallsDump } from '../callback-attempts/callback-calls.ts'
import type { CaseArchive } from '../cold/case-archive.ts'
import type { ColdDump } from '../cold/cold-store.ts'
import type { Eviction } from '../cold/eviction.ts'
import type { RuleHistory, SiteFrom } from '../judging/judging.ts'
import type { CustomerDump } from '../links/customer-index.ts'
import type { LinkDump, Linking } from '../links/linking-context.ts'

/** The receipts at which it was last looked for what is over, and for what can be evicted. */
interface SweptAt {
  readonly shelf: number
  readonly sleep: number
}

/** One piece of a snapshot of the case side. */
export type CaseDump =
  | { readonly part: 'head'; readonly sites: SiteFrom[]; readonly sweptAt: SweptAt }
  | ({ readonly part: 'asleep' } & ColdDump)
  | ({ readonly part: 'links' } & LinkDump)
  | ({ readonly part: 'callbacks' } & CallbackCallsDump)
  | { readonly part: 'customers'; readonly customers: CustomerDump[] }
  | { readonly part: 'shelf'; readonly at: number; readonly ids: string[]; readonly text: string }

/** The parts of a case projection that a snapshot writes down. */
export interface CaseDumpParts {
  readonly judging: RuleHistory
  readonly eviction: Pick<Eviction, 'dump' | 'load' | 'sweptAt'>
  readonly linking: Pick<Linking, 'customers' | 'dump' | 'load'>
  readonly caseArchive: Pick<CaseArchive, 'sweptAt' | 'archive'>
  readonly calls: Pick<CallbackCalls, 'dump' | 'load'>
  readonly packer: Packer
  /** The sites that were in force, oldest first. */
  configured(sites: readonly SiteFrom[]): void
}

/** Writes the case side down: all that was played is cold in the snapshot, so that a start need not play it. */
export function* dumpCases(parts: CaseDumpParts): Iterable<CaseDump> {
  const { judging, eviction, linking, caseArchive, calls, packer } = parts
  yield {
    part: 'head',
    sites: judging.dump(),
    sweptAt: { shelf: caseArchive.sweptAt, sleep: eviction.sweptAt },
  }
  for (const piece of eviction.dump()) yield { part: 'asleep', ...piece }
  for (const customers of chunked(linking.customers.dump(), 1_000)) yield { part: 'customers', customers }
  yield { part: 'links', ...linking.dump() }
  yield { part: 'callbacks', ...calls.dump() }
  for (const { at, ids, bytes } of caseArchive.archive.dump())
    yield { part: 'shelf', at, ids, text: packer.toText(bytes) }
}

/** Takes up a piece of what was written, in the order in which it was. */
export function loadCases(parts: CaseDumpParts, piece: CaseDump): void {
  const { judging, eviction, linking, caseArchive, packer } = parts
  switch (piece.part) {
    case 'head':
      judging.load(piece.sites)
      parts.configured(piece.sites)
      caseArchive.sweptAt = piece.sweptAt.shelf
      eviction.sweptAt = piece.sweptAt.sleep
      return
    case 'asleep':
      eviction.load(piece)
      return
    case 'links':
      linking.load(piece)
      return
    case 'callbacks':
      parts.calls.load(piece)
      return
    case 'customers':
      for (const customer of piece.customers) linking.customers.load(customer)
      return
    case 'shelf':
      caseArchive.archive.load({ at: piece.at, ids: piece.ids, bytes: packer.fromText(piece.text) })
      return
    default:
      piece satisfies never
  }
}
