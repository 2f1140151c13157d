import { randomUUID } from 'node:crypto'
import { maskText } from '#core/access/mask-text.ts'
import {
  aboutOf,
  mayRequestPbxAction,
  numberToCall,
  withoutForgotten,
} from '#core/access/may-request-pbx-action.ts'
import { sourceOf } from '#core/access/source-of.ts'
import type { Staff } from '#core/access/viewer.ts'
import type { Floor } from '#core/floor/floor.ts'
import {
  type ActAnswer,
  type ActOrder,
  type ActRequest,
  actRefused,
  faultOfAct,
} from '#core/pbx-actions/act-request.ts'
import { feedOfContact, feedsOfAgents } from '#core/site/acting-feed.ts'
import type { FeedConfig } from '#core/site/site-schema.ts'
import type { ActsOnce } from '#store/acts-once.ts'
import type { DialledNumbers } from '#store/dialled-numbers.ts'
import { type Audit, auditName } from '../audit.ts'
import { createDialOnce } from './dial-once.ts'

/** Has the PBX of a feed do something, wherever it is connected. */
export type AskPbx = (feed: string, order: ActOrder) => Promise<ActAnswer>

export interface ActService {
  /** Judges, records and sends an act, and gives what the PBX answered; a fault of the request names the field. */
  act(who: Staff, request: ActRequest, floor: Floor): Promise<ActAnswer | { readonly fault: string }>
}

export interface ActServiceOptions {
  readonly ask: AskPbx
  readonly audit: Audit
  readonly once: ActsOnce['once']
  readonly numbers: Pick<DialledNumbers, 'hold' | 'release'>
  /** Told of a record that could not be written while nobody waited for it. */
  readonly onFault: (error: Error) => void
  /** How long a record is waited for; not given: 1.5 s. */
  readonly recordedMs?: number
}

/** An act is on its way for no longer than this; the same one pressed anew is another. */
const ASKED_MS = 4_000
/** The same press, sent again while nobody knows what became of it. */
const PRESSED_MS = 60_000
/** A record takes milliseconds: what is not on record by then is not asked for. */
const RECORDED_MS = 1_500
/** The contract gives three seconds from the press on, whatever takes its time; the rest is for the way there and back. */
const ANSWER_MS = 2_900

const notRecorded = actRefused('refused', 'it was not put on record in time: the PBX was not asked')
const tooOld = actRefused('refused', 'the press was held up for too long: the PBX was not asked')
const noAnswer = actRefused('timeout', 'no answer')

/** What came of it within a time, else `late`; it goes on, and should it fail before, that is thrown. */
async function cameWithin<T, L>(work: Promise<T>, withinMs: number, late: L): Promise<T | L> {
  const over = Promise.withResolvers<L>()
  const timer = setTimeout(() => over.resolve(late), withinMs)
  try {
    return await Promise.race([work, over.promise])
  } finally {
    clearTimeout(timer)
  }
}

function orderOf(who: Staff, id: string, request: ActRequest, agent: string | null, floor: Floor): ActOrder {
  const { name, reason, queue, queues, penalty, contact, priority, callback } = request
  return {
    id,
    name,
    by: who.id,
    agent,
    agentName: agent === null ? null : (floor.row('agent', agent)?.name ?? null),
    reason: reason ?? null,
    queue: queue ?? (callback === undefined ? null : (floor.row('callback', callback)?.queue ?? null)),
    queues: queues ?? null,
    penalty: penalty ?? null,
    contact: contact ?? null,
    priority: priority ?? null,
    number: name === 'dial' ? numberToCall(request, floor) : null,
    callback: callback ?? null,
    case: request.case ?? null,
  }
}

interface Press {
  readonly who: Staff
  readonly request: ActRequest
  readonly id: string
  /** When it came, by `performance.now()`. */
  readonly at: number
}

/** The feed that is to act, or why none can be asked. */
function feedFor(order: ActOrder, floor: Floor): { feed: FeedConfig } | ActAnswer {
  const { site } = floor
  const feed =
    order.contact !== null && aboutOf(order.name) === 'contact'
      ? feedOfContact(site, order.contact)
      : feedsOfAgents(site)(order.agent ?? '')
  if (feed === null) return actRefused('unsupported', 'no PBX that can be asked has this')
  const row = floor.row('feed', feed.id)
  if (feed.kind === 'asterisk' && row?.state === 'down')
    return actRefused('unreachable', `the PBX ${feed.id} is not connected`)
  if (row === null || !row.acts.includes(order.name))
    return actRefused('unsupported', `${feed.id} cannot be asked to: ${order.name}`)
  return { feed }
}

const detailOf = ({ by: _by, name: _name, agentName: _agentName, number, ...detail }: ActOrder) => ({
  ...Object.fromEntries(Object.entries(detail).filter(([, value]) => value !== null)),
  // A number is a person's; which one it was stands with the contact.
  ...(number === null ? {} : { number: `…${number.slice(-3)}` }),
})

/** A refusal may repeat the number: it is masked for whoever did not name it and may not read it. */
function shownAnswer(answer: ActAnswer, { unmask }: Staff, { number }: ActRequest): ActAnswer {
  if (answer.ok || unmask || number !== undefined) return answer
  return { ...answer, message: maskText(answer.message) }
}

const outcomeOf = (answer: ActAnswer) =>
  answer.ok ? { outcome: 'ok' } : { outcome: answer.code, said: maskText(answer.message) }

const answerOf = (text: string | null): ActAnswer =>
  text === null ? noAnswer : (JSON.parse(text) as ActAnswer)

export function createActService(options: ActServiceOptions): ActService {
  const { ask, audit, once, numbers, onFault, recordedMs = RECORDED_MS } = options
  const dialOnce = createDialOnce(numbers, onFault)

  /**
   * What moves the same is one act while it is on its way, whoever pressed, and at whichever server. Whoever pressed is
   * told after a while that nobody knows: what a store held up for longer is not done behind their back.
   */
  async function askOnce(order: ActOrder, feed: FeedConfig, { at }: Press, floor: Floor): Promise<ActAnswer> {
    const { id: _id, by: _by, ...what } = order
    const askNow = async () => (performance.now() - at < ANSWER_MS ? await ask(feed.id, order) : tooOld)
    let isFirst = false
    const came = answerOf(
      await once(`what ${feed.id} ${JSON.stringify(what)}`, ASKED_MS, async () => {
        isFirst = true
        const answer = await (order.name === 'dial' ? dialOnce(feed, order, floor, askNow) : askNow())
        return { text: JSON.stringify(answer), kept: false }
      }),
    )
    return came.ok && !isFirst ? { ok: true, already: true } : came
  }

  /** That it is asked for is on record before it is done, so that a server which dies in the middle leaves a trace. */
  async function recorded(order: ActOrder, feed: FeedConfig, press: Press, floor: Floor): Promise<ActAnswer> {
    const name = auditName(press.who)
    const subject = order.agent === null ? `contact/${order.contact}` : `agent/${order.agent}`
    const detail = detailOf(order)
    const recordOutcome = (answer: ActAnswer) =>
      audit(name, `pbx.${order.name}`, subject, { ...detail, ...outcomeOf(answer) }).catch(onFault)
    const asking = audit(name, 'pbx.asked', subject, { act: order.name, ...detail })
    const isRecorded = asking.then(() => true)
    if (!(await cameWithin(isRecorded, recordedMs, false))) {
      // It may yet be on record that it was asked for, and then that it was not done has to be, too.
      asking.then(() => recordOutcome(notRecorded), onFault)
      return notRecorded
    }
    const answer = await askOnce(order, feed, press, floor)
    // Nobody waits for this one: what was done is done.
    void recordOutcome(answer)
    return answer
  }

  async function answerTo(press: Press, floor: Floor): Promise<ActAnswer> {
    const { who, id } = press
    const request = withoutForgotten(who, press.request, floor)
    const agent = aboutOf(request.name) === 'agent' ? (request.agent ?? who.agent) : null
    const verdict = mayRequestPbxAction(who, request, agent, floor)
    if (!verdict.ok) return actRefused('not_allowed', verdict.message)
    const order = orderOf(who, id, request, agent, floor)
    const to = feedFor(order, floor)
    return 'ok' in to ? to : await recorded(order, to.feed, press, floor)
  }

  return {
    async act(who, request, floor) {
      const fault = faultOfAct(request)
      if (fault !== null) return { fault }
      const press = { who, request, id: request.id ?? randomUUID(), at: performance.now() }
      // What was done is answered as done also where it could no longer be asked for: a call that was taken out is gone.
      const text = once(`press ${sourceOf(who)} ${press.id}`, PRESSED_MS, async () => {
        const answer = await answerTo(press, floor)
        return { text: JSON.stringify(answer), kept: answer.ok }
      })
      const came = await cameWithin(text, ANSWER_MS, null)
      if (came === null) text.catch(onFault)
      return shownAnswer(answerOf(came), who, request)
    },
  }
}
