import { MERGED_FIELD } from '../../../rules/field-value.ts'
import { CLOCK_RUNS } from '../../../rules/judge.ts'
import type { GivenBy } from './given.ts'

/** What a case is after the events applied so far; instants in ms since 1970. */
export interface CaseState {
  kind: string | null
  title: string | null
  queue: string | null
  team: string | null
  /** The owner that the opening names, who was assigned last, who answered its contact first: the owner is the first of 2, 1, 3 that is there. */
  openedFor: string | null
  /** Empty: it was given back, and is nobody's. */
  assigned: string | null
  given: GivenBy | null
  /** Who had it before its owner. */
  ownedBefore: string | null
  answeredBy: string | null
  contact: string | null
  priority: string
  channel: string | null
  customer: string | null
  phone: string | null
  name: string | null
  deadline: number | null
  nextAt: number | null
  cause: string | null
  fault: string | null
  /** Null before the first event that says it. */
  state: 'open' | 'waiting' | 'resolved' | null
  openedAt: number | null
  /** The first time the customer came, asked or refused without a word from us since. */
  unansweredSince: number | null
  /** The first wish for a supervisor that none had followed by then, and when one spoke to the customer. */
  askedSupervisor: number | null
  supervisorSpoke: number | null
  /** How often the customer came again since our last word. */
  cameAgain: number
  contacts: number
  replies: number
  /** When something was last noted. */
  notedAt: number | null
  /** The case that it went into, from that event on. */
  mergedInto: string | null
  /** Contacts of this case that wait or talk now. */
  onLine: Set<string> | null
  /** Who answered first, by contact: known before the case names its contact. */
  firstAnswers: Map<string, string> | null
}

export function newCase(): CaseState {
  return {
    kind: null,
    title: null,
    queue: null,
    team: null,
    openedFor: null,
    assigned: null,
    given: null,
    ownedBefore: null,
    answeredBy: null,
    contact: null,
    priority: 'normal',
    channel: null,
    customer: null,
    phone: null,
    name: null,
    deadline: null,
    nextAt: null,
    cause: null,
    fault: null,
    state: null,
    openedAt: null,
    unansweredSince: null,
    askedSupervisor: null,
    supervisorSpoke: null,
    cameAgain: 0,
    contacts: 0,
    replies: 0,
    notedAt: null,
    mergedInto: null,
    onLine: null,
    firstAnswers: null,
  }
}

/** Who owns the case (contract §3): assigned last, else named at the opening, else who answered its contact. */
export function ownerOf(state: CaseState): string | null {
  return (state.assigned ?? state.openedFor ?? state.answeredBy) || null
}

/** Whether a case is open and no clock of its aggregate runs. */
export function isUnwatched(state: CaseState['state'], clocks: number): boolean {
  return state === 'open' && (clocks & CLOCK_RUNS) === 0
}

/** A field that rules may name (rules.md); instants in ms. */
export function caseField(state: CaseState, field: string): unknown {
  switch (field) {
    case 'owner':
      return ownerOf(state)
    case MERGED_FIELD:
      return state.mergedInto !== null
    case 'kind':
    case 'state':
    case 'priority':
    case 'queue':
    case 'team':
    case 'channel':
    case 'customer':
    case 'deadline':
    case 'nextAt':
    case 'cause':
    case 'fault':
      return state[field]
    default:
      return null
  }
}
