import { refusalRecord, refuseItem } from '#server/ingest/judge.ts'
import { NOT_TRIED } from '#store/jobs/notifications/delivery-state.ts'
import { createNotificationClaims } from '#store/jobs/notifications/notification-claims.ts'
import { createEventArchive } from '#store/postgres/event-archive.ts'
import { createRetentionStore } from '#store/postgres/retention-store.ts'
import { openConnection } from '#store/redis/connection.ts'
import { createRejectedStore } from '#store/rejected.ts'
import { removeOld } from '#workers/retention/remove-old.ts'
import { happened } from '../floor-events.ts'
import { notification } from '../notifications.ts'
import { CHECKS, type Does, eventually, must, OPS, unused } from './acts.ts'
import { AUDIT_SITE, type AuditScene } from './scene.ts'

async function pairedScreen({ ask, session }: AuditScene) {
  const ma = { cookie: await session('ma') }
  const { code, claim } = (await must(ask('POST', '/screens/pair', {}))).body
  await must(ask('POST', '/screens/pair', { code, board: 'floor', name: 'Hall' }, ma))
  const { token } = (await must(ask('POST', '/screens/pair', { claim }))).body
  const { screens } = (await must(ask('GET', '/screens', undefined, ma))).body
  return { ma, code, token, id: screens.at(-1).id as string }
}

/** Changes the site's API tokens as a browser does. */
async function withTokens({ ask }: AuditScene, change: (tokens: object[]) => object[]): Promise<void> {
  const { body, etag } = await must(ask('GET', '/site-file', undefined, OPS))
  const wanted = { ...body, apiTokens: change(body.apiTokens) }
  await must(ask('PUT', '/site-file', wanted, { ...OPS, headers: { 'if-match': etag! } }))
}
const NEW_TOKEN = { name: 'new', role: 'agent', agent: 'qian', token: 'a-new-token-of-thirty-characters' }

/** A message that nobody could deliver, as the workers leave it. */
async function deadMessage({ redisUrl, server }: AuditScene): Promise<string> {
  const method = { channel: 'dingtalk', target: 'group', address: null } as const
  const message = notification(unused('dead-'), method)
  const connection = openConnection(redisUrl)
  try {
    await server.people.notifications.enqueue(message)
    const claims = createNotificationClaims({ connection, site: AUDIT_SITE, holder: 'x', claimMs: 60_000 })
    const [lane, free] = ['dingtalk/group', { buckets: [], atOnce: 10, patienceMs: 60_000, alone: false }]
    await eventually(async () => {
      const taken = await claims.take(lane, free)
      const ids = taken.is === 'taken' ? taken.claimed.map((one) => one.notification.id) : []
      // Others may wait there, too.
      if (!ids.includes(message.id)) throw new Error('not taken yet')
    })
    const state = { ...NOT_TRIED, attempt: 3, reason: '403', final: true }
    await claims.settle(lane, message.id, { to: 'dead', state })
    return message.id
  } finally {
    connection.close()
  }
}

/** What the office looks after, and what it looks at or takes away. */
export const officeActs = {
  async unmasked({ ask, tell }) {
    await tell(happened('contact.queued', 'seen', { queue: 'care', phone: '13800138000', name: '王小明' }))
    await must(ask('POST', '/search', { q: '8000', limit: 5 }, CHECKS))
    return { who: 'token/checks', subject: null, secrets: ['13800138000', '8000', '王小明'] }
  },
  async 'audit.read'({ ask }) {
    await must(ask('GET', '/audit?limit=1', undefined, OPS))
    // Its page asks every few seconds.
    await must(ask('GET', '/audit?limit=1', undefined, OPS))
    return { who: 'token/ops', subject: null }
  },
  async 'table.exported'({ session, ask }) {
    const cookie = await session('ma')
    await must(ask('POST', '/exports', { file: 'entries.xlsx', rows: 12 }, { cookie }))
    return { who: 'ma', subject: null }
  },
  async 'site.exported'({ ask }) {
    await must(ask('GET', '/site-file', undefined, { ...OPS, headers: { accept: 'application/yaml' } }))
    return { who: 'token/ops', subject: null }
  },
  async 'site.changed'(scene) {
    const other = { ...NEW_TOKEN, name: 'third', token: 'a-third-token-of-thirty-characters' }
    await withTokens(scene, (tokens) => [...tokens, other])
    return { who: 'token/ops', subject: null, secrets: [other.token] }
  },
  async 'token.made'(scene) {
    await withTokens(scene, (tokens) => [...tokens, NEW_TOKEN])
    return { who: 'token/ops', subject: 'token/new', secrets: [NEW_TOKEN.token] }
  },
  async 'token.withdrawn'(scene) {
    await withTokens(scene, (tokens) => tokens.filter((token) => (token as { name: string }).name !== 'new'))
    return { who: 'token/ops', subject: 'token/new', secrets: [NEW_TOKEN.token] }
  },
  async 'target.tested'({ ask }) {
    const body = { id: 'press-of-the-table', address: 'a@example.test' }
    await must(ask('POST', '/site-file/targets/hook/test', body, OPS))
    return { who: 'token/ops', subject: 'target/hook', secrets: ['a@example.test'] }
  },
  async 'screen.paired'(scene) {
    const { code, token } = await pairedScreen(scene)
    return { who: 'ma', subject: 'board/floor', secrets: [code, token] }
  },
  async 'screen.arranged'(scene) {
    const { ma, id, token } = await pairedScreen(scene)
    await must(scene.ask('PUT', `/screens/${id}`, { board: 'floor', settings: { boards: [] } }, ma))
    return { who: 'ma', subject: `screen/${id}`, secrets: [token] }
  },
  async 'screen.removed'(scene) {
    const { ma, id, token } = await pairedScreen(scene)
    await must(scene.ask('DELETE', `/screens/${id}`, undefined, ma))
    return { who: 'ma', subject: `screen/${id}`, secrets: [token] }
  },
  async 'delivery.sent-again'(scene) {
    const id = await deadMessage(scene)
    await must(scene.ask('POST', `/deliveries/${id}/resend`, {}, OPS))
    return { who: 'token/ops', subject: id }
  },
  async 'delivery.forgotten'(scene) {
    const id = await deadMessage(scene)
    await must(scene.ask('DELETE', `/deliveries/${id}`, undefined, OPS))
    return { who: 'token/ops', subject: id }
  },
  async 'rejected.replayed'({ ask, redisUrl }) {
    const rejected = createRejectedStore({ url: redisUrl, site: AUDIT_SITE, sealKey: '5'.repeat(64) })
    const value = { id: 'r1', source: 'pbx', type: 'contact.queued', data: { phone: '13812345678' } }
    const refusal = { code: 'bad_event', message: 'specversion: is missing' }
    await rejected.keep('pbx', [refusalRecord(refuseItem({ index: 0, value }, refusal), Date.now())])
    rejected.close()
    await must(ask('POST', '/rejected/replay', { feed: 'pbx' }, OPS))
    return { who: 'token/ops', subject: 'feed/pbx', secrets: ['13812345678'] }
  },
  async 'customer.erased'({ ask, tell, server }) {
    const archive = createEventArchive(server.database, AUDIT_SITE)
    const archiveAll = async () => {
      const from = await archive.position()
      await archive.write(from, await server.log.read(from, 10_000))
    }
    const whose = { queue: 'care', phone: '13700001234', name: '林小姐', customer: 'crm-17' }
    await tell(happened('contact.queued', 'E1', whose), happened('contact.abandoned', 'E1'))
    await archiveAll()
    const erasing = must(ask('POST', '/customers/erase', { customer: '13700001234' }, OPS))
    // The archiver of a running site.
    await eventually(async () => {
      const entries = await server.log.read('0-0', 10_000)
      if (!entries.some(({ event }) => event.type === 'config.erased')) throw new Error('not told yet')
    })
    await archiveAll()
    await erasing
    return { who: 'token/ops', subject: null, secrets: ['13700001234', '林小姐', 'crm-17', 'E1'] }
  },
  async 'name.forgotten'({ ask, tell }) {
    await tell(happened('contact.queued', 'call-by-mistake', { queue: 'cear' }))
    await must(ask('POST', '/forget', { kind: 'queue', id: 'cear' }, OPS))
    return { who: 'token/ops', subject: 'queue/cear' }
  },
  async 'retention.done'({ server, tell }) {
    await tell(happened('feed.heartbeat', 'pbx'))
    const store = createRetentionStore(server.database, AUDIT_SITE)
    const context = { site: AUDIT_SITE, database: server.database, floor: server.floor, store }
    await removeOld({ ...context, elsewhere: async () => undefined }, new AbortController().signal)
    return { who: 'system/retention', subject: null, from: null }
  },
} satisfies Record<string, Does>
