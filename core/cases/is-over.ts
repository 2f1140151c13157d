import type { CallbackState } from './callback-state.ts'
import type { CaseState } from './case-state.ts'
import type { ContactState } from './contact-state.ts'
import { homesOf } from './families.ts'
import type { Entity, Family } from './family.ts'
import type { HandoffState } from './handoff-state.ts'
import type { Judging } from './judging.ts'
import type { PromiseState } from './promise-state.ts'

/** How long what is over stays at hand (contract §3), by the receipt of what was last heard of it. */
export const KEEP_MS = 48 * 3_600_000
/** Packages are reported now and then; one that was not for this long is no more. */
const KEEP_ALLOWANCE_MS = 40 * 24 * 3_600_000

/** A contact whose end nobody told is over all the same after this long without a word. */
const LOST_CONTACT_MS = 14 * 24 * 3_600_000

/** Whether nothing more is owed by the entity itself; one that was never made known owes nothing. */
function hasEnded({ kind, known, state }: Entity): boolean {
  if (!known || state === null) return true
  switch (kind) {
    case 'case':
      return (state as CaseState).state === 'resolved'
    case 'promise':
      return (state as PromiseState).end !== 'none'
    case 'callback':
      return (state as CallbackState).over
    case 'contact':
      return (state as ContactState).over
    case 'handoff':
      return (state as HandoffState).returnedAt !== null
    case 'approval':
    case 'allowance':
    case 'customer':
    case 'agent':
      return true
  }
}

function isLost({ kind, heardAt }: Entity, at: number): boolean {
  return kind === 'contact' && at - heardAt >= LOST_CONTACT_MS
}

function keepMs({ kind }: Entity, judging: Judging): number {
  if (kind === 'allowance') return KEEP_ALLOWANCE_MS
  return kind === 'customer' || kind === 'agent' ? KEEP_MS + judging.windowMs(kind) : KEEP_MS
}

/**
 * Whether a family may leave the memory at a receipt time: all of it has ended, no clock of it runs, and nothing was
 * heard of it for two days. A hand-off that a resolved case no longer waits for holds nobody up once its clocks are out.
 */
export function isOver(family: Family, judging: Judging, at: number): boolean {
  const { main } = family
  if (!hasEnded(main) && !isLost(main, at)) return false
  for (const entity of homesOf(family)) {
    if (at - entity.heardAt < keepMs(entity, judging)) return false
    if (entity.kind !== 'handoff' && !hasEnded(entity) && !isLost(entity, at)) return false
    if (entity.subject !== null && judging.isBusy(entity.subject)) return false
  }
  return true
}
