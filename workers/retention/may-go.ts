import { EVENT_WITHDRAWN } from '#core/cases/withdrawals/event-withdrawn.ts'
import { LINK_WITHDRAWN } from '#core/cases/withdrawals/link-withdrawn.ts'
import { kindOfType } from '#core/event/event.ts'
import { DUTY } from '#core/notify/duty-swap.ts'
import { type EventGroup, type EventRemoval, groupKey, type OldEvent } from '#store/postgres/event-removal.ts'
import type { StillHeld } from './still-held.ts'

/** What of some old events goes: whole groups with what the rules said of them, and single events. */
export interface MayGo {
  readonly groups: readonly EventGroup[]
  readonly positions: readonly string[]
}

/** A contact is over long before: what comes under its id later is another of a telephone system that counts anew. */
const SAME_CONTACT_MS = 3 * 24 * 3_600_000

const MEMBERS: ReadonlySet<string> = new Set(['promise', 'handoff', 'approval', 'assist', 'callback'])
const WHOLE: ReadonlySet<string> = new Set([...MEMBERS, 'case', 'contact', 'allowance', 'notice'])

/** What goes or stays as one: a case with its aggregate, or one thing. */
interface Unit {
  readonly groups: readonly EventGroup[]
  /** The case without which it does not go, such as that of a contact. */
  readonly case: string | null
  readonly isContact: boolean
}

const groupOf = (text: string): EventGroup => {
  const slash = text.indexOf('/')
  return { kind: text.slice(0, slash), subject: text.slice(slash + 1) }
}
const aboutCase = (subject: string): EventGroup => ({ kind: 'case', subject })

/** Which of these old events go. What is open, owed, or has younger events stays whole, with all that belongs to it. */
export async function mayGo(
  removal: EventRemoval,
  events: readonly OldEvent[],
  held: StillHeld,
): Promise<MayGo> {
  const positions: string[] = []
  const wholes = new Map<string, EventGroup>()
  for (const event of events) {
    const about = wholeOf(event)
    if (about === null) {
      if (await mayGoAlone(removal, event, held)) positions.push(event.pos)
      continue
    }
    wholes.set(groupKey(about), about)
  }
  const units = await unitsOf(removal, [...wholes.values()])
  return { groups: await groupsThatGo(removal, units, held), positions }
}

/** What it is about, if that goes as a whole: also of what a rule said of it, or an agent of a contact. */
function wholeOf({ type, subject }: OldEvent): EventGroup | null {
  if (type === LINK_WITHDRAWN) return { kind: 'contact', subject }
  const kind = kindOfType(type)
  const about = kind === 'rule' || type === EVENT_WITHDRAWN ? groupOf(subject) : { kind, subject }
  return WHOLE.has(about.kind) ? about : null
}

async function mayGoAlone(removal: EventRemoval, event: OldEvent, held: StillHeld): Promise<boolean> {
  const { type, subject, rule, pos } = event
  switch (kindOfType(type)) {
    case 'config':
      // The set that was in force then; and what was forgotten stays so.
      return type === 'config.applied' && (await removal.newestOf(type, subject)) !== pos
    case 'feed':
      return (await removal.newestOf(type, subject)) !== pos
    case 'agent':
      // A telephone system may sign its agents in once for years: `since` of a row says nothing of that.
      return !held.agent(subject, type) || (await removal.newestOf(type, subject)) !== pos
    case 'alert':
      return type === DUTY ? !held.swap(event.until) : !held.alert(subject)
    case 'rule':
      return rule === null || !held.run(rule, subject)
    default:
      return true
  }
}

async function unitsOf(removal: EventRemoval, wholes: readonly EventGroup[]): Promise<Unit[]> {
  // Asked of all their events: those that name the case may lie in another slice.
  const caseOf = await removal.casesOf(wholes.filter(({ kind }) => MEMBERS.has(kind) || kind === 'contact'))
  const cases = new Set(wholes.filter(({ kind }) => kind === 'case').map(({ subject }) => subject))
  for (const id of caseOf.values()) cases.add(id)
  const aggregates = new Map([...cases].map((id) => [id, [aboutCase(id)]]))
  for (const { case: id, group } of await removal.membersOf([...cases])) aggregates.get(id)?.push(group)
  const alone = wholes
    .filter((group) => group.kind === 'contact' || (group.kind !== 'case' && !caseOf.has(groupKey(group))))
    .map((group) => ({
      groups: [group],
      case: caseOf.get(groupKey(group)) ?? null,
      isContact: group.kind === 'contact',
    }))
  const whole = [...aggregates.values()].map((groups) => ({ groups, case: null, isContact: false }))
  return [...whole, ...alone]
}

/** A group with what the rules said of it, and agents of a contact. */
const withRules = (group: EventGroup): EventGroup[] => [
  group,
  { kind: 'rule', subject: groupKey(group) },
  { kind: kindOfType(EVENT_WITHDRAWN), subject: groupKey(group) },
  ...(group.kind === 'contact' ? [{ kind: kindOfType(LINK_WITHDRAWN), subject: group.subject }] : []),
]

async function groupsThatGo(
  removal: EventRemoval,
  units: readonly Unit[],
  held: StillHeld,
): Promise<EventGroup[]> {
  const loose = units.filter(({ groups }) => !groups.some(held.group))
  const all = (contacts: boolean) =>
    loose.filter(({ isContact }) => isContact === contacts).flatMap(({ groups }) => groups.flatMap(withRules))
  const [youngContacts, young] = [
    await removal.younger(all(true), SAME_CONTACT_MS),
    await removal.younger(all(false)),
  ]
  const isYoung = ({ groups, isContact }: Unit) =>
    groups.flatMap(withRules).some((group) => (isContact ? youngContacts : young).has(groupKey(group)))
  const going = loose.filter((unit) => !isYoung(unit))
  const goingCases = new Set(going.flatMap(({ groups }) => groups.map(groupKey)))
  return going
    .filter((unit) => unit.case === null || goingCases.has(groupKey(aboutCase(unit.case))))
    .flatMap(({ groups }) => groups.flatMap(withRules))
}
