import { perYuan } from '../content/content.ts'
import { attempt } from '../model/callbacks.ts'
import type { SimContact, Simulation } from '../model/simulation.ts'
import { cast, scripted } from './cast.ts'
import { momentAt } from './moments.ts'
import { planCall } from './scripted-call.ts'

const SEC = 1_000
const MINUTE = 60 * SEC
const HOUR = 60 * MINUTE

interface Opened {
  readonly id: string
  readonly at: number
  readonly agent: string
  readonly about: { readonly customer: string; readonly title: string }
  /** The call in which it was told; not given: it came by the app. */
  readonly contact?: string
}

/** The other five things at risk when the script begins, each of today, and how each comes to its end in time. */
export function planOtherWork(simulation: Simulation, begin: number): void {
  // Who leads is there, and serves no queue.
  for (const lead of [cast.lead, cast.incident])
    simulation.agenda.at(begin - 2 * HOUR, () =>
      simulation.emit('agent.signed_in', lead, { queues: [], capacity: { voice: 1, chat: 0 } }),
    )
  planProgress(simulation, begin)
  planPromise(simulation, begin)
  planHandoff(simulation, begin)
  planApproval(simulation, begin)
  planCallback(simulation, begin)
}

function open(simulation: Simulation, { id, at, agent, about, contact }: Opened): void {
  const { agenda, emit } = simulation
  const phone = phoneOf(id)
  const came = contact === undefined ? { channel: 'app' } : { channel: 'voice', contact }
  agenda.at(at, () =>
    emit('case.opened', id, {
      ...{ kind: 'complaint', title: about.title, queue: 'complaints', team: 'care', agent },
      ...{ phone, name: about.customer, priority: 'normal', ...came },
    }),
  )
}

const phoneOf = (id: string) => `100138011${id.slice(-2)}`

function answer(simulation: Simulation, id: string, agent: string, at: number): void {
  const { agenda, emit, softphones, wentByHand } = simulation
  agenda.at(at, () => {
    // Who really sits there answers their customers themselves.
    if (softphones.has(agent)) return
    const who = wentByHand.has(agent) ? cast.colleagues[0] : agent
    emit('case.replied', id, { kind: 'answer', agent: who, channel: 'voice', accepted: true })
    agenda.at(at + 3 * MINUTE, () => emit('case.resolved', id, { outcome: 'solved' }))
  })
}

/** The next word was announced for a quarter past. */
function planProgress(simulation: Simulation, begin: number): void {
  const { agenda, emit, content } = simulation
  const [agent] = cast.colleagues
  const id = scripted.progress
  open(simulation, { id, agent, at: begin - 47 * MINUTE, about: content.script.progress })
  const text = content.script.progressText
  const nextAt = new Date(begin + 20 * MINUTE).toISOString()
  agenda.at(begin - 31 * MINUTE, () =>
    emit('case.replied', id, { kind: 'progress', agent, channel: 'sms', text, nextAt }),
  )
  answer(simulation, id, agent, begin + 8 * MINUTE)
}

function planPromise(simulation: Simulation, begin: number): void {
  const { agenda, emit, content } = simulation
  const agent = cast.colleagues[1]
  const id = scripted.promised
  open(simulation, { id, agent, at: begin - 112 * MINUTE, about: content.script.promise })
  agenda.at(begin - 106 * MINUTE, () =>
    emit('case.replied', id, { kind: 'answer', agent, channel: 'voice', accepted: true }),
  )
  agenda.at(begin - 105 * MINUTE, () =>
    emit('promise.made', scripted.technician, {
      ...{ case: id, text: content.script.promise.text, agent, origin: 'service', basis: 'confirmed' },
      due: new Date(begin + 40 * MINUTE).toISOString(),
    }),
  )
  // What is still owed is the promise.
  agenda.at(begin - 102 * MINUTE, () => emit('case.resolved', id, { outcome: 'solved' }))
  agenda.at(begin - 103 * MINUTE, () => emit('promise.confirmed', scripted.technician, { channel: 'sms' }))
  agenda.at(begin + 26 * MINUTE, () => emit('promise.kept', scripted.technician, {}))
}

/** Finance was asked this morning, and answers in time: at the desk of the script's agent that is seen. */
function planHandoff(simulation: Simulation, begin: number): void {
  const { agenda, emit, content } = simulation
  const { agent } = cast
  const id = scripted.handoff
  const { question, answer: said, by } = content.script.handoff
  open(simulation, { id, agent, at: begin - 75 * MINUTE, about: content.script.handoff })
  agenda.at(begin - 50 * MINUTE, () =>
    emit('case.replied', id, { kind: 'progress', agent, channel: 'sms', nextAt: iso(begin + 60 * MINUTE) }),
  )
  agenda.at(begin - 48 * MINUTE, () =>
    emit('handoff.sent', scripted.question, {
      ...{ case: id, department: 'finance', question },
      due: iso(begin + 25 * MINUTE),
    }),
  )
  agenda.at(begin - 40 * MINUTE, () => emit('handoff.accepted', scripted.question, { by }))
  agenda.at(begin + momentAt('returned'), () =>
    emit('handoff.returned', scripted.question, { answer: said, by }),
  )
  answer(simulation, id, agent, begin + 7 * MINUTE)
}

/** What an agent may not grant alone is decided while the customer is patient. */
function planApproval(simulation: Simulation, begin: number): void {
  const { agenda, emit, content } = simulation
  const agent = cast.colleagues[0]
  const id = scripted.approval
  const { approval } = content.script
  const contact = 'D-call-approval'
  // It came by telephone, so that the queue of complaints has had somebody of late.
  planCall(simulation, {
    ...{ id: contact, at: begin - 17 * MINUTE, queue: 'complaints', agent: cast.agent },
    ...{ phone: phoneOf(id), name: approval.customer, talks: 150, wraps: 18, outcome: 'complaint' },
  })
  open(simulation, { id, agent, at: begin - 15 * MINUTE, about: approval, contact })
  agenda.at(begin - 13 * MINUTE, () =>
    emit('case.replied', id, { kind: 'progress', agent, channel: 'voice', nextAt: iso(begin + 60 * MINUTE) }),
  )
  agenda.at(begin - 11 * MINUTE, () =>
    emit('approval.requested', scripted.sum, {
      ...{ case: id, from: cast.lead, kind: 'compensation', amount: 800 * perYuan(content) },
      ...{ currency: content.currency, reason: content.script.approval.reason },
    }),
  )
  agenda.at(begin + 100 * SEC, () => emit('approval.decided', scripted.sum, { granted: true, by: cast.lead }))
  answer(simulation, id, agent, begin + 6 * MINUTE)
}

function planCallback(simulation: Simulation, begin: number): void {
  const { agenda, emit, content, staffing } = simulation
  const id = scripted.callback
  const customer = {
    phone: '10013801199',
    name: content.script.callback.customer,
    isVip: false,
    caseId: null,
  }
  const queue = staffing.queues.find((one) => one.id === 'service')!
  const requested = begin - 22 * MINUTE
  const contact: SimContact = {
    ...{ id: `${id}-call`, customer, channel: 'voice', queue, queuedAt: requested - 55 * SEC, state: 'over' },
    ...{ missedBy: new Set(), agent: null, transfers: 2, caseId: null },
  }
  const { phone, name } = customer
  agenda.at(requested - 55 * SEC, () =>
    emit('contact.queued', contact.id, { queue: queue.id, phone, name, via: 'ivr' }),
  )
  agenda.at(requested, () => emit('contact.left', contact.id, { reason: 'callback' }))
  agenda.at(requested, () =>
    emit('callback.requested', id, {
      ...{ queue: queue.id, due: iso(begin + 9 * MINUTE), contact: contact.id, phone, name },
    }),
  )
  agenda.at(requested + SEC, () => emit('callback.assigned', id, { agent: cast.colleagues[1] }))
  agenda.at(begin + 65 * SEC, () => attempt(simulation, contact, id, 1, { surely: true }))
}

const iso = (at: number) => new Date(at).toISOString()
