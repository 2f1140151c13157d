import type { AgentDump } from '../agents/agent-dump.ts'
import type { AgentIntervals, AgentIntervalsDump } from '../agents/agent-intervals.ts'
import type { AgentProjection } from '../agents/agent-projection.ts'
import type { AlertDump, SilentRunDumps } from '../alerts/alert-dump.ts'
import type { AlertProjection } from '../alerts/alert-projection.ts'
import type { RuleOutbox, RuleOutboxDump } from '../alerts/rule-outbox.ts'
import type { CaseDump } from '../cases/projection/case-dump.ts'
import type { CaseProjection } from '../cases/projection/case-projection.ts'
import type { Packer } from '../contacts/contact-archive.ts'
import type { ContactProjection } from '../contacts/contact-projection.ts'
import type { Forgotten, ForgottenDump } from '../event/forgotten.ts'
import type { AfterEndCounts, AfterEndDump } from '../feeds/after-end-counts.ts'
import type { FeedDump } from '../feeds/feed-dump.ts'
import type { FeedProjection } from '../feeds/feed-projection.ts'
import type { QueueFeedsDump } from '../feeds/queue-feeds.ts'
import type { NoticeProjection } from '../notices/notice-projection.ts'
import type { ReceiptDump } from '../notify/receipt-dump.ts'
import type { ReceiptProjection } from '../notify/receipt-projection.ts'
import type { OutcomeDump, OutcomeProjection } from '../outcomes/outcome-projection.ts'
import type { QueueDump } from '../queues/queue-dump.ts'
import type { QueueProjection } from '../queues/queue-projection.ts'
import type { TermsDump } from '../queues/queue-terms.ts'
import type { RecoveryDump, RecoveryProjection } from '../recovery/recovery-projection.ts'
import type { Site } from '../site/site-schema.ts'

/** Names what is written: to be raised whenever a fold or a dump changes its meaning. */
export const SNAPSHOT_VERSION = 'floor-19'

export interface FloorHeader {
  pos: string
  now: number
  site: Site
}

/** The parts of a floor that a snapshot writes down. */
export interface SnapshotParts {
  readonly queues: QueueProjection
  readonly contacts: ContactProjection
  readonly agents: AgentProjection
  readonly agentIntervals: AgentIntervals
  readonly feeds: FeedProjection
  readonly afterEnd: AfterEndCounts
  readonly notices: NoticeProjection
  readonly cases: CaseProjection
  readonly alerts: AlertProjection
  readonly receipts: ReceiptProjection
  readonly outbox: RuleOutbox
  readonly recovery: RecoveryProjection
  readonly outcomes: OutcomeProjection
  readonly forgotten: Forgotten
  head(): FloorHeader
  /** Takes position, time and site of a snapshot, before all else of it. */
  begin(head: FloorHeader): void
}

type Piece =
  | { k: 'head'; v: FloorHeader & { terms: TermsDump } }
  | { k: 'queue'; v: QueueDump }
  | { k: 'packed'; v: { at: number; ids: string[]; bytes: string } }
  | { k: 'contact'; v: { id: string; text: string } }
  | { k: 'agent'; v: AgentDump }
  | { k: 'agentIntervals'; v: AgentIntervalsDump }
  | { k: 'feeds'; v: FeedDump[]; queues: QueueFeedsDump }
  | { k: 'afterEnd'; v: AfterEndDump }
  | { k: 'notices'; v: ReturnType<NoticeProjection['dump']> }
  | { k: 'case'; v: CaseDump }
  | { k: 'alert'; v: AlertDump | SilentRunDumps }
  | { k: 'told'; v: ReceiptDump }
  | { k: 'said'; v: RuleOutboxDump }
  | { k: 'recovery'; v: RecoveryDump }
  | { k: 'outcomes'; v: OutcomeDump }
  | { k: 'forgotten'; v: ForgottenDump }

/**
 * Writes a floor down as JSON texts without line breaks, one piece each. The floor must not be folded on before the
 * last was taken. Finished contacts go as they are packed.
 */
export function* saveFloor(parts: SnapshotParts, packer: Packer): Iterable<string> {
  for (const piece of pieces(parts, packer)) yield JSON.stringify(piece)
}

function* pieces(parts: SnapshotParts, packer: Packer): Iterable<Piece> {
  yield { k: 'head', v: { ...parts.head(), terms: parts.queues.terms.dump() } }
  for (const v of parts.queues.dump()) yield { k: 'queue', v }
  for (const { at, ids, bytes } of parts.contacts.archive.dump())
    yield { k: 'packed', v: { at, ids, bytes: packer.toText(bytes) } }
  for (const v of parts.contacts.dump()) yield { k: 'contact', v }
  for (const v of parts.agents.dump()) yield { k: 'agent', v }
  for (const v of parts.agentIntervals.dump()) yield { k: 'agentIntervals', v }
  yield { k: 'feeds', v: parts.feeds.dump(), queues: parts.feeds.dumpQueues() }
  yield { k: 'afterEnd', v: parts.afterEnd.dump() }
  yield { k: 'notices', v: parts.notices.dump() }
  for (const v of parts.cases.dump()) yield { k: 'case', v }
  for (const v of parts.alerts.dump()) yield { k: 'alert', v }
  yield { k: 'told', v: parts.receipts.dump() }
  for (const v of parts.outbox.dump()) yield { k: 'said', v }
  yield { k: 'recovery', v: parts.recovery.dump() }
  yield { k: 'outcomes', v: parts.outcomes.dump() }
  yield { k: 'forgotten', v: parts.forgotten.dump() }
}

/**
 * Takes one text of `saveFloor` back into an empty floor; they must come in the order in which they were written. `share`
 * makes texts that several pieces have one.
 */
export function loadPiece(
  parts: SnapshotParts,
  packer: Packer,
  text: string,
  share: (read: object) => void = () => {},
): void {
  const piece: Piece = JSON.parse(text)
  share(piece)
  switch (piece.k) {
    case 'head':
      parts.begin(piece.v)
      parts.queues.terms.load(piece.v.terms)
      break
    case 'queue':
      parts.queues.load(piece.v)
      break
    case 'packed':
      parts.contacts.archive.load({ ...piece.v, bytes: packer.fromText(piece.v.bytes) })
      break
    case 'contact':
      parts.contacts.load(piece.v.id, piece.v.text)
      break
    case 'agent':
      parts.agents.load(piece.v)
      break
    case 'agentIntervals':
      parts.agentIntervals.load(piece.v)
      break
    case 'feeds':
      parts.feeds.load(piece.v)
      parts.feeds.loadQueues(piece.queues)
      break
    case 'afterEnd':
      parts.afterEnd.load(piece.v)
      break
    case 'notices':
      for (const event of piece.v) parts.notices.apply(event)
      break
    case 'case':
      parts.cases.load(piece.v)
      break
    case 'alert':
      parts.alerts.load(piece.v)
      break
    case 'told':
      parts.receipts.load(piece.v)
      break
    case 'said':
      parts.outbox.load(piece.v)
      break
    case 'recovery':
      parts.recovery.load(piece.v)
      break
    case 'outcomes':
      parts.outcomes.load(piece.v)
      break
    case 'forgotten':
      parts.forgotten.load(piece.v)
      break
    default:
      piece satisfies never
  }
}
