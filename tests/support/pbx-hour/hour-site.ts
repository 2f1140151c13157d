import { readFileSync } from 'node:fs'
import type { Site } from '#core/site/site-schema.ts'
import { parseSite } from '#store/site-file/parse-site.ts'
import type { HourAgent } from './hour-presses.ts'

/** The shipped site's floor behind an Asterisk: who is on which phone, and what the PBX calls its queues. */
export interface HourSite {
  readonly site: Site
  readonly agents: readonly HourAgent[]
  /** By the PBX's names. */
  readonly queues: ReadonlyMap<string, string>
  /** What the PBX calls a queue; what a queue, and a reason, of the PBX's is called here. */
  pbxQueue(queue: string): string
  queueOf(pbxQueue: string): string
  reasonOf(pbxReason: string): string
}

export const PBX_FEED = 'pbx'
const REASONS: Readonly<Record<string, string>> = { 小休: 'break', 午餐: 'meal' }

/** `most`: no more agents than these. */
export function hourSite(port: number, most: number): HourSite {
  const shipped = parseSite(readFileSync('config/site.yaml', 'utf8'))
  if (!shipped.ok) throw new Error('the shipped site file is wrong')
  const { teams, people } = shipped.site
  const voice = shipped.site.queues.filter(({ channel }) => channel !== 'chat')
  const queues = new Map(voice.map(({ id }, index) => [String(600 + index), id]))
  const members = teams.flatMap(({ members: all, leads, id }) =>
    all
      .filter((each) => people.some((person) => person.id === each))
      .map((agent) => ({ agent, team: id, lead: leads[0]! })),
  )
  // Of each team some, however few there are.
  const chosen = members.filter((_, index) => (index * most) % members.length < most).slice(0, most)
  const agents = chosen.map(({ agent, team, lead }, index): HourAgent => {
    const own = voice.filter((queue) => queue.team === team).map(({ id }) => id)
    return { agent, lead, phone: `PJSIP/${101 + index}`, queues: own }
  })
  const feed = {
    ...{ id: PBX_FEED, kind: 'asterisk', host: '127.0.0.1', port, username: 'huiyin', reasons: REASONS },
    queues: Object.fromEntries(queues),
    agents: Object.fromEntries(agents.map(({ phone, agent }) => [phone, agent])),
  }
  return {
    ...{ site: { ...shipped.site, feeds: [feed] }, agents, queues },
    pbxQueue: (queue) => [...queues].find(([, id]) => id === queue)![0],
    queueOf: (pbxQueue) => queues.get(pbxQueue) ?? pbxQueue,
    reasonOf: (pbxReason) => REASONS[pbxReason] ?? pbxReason,
  }
}
