import { feedEvent } from './site.ts'

/** How many queues the boards of the hall have. */
export const HALL_COUNTS = [1, 3, 4, 6, 12, 13, 20, 24, 25, 40, 60, 120] as const
/** How many signs the names of a board's queues have. */
export const NAME_SIGNS = [4, 40] as const
export type NameSigns = (typeof NAME_SIGNS)[number]

const MOST = Math.max(...HALL_COUNTS)
const DAY_MS = 86_400_000
const target = { share: 0.8, withinSec: 20 }

const range = (count: number) => Array.from({ length: count }, (_, index) => index)
export const queueId = (signs: NameSigns, index: number) => `${signs}-${index}`
const signed = (count: number) => ({
  name: '大厅 Hall',
  queues: range(count).map((index) => queueId(4, index)),
})
const agentId = (signs: NameSigns, index: number) => `agent-${signs}-${index}`

/** Names whose end tells them apart, in turn Chinese, English and both. */
const words = [
  '国际机票退改签与行李投诉处理客户服务专席夜间备班华东',
  'Refunds and complaints of travellers, night ',
  '投诉 Complaints of guests ',
]

function nameOf(signs: NameSigns, index: number): string {
  const end = String(index + 1)
  const start = signs === 4 ? ['客服', 'Q', '售后'][index % 3]! : words[index % 3]!.repeat(3)
  return start.slice(0, signs - end.length) + end
}

/** The board of so many queues with names of so many signs. */
export const boardId = (count: number, signs: NameSigns) => `hall-${count}-${signs}`

/** Closed today and tomorrow, also when the test runs at midnight. */
function rarelyOpen() {
  const on = new Intl.DateTimeFormat('en', { weekday: 'short', timeZone: 'Asia/Shanghai' })
  return { id: 'rare', week: { [on.format(Date.now() + 2 * DAY_MS).toLowerCase()]: ['08:00-09:00'] } }
}

/** Of a feed that tells of a caller in one queue of each board, and is never heard again: its figures are old. */
export const SWITCH_TOKEN = 'feed-token-of-the-switch'
const AWAY = 3

const isClosed = (index: number) => index % 11 === 4
const isUnstaffed = (index: number) => index % 13 === 6

/** The part of a site file that has the hall's queues, and a board for each number of them and each length of names. */
export function hallSite() {
  return {
    calendars: [rarelyOpen()],
    feeds: [
      { id: 'pbx', kind: 'http', token: 'feed-token-of-the-faces', silentAfter: '10m' },
      { id: 'switch', kind: 'http', token: SWITCH_TOKEN, silentAfter: '1s' },
    ],
    queues: NAME_SIGNS.flatMap((signs) =>
      range(MOST).map((index) => ({
        ...{ id: queueId(signs, index), name: nameOf(signs, index), team: 'east', target, wrapUpSec: 120 },
        ...(isClosed(index) && { calendar: 'rare' }),
      })),
    ),
    boards: [
      ...NAME_SIGNS.flatMap((signs) =>
        HALL_COUNTS.map((count) => ({
          ...{ id: boardId(count, signs), name: signs === 4 ? '大厅 Hall' : nameOf(40, 0) },
          queues: range(count).map((index) => queueId(signs, index)),
        })),
      ),
      { ...signed(6), id: 'signed', show: ['clock', 'legend'] },
      { ...signed(60), id: 'owed', show: ['owed', 'clock', 'legend'] },
      { ...signed(6), id: 'chosen', figures: ['answerRate', 'abandonRate', 'longestToday'] },
    ],
  }
}

function* eventsOf(signs: NameSigns, index: number) {
  const queue = queueId(signs, index)
  if (!isUnstaffed(index)) {
    for (const part of range(1 + (index % 14))) {
      const agent = `${agentId(signs, index)}-${part}`
      yield feedEvent(
        'agent.signed_in',
        agent,
        { queues: [queue], name: `Person ${part} of ${queue}` },
        9_000,
      )
      if (part % 3 !== 2) yield feedEvent('agent.available', agent, {}, 8_900)
    }
  }
  // One that was answered at once: a level of 100 %.
  if (index % 3 === 0 && !isUnstaffed(index)) {
    const call = `answered-${queue}`
    yield feedEvent('contact.queued', call, { queue }, 700)
    yield feedEvent('contact.answered', call, { agent: `${agentId(signs, index)}-0` }, 699)
    yield feedEvent('contact.ended', call, {}, 600)
  }
  if (index % 4 === 1) yield feedEvent('contact.queued', `short-${queue}`, { queue }, 7)
  // Twelve wait, the longest for more than an hour and a half: the widest figures there are.
  if (index % 10 === 5)
    for (const call of range(12))
      yield feedEvent('contact.queued', `long-${queue}-${call}`, { queue }, 5_990 - call)
  if (isUnstaffed(index) || (isClosed(index) && index % 2 === 1))
    yield feedEvent('contact.queued', `left-${queue}`, { queue }, 100)
  if (index % 5 === 1)
    yield feedEvent(
      'callback.requested',
      `back-${queue}`,
      { queue, due: new Date(Date.now() - 60_000).toISOString() },
      900,
    )
}

/** So many events in one post. */
const A_POST = 500

/** What happened in the hall, in posts: queues of every state, and work past its due. */
export function hallEvents(): object[][] {
  const ofQueues = NAME_SIGNS.flatMap((signs) => range(MOST).flatMap((index) => [...eventsOf(signs, index)]))
  const cases = range(30).flatMap((index) =>
    NAME_SIGNS.map((signs) => {
      const data = {
        ...{ kind: 'complaint', title: 'Late', queue: queueId(signs, index % 6) },
        ...(index % 3 === 0 && { agent: `${agentId(signs, 0)}-0` }),
      }
      return feedEvent(
        'case.opened',
        `case-${signs}-${index}`,
        data,
        index < 8 ? 6_000 + index : 3_000 + 60 * index,
      )
    }),
  )
  const all = [...ofQueues, ...cases]
  return range(Math.ceil(all.length / A_POST)).map((post) => all.slice(post * A_POST, (post + 1) * A_POST))
}

/** What the feed feedEvent that is silent since; a band says so. */
export const switchEvents = () =>
  NAME_SIGNS.map((signs) => ({
    ...feedEvent('contact.queued', `switch-${signs}`, { queue: queueId(signs, AWAY) }, 30),
    source: 'switch',
  }))

/** Notices that stand on every wall, each as long as one may be read from afar. */
export const hallNotices = () => [
  feedEvent('notice.posted', 'notice-1', {
    text: 'Network fault in the east, use the form on paper · 东区网络故障',
  }),
  feedEvent('notice.posted', 'notice-2', {
    text: '支付系统维护至十八点，请先登记客户电话再回电。Payments are down until 18:00, note the number',
  }),
  feedEvent('notice.posted', 'notice-3', { text: 'Fire drill at 15:00, leave by the north stairs' }),
]
