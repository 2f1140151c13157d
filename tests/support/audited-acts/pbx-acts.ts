import type { Act } from '#core/pbx-actions/act-request.ts'
import { startAmiServer } from '#scripts/replay-ami/ami-server.ts'
import { createAudit } from '#server/audit.ts'
import { createLog } from '#store/log.ts'
import { parseSite } from '#store/site-file/parse-site.ts'
import { recordedSite } from '../asterisk-truth.ts'
import { happened } from '../floor-events.ts'
import { fixtureLines } from '../replayed-recording.ts'
import { runConnectors } from '../run-connectors.ts'
import { type Does, eventually, must, unused } from './acts.ts'
import { AUDIT_SITE } from './scene.ts'

/** An act at the phone system, which takes it, and what is on record of it. */
const pbxAct = (name: Act, more: object = {}): Does => {
  return async ({ ask, session }) => {
    await must(ask('POST', '/actions', { name, ...more }, { cookie: await session('admin') }))
    const { contact, number } = more as { contact?: string; number?: string }
    const isCaller = name === 'priority' || name === 'withdraw'
    return {
      ...{ who: 'admin', subject: isCaller ? `contact/${contact}` : 'agent/admin' },
      secrets: number === undefined ? [] : [number],
    }
  }
}
const callerAct = (name: Act, more: object = {}): Does => {
  return async (scene) => {
    const contact = unused('pbx/waits-')
    await scene.tell(happened('contact.queued', contact, { queue: 'care', phone: '13800001111' }))
    const left = await pbxAct(name, { contact, ...more })(scene)
    return { ...left, secrets: ['13800001111'] }
  }
}

/** What the phone system is asked for, and what it says of listening. */
export const pbxActs = {
  'pbx.asked': pbxAct('pause', { reason: 'meal' }),
  'pbx.pause': pbxAct('pause', { reason: 'course' }),
  'pbx.unpause': pbxAct('unpause'),
  'pbx.sign_in': pbxAct('sign_in', { queues: ['care'] }),
  'pbx.sign_out': pbxAct('sign_out'),
  'pbx.queues': pbxAct('queues', { queues: ['sales'] }),
  'pbx.dial': pbxAct('dial', { number: '13900139000' }),
  'pbx.priority': callerAct('priority', { priority: 5 }),
  'pbx.withdraw': callerAct('withdraw'),
  async 'pbx.listen'({ server, redisUrl }) {
    const all = fixtureLines('asterisk-actions/chanspy.ndjson')
    const lines = all.flatMap((line) => ('raw' in line ? [line] : []))
    const pbx = await startAmiServer({ secret: 'right', startsAt: lines[0]!.at })
    const parsed = parseSite(recordedSite().replace('port: 5038', `port: ${pbx.port}`))
    if (!parsed.ok) throw new Error('the site file of the recording is wrong')
    const log = createLog({ url: redisUrl, site: parsed.site.site.id })
    const audit = createAudit(server.database, AUDIT_SITE, Date.now)
    const connectors = runConnectors({ redisUrl, log, site: parsed.site, now: pbx.now, audit })
    try {
      pbx.play({ at: lines[0]!.at, raw: 'Event: QueueParams\r\nQueue: 600\r\nCalls: 0\r\n\r\n' })
      await eventually(() => {
        if (connectors.health()[0]!.state !== 'connected') throw new Error('not connected yet')
      })
      await pbx.synced()
      const end = lines.findIndex(({ raw }) => raw.includes('ChanSpyStart')) + 1
      for (const line of lines.slice(0, end)) pbx.play(line)
      return { who: 'feed/pbx', subject: /^contact\/pbx\//, from: null }
    } finally {
      await eventually(async () => {
        const found = await server.database
          .selectFrom('audit')
          .selectAll()
          .where('action', '=', 'pbx.listen')
          .execute()
        if (found.length === 0) throw new Error('not on record yet')
      })
      await connectors.stop()
      log.close()
      await pbx.stop()
    }
  },
} satisfies Record<string, Does>
