import { deepFreeze } from '../collections/deep-freeze-for-test.ts'
import type { AnyEvent } from '../event/event.ts'

/** Chance that is the same each time. */
export function chanceFrom(first: number) {
  let seed = first
  const next = () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    return seed / 2 ** 32
  }
  const below = (count: number) => Math.floor(next() * count)
  return { next, below, pick: <T>(list: readonly T[]): T => list[below(list.length)] as T }
}

type Chance = ReturnType<typeof chanceFrom>
type Said = readonly [type: string, subject: string, data?: Record<string, unknown>]

/** Something that happens at `at` (ms) to one of a few contacts, agents and cases with all that belongs to them. */
function saidOf({ next, below, pick }: Chance, at: number, spread: number): Said {
  const [contact, agent, caseId] = [`K${below(5)}`, `a0${1 + below(3)}`, `C${below(3)}`]
  const [promise, handoff, approval, callback] = ['P', 'H', 'A', 'B'].map((kind) => `${kind}${below(3)}`) as [
    ...[string, string, string, string],
  ]
  const customer = pick(['U', 'V', 'W'])
  const due = () => new Date(at + below(spread / 3)).toISOString()
  const queues = ['service', 'technical', 'complaints']
  return pick<() => Said>([
    () => ['contact.queued', contact, { queue: pick(queues), customer }],
    () => ['contact.queued', contact, { queue: pick(queues), customer, case: caseId }],
    () => ['contact.offered', contact, { agent }],
    () => ['contact.answered', contact, { agent }],
    () => ['contact.dialled', contact, { agent, queue: 'service', case: caseId }],
    () => ['contact.transferred', contact, { to: { queue: 'technical' } }],
    () => ['contact.message', contact, { by: 'customer' }],
    () => ['contact.left', contact, { reason: 'timeout' }],
    () => ['contact.ended', contact, { by: pick(['customer', 'agent']) }],
    () => ['contact.wrapped', contact, { agent }],
    () => ['contact.rated', contact, { score: 3, of: 5 }],
    () => ['agent.signed_in', agent, { queues: ['service', 'technical'] }],
    () => ['agent.queues', agent, { queues: [pick(queues)] }],
    () => ['agent.away', agent, { reason: pick(['break', 'meal']) }],
    () => ['agent.available', agent],
    () => ['agent.signed_out', agent],
    () => ['case.opened', caseId, { kind: 'complaint', queue: 'complaints', customer }],
    () => ['case.opened', caseId, { kind: 'inquiry', queue: 'service', contact }],
    () => ['case.replied', caseId, { kind: pick(['progress', 'answer']), agent }],
    () => ['case.contacted', caseId, { channel: 'chat', contact }],
    () => ['case.assigned', caseId, { agent: next() < 0.3 ? null : agent }],
    () => ['case.resolved', caseId],
    () => ['case.described', caseId, { title: 'another', deadline: next() < 0.5 ? null : due() }],
    () => ['case.merged', caseId, { into: `C${below(3)}` }],
    () => ['case.unmerged', caseId],
    () => ['system.event_withdrawn', `case/${caseId}`, { event: `e${below(60)}` }],
    () => ['case.reopened', caseId],
    () => ['promise.made', promise, { case: caseId, text: 'a word', due: due() }],
    () => ['promise.kept', promise],
    () => ['handoff.sent', handoff, { case: caseId, department: pick(['finance', 'logistics']) }],
    () => ['handoff.returned', handoff],
    () => ['approval.requested', approval, { case: caseId, from: 'lin', amount: 3 }],
    () => ['approval.decided', approval, { granted: true }],
    () => ['assist.requested', approval, { agent, case: caseId }],
    () => ['assist.accepted', approval, { by: 'lin' }],
    () => ['assist.ended', approval],
    () => ['callback.requested', callback, { queue: 'service', case: caseId, customer }],
    () => ['callback.assigned', callback, { agent: next() < 0.3 ? null : agent }],
    () => ['system.link_withdrawn', contact, next() < 0.5 ? { case: caseId } : {}],
  ])()
}

/** So many events in the `spread` ms around an instant, in the order in which they come: every seventh comes late. They are frozen: no fold writes into them. */
export function randomEvents(chance: Chance, count: number, around: number, spread: number): AnyEvent[] {
  return Array.from({ length: count }, (_, number): AnyEvent => {
    const late = chance.next() < 0.15 ? chance.below(spread / 2) : 0
    const time = around - spread / 2 + Math.floor((number / count) * spread) - late
    const [type, subject, data = {}] = saidOf(chance, time, spread)
    return deepFreeze({ id: `e${number}`, source: 'demo', type, time, subject, data })
  })
}
