import type { DemoContent } from '../content/content.ts'
import { offer } from '../model/serving.ts'
import type { DemoEvent, SimContact, Simulation } from '../model/simulation.ts'
import { cast, scripted } from './cast.ts'
import { momentAt } from './moments.ts'
import { planCall } from './scripted-call.ts'

const SEC = 1_000
const MINUTE = 60 * SEC
const HOUR_AND_MINUTE = { hour: '2-digit', minute: '2-digit' } as const
/** The limit of the rule `complaint-unanswered`. */
const UNANSWERED_MS = 90 * MINUTE
/** What is promised is due so long after the beginning. */
const DUE_MS = 10 * MINUTE
const SECOND_CALL = 'D-101-again'

/**
 * A complaint that came in from the web page, that nobody owns and nobody has answered: the customer calls, its clock breaches,
 * the lead takes it, and it is made good.
 */
export function planComplaint(simulation: Simulation, begin: number, isOn: () => boolean): void {
  const { content } = simulation
  const { customer: name } = content.script.complaint
  const { agent, phone } = cast
  const opened = begin + momentAt('breached') - UNANSWERED_MS
  simulation.agenda.at(opened, () => openComplaint(simulation))
  for (const minute of [98, 70, 52, 38, 21, 9])
    planCall(simulation, {
      ...{ id: `D-call-${minute}`, at: begin - minute * MINUTE, queue: 'service', agent },
      ...{ phone: `1001380${String(2000 + minute)}`, name: content.family[minute % content.family.length]! },
      ...{ talks: 150 + minute, wraps: 18, outcome: 'solved' },
    })
  simulation.agenda.at(begin + momentAt('again') - SEC, () => {
    if (!isOn()) return
    if (simulation.softphones.has(agent) || simulation.wentByHand.has(agent)) {
      ringInQueue(simulation)
      return
    }
    planCall(simulation, {
      ...{ id: SECOND_CALL, at: simulation.agenda.now, queue: 'complaints', agent, phone, name },
      ...{ rings: 5, talks: 30, wraps: 8, outcome: 'owe' },
    })
  })
  simulation.agenda.at(begin + momentAt('promised') - 3 * SEC, () => {
    // Who sits there answers the customer as they think best.
    if (!isOn() || simulation.softphones.has(agent)) return
    if (simulation.wentByHand.has(agent)) answerComplaint(simulation)
    else planAmends(simulation, begin)
  })
}

function openComplaint(simulation: Simulation): void {
  const { customer: name, title } = simulation.content.script.complaint
  simulation.emit('case.opened', scripted.complaint, {
    ...{ kind: 'complaint', title, queue: 'complaints', team: 'care' },
    ...{ phone: cast.phone, name, priority: 'normal', channel: 'web' },
  })
  simulation.emit('case.assessed', scripted.complaint, { fault: 'ours', cause: 'billing-error' })
}

/** What the agent does about it while the customer is on the line, and after. */
function planAmends(simulation: Simulation, begin: number): void {
  const { agenda, emit, content } = simulation
  const { agent } = cast
  const promised = begin + momentAt('promised')
  const due = begin + DUE_MS
  // Whose customer it is on the line takes it on: what is promised is theirs to keep.
  emit('case.assigned', scripted.complaint, { agent })
  agenda.at(promised - 2 * SEC, () =>
    emit('case.replied', scripted.complaint, {
      ...{ kind: 'answer', agent, channel: 'voice', accepted: true, contact: SECOND_CALL },
      text: content.script.called,
    }),
  )
  agenda.at(promised, () =>
    emit('promise.made', scripted.promise, {
      ...{ case: scripted.complaint, text: content.script.owed, agent },
      ...{ due: new Date(due).toISOString(), origin: 'service', basis: 'confirmed' },
    }),
  )
  agenda.at(promised + 4 * SEC, () => emit('promise.confirmed', scripted.promise, { channel: 'sms' }))
  agenda.at(begin + momentAt('kept'), () => emit('promise.kept', scripted.promise, {}))
  agenda.at(begin + momentAt('kept') + SEC, () =>
    emit('case.resolved', scripted.complaint, { outcome: 'solved', cause: 'billing-error' }),
  )
}

/** The text to the customer that says the promise in writing, where one of these events is that; null: none is. */
export function textToCustomer(
  events: readonly DemoEvent[],
  { content, begin }: { readonly content: DemoContent; readonly begin: number },
): { readonly to: string; readonly text: string } | null {
  const isSent = events.some(
    ({ type, subject }) => type === 'promise.confirmed' && subject === scripted.promise,
  )
  if (!isSent) return null
  const { complaint, sms } = content.script
  const { timezone: timeZone } = content
  const time = new Date(begin + DUE_MS).toLocaleTimeString('en-GB', { timeZone, ...HOUR_AND_MINUTE })
  return { to: complaint.customer, text: sms.replace('{time}', time) }
}

/** Somebody real sits at the desk, or has sent its agent away: the second call rings there until they answer, or elsewhere. */
function ringInQueue(simulation: Simulation): void {
  const { agenda, staffing, waiting, content } = simulation
  const queue = staffing.queues.find(({ id }) => id === 'complaints')!
  const agent = simulation.agents.find(({ id }) => id === cast.agent)!
  const { customer: name } = content.script.complaint
  const contact: SimContact = {
    ...{ id: SECOND_CALL, channel: 'voice', queue, queuedAt: agenda.now, state: 'waiting' },
    customer: { phone: cast.phone, name, isVip: false, caseId: scripted.complaint },
    ...{ missedBy: new Set(), agent: null, transfers: 0, caseId: scripted.complaint },
  }
  waiting.get(queue.id)!.push(contact)
  simulation.emit('contact.queued', contact.id, { queue: queue.id, phone: cast.phone, name, via: 'ivr' })
  const softphone = simulation.softphones.get(agent.id)
  if (softphone?.isFree === true && softphone.contact === null) offer(simulation, contact, agent)
  else simulation.wake()
}

/** Without the script: it is answered soon, as any other. */
export function answerComplaint(simulation: Simulation): void {
  const { agenda, emit } = simulation
  const agent = cast.colleagues[0]
  agenda.at(agenda.now + 2 * MINUTE, () =>
    emit('case.replied', scripted.complaint, {
      ...{ kind: 'answer', agent, channel: 'voice', accepted: true },
      text: simulation.content.script.called,
    }),
  )
  agenda.at(agenda.now + 4 * MINUTE, () => emit('case.resolved', scripted.complaint, { outcome: 'solved' }))
}
