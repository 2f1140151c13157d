import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type AlertAction, alertActions, commandTable } from '#core/access/command-table.ts'
import { alertId } from '#core/alerts/read-alert-event.ts'
import { ruleEvent } from '#core/alerts/rule-event.ts'
import type { AnyEvent } from '#core/event/event.ts'
import { type EventType, eventData } from '#core/event/event-data.ts'
import type { CommandAnswer } from '#core/rows/protocol.ts'
import { createLog, type EventLog } from '#store/log.ts'
import { actOf, actors, actSite, idIn, sceneEvents, tokenOf } from '../support/act-scene.ts'
import { happened } from '../support/floor-events.ts'
import { type LiveScreen, openScreen } from '../support/live-screen.ts'
import { type PrivatePostgres, startPostgres } from '../support/postgres.ts'
import { type PrivateRedis, startRedis } from '../support/redis.ts'
import { type RowServer, startRowServer } from '../support/row-server.ts'
import { writeSiteFile } from '../support/test-site.ts'

// One server, two roles by token, and a scene of everything that acts are about.
const SITE = 'acts'
let redis: PrivateRedis
let postgres: PrivatePostgres
let server: RowServer
let log: EventLog
let again: () => Promise<RowServer>
const screens: LiveScreen[] = []
const servers: RowServer[] = []

const foldedUpTo = (pos: string, of = server) =>
  vi.waitFor(() => expect(of.floor.pos).toBe(pos), { timeout: 30_000, interval: 10 })

async function tell(...events: AnyEvent[]): Promise<void> {
  await log.append(events, Date.now())
  await foldedUpTo(await log.last())
}

beforeAll(async () => {
  ;[redis, postgres] = await Promise.all([startRedis(), startPostgres()])
  const config = await writeSiteFile(actSite(SITE))
  const databaseUrl = await postgres.createDatabase(SITE)
  again = async () => {
    const started = await startRowServer({ redisUrl: redis.url, databaseUrl, config })
    servers.push(started)
    return started
  }
  server = await again()
  log = createLog({ url: redis.url, site: SITE })
  await tell(...sceneEvents(Date.now() - 60_000))
})
afterAll(async () => {
  for (const screen of screens) screen.close()
  for (const each of servers) await each.stop()
  log?.close()
  await Promise.all([redis?.stop(), postgres?.stop()])
})

const TOKENS = {
  agent: tokenOf('agent'),
  lead: tokenOf('lead'),
  supervisor: 'supervisor-token',
  admin: 'admin-token-0',
} as const
type Who = keyof typeof TOKENS

function socketOf(who: Who, of = server): LiveScreen {
  const screen = openScreen(of.url, { token: TOKENS[who], view: 'alerts' })
  screens.push(screen)
  return screen
}

/** A socket takes 30 commands at once: each 25 get one of their own. */
const current = new Map<Who, { screen: LiveScreen; sent: number }>()
let serial = 0

async function command(who: Who, body: Record<string, unknown>): Promise<CommandAnswer> {
  let at = current.get(who)
  if (at === undefined || at.sent === 25) {
    at?.screen.close()
    at = { screen: socketOf(who), sent: 0 }
    current.set(who, at)
  }
  at.sent++
  return at.screen.command({ id: `act-${++serial}`, ...body })
}

const says = (who: Who, type: string, subject: string, data: object = {}, id?: string) =>
  command(who, { name: 'event', type, subject, data, ...(id === undefined ? {} : { id }) })

/** Says it, and waits until the floor has heard it. */
async function said(who: Who, type: string, subject: string, data: object = {}): Promise<void> {
  expect(await says(who, type, subject, data)).toMatchObject({ ok: true })
  await foldedUpTo(await log.last())
}

async function ask(path: string, who: Who, body?: object) {
  const answer = await fetch(`${server.url}/api/v1${path}`, {
    headers: { authorization: `Bearer ${TOKENS[who]}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  })
  return { status: answer.status, body: await answer.json() }
}

const forbidden = { ok: false, code: 'forbidden' }
const notFound = { ok: false, code: 'not_found' }
const exists = { ok: false, code: 'exists' }
const DUE = '2036-01-01T00:00:00Z'

describe('over the wire', () => {
  test('no event of any type about what is none of the sender’s gets into the log', async () => {
    const before = await log.last()
    for (const type of Object.keys(eventData) as EventType[]) {
      for (const who of ['agent', 'lead'] as const) {
        const actor = actors[who]
        const kind = type.slice(0, type.indexOf('.'))
        const { subject = idIn(kind, actor, 'none'), data } = actOf(type, actor, 'none')
        const answer = await says(who, type, subject, data)
        expect(answer, `${who} ${type}`).toMatchObject({ ok: false })
        expect(['forbidden', 'not_found'], `${who} ${type}`).toContain((answer as { code: string }).code)
      }
    }
    expect(await log.last()).toBe(before)
    expect(Object.keys(commandTable).sort()).toEqual(Object.keys(eventData).sort())
  })

  test('no alert of another team is taken, put off or given away, by socket or by HTTP', async () => {
    const caseId = idIn('case', 'lin', 'none')
    const start = { source: 'pbx', id: 'scene' }
    const at = Date.now()
    const line = {
      at,
      rule: 'unanswered',
      subject: `case/${caseId}`,
      run: 1,
      to: 'breached',
      dueAt: at,
      start,
    } as const
    const about = { severity: 'critical', title: { en: 'x' }, case: caseId, team: 'west' } as const
    await log.appendSystem([ruleEvent(line, 0, () => about)], at)
    await foldedUpTo(await log.last())
    const alert = alertId('unanswered', `case/${caseId}`, start)
    const routes: Record<AlertAction, readonly [string, object]> = {
      'alert.ack': ['ack', {}],
      'alert.snooze': ['snooze', { minutes: 5 }],
      'alert.assign': ['assign', { to: 'he' }],
      'alert.undo': ['undo', { undoes: 'c1' }],
    }
    for (const who of ['agent', 'lead'] as const) {
      for (const action of alertActions) {
        const [path, body] = routes[action]
        expect(await command(who, { name: action, subject: alert, ...body })).toMatchObject(forbidden)
        expect((await ask(`/alerts/${encodeURIComponent(alert)}/${path}`, who, body)).status).toBe(403)
      }
      expect((await ask(`/alerts/${encodeURIComponent(alert)}`, who)).status).toBe(404)
    }
    expect(server.floor.row('alert', alert)?.state).toBe('open')
    expect((await ask(`/alerts/${encodeURIComponent(alert)}/ack`, 'supervisor', {})).status).toBe(200)
  })
})

describe('somebody else’s customer', () => {
  const missed = (id: string, queue: string, phone: string) => [
    {
      ...happened('contact.queued', id, { queue, phone, name: '王小明', customer: `c-${id}` }),
      time: now() - 40_000,
    },
    { ...happened('contact.abandoned', id, { waitSec: 20 }), time: now() - 20_000 },
  ]
  const now = () => Date.now()

  test('an agent reads nobody’s number by opening a case, or asking a callback, for a contact that was not theirs', async () => {
    await tell(...missed('K-SALES', 'sales', '13777778888'), ...missed('K-CARE', 'care', '13666667777'))
    const own = idIn('case', 'yuan', 'own')
    for (const contact of ['K-SALES', 'K-CARE', idIn('contact', 'yuan', 'none')]) {
      expect(
        await says('agent', 'case.opened', `steal-${contact}`, { kind: 'request', contact }),
      ).toMatchObject(forbidden)
      const asked = { queue: 'care', contact, case: own }
      expect(await says('agent', 'callback.requested', `steal-${contact}`, asked)).toMatchObject(forbidden)
    }
    expect(await says('agent', 'case.opened', 'steal', { kind: 'request', contact: 'K-NONE' })).toMatchObject(
      notFound,
    )
    const byKey = { kind: 'request', customer: 'c-K-SALES' }
    expect(await says('agent', 'case.opened', 'steal', byKey)).toMatchObject(forbidden)
    expect(
      await says('lead', 'callback.requested', 'steal', { queue: 'care', contact: 'K-SALES' }),
    ).toMatchObject(forbidden)
    const shown = JSON.stringify((await ask('/state', 'agent')).body)
    expect(shown).not.toMatch(/13777778888|13666667777|王小明/)
  })

  test('the lead of the queue has a missed caller called back, and who must dial sees the number', async () => {
    await said('lead', 'callback.requested', 'back-1', { queue: 'care', contact: 'K-CARE' })
    await said('lead', 'callback.assigned', 'back-1', { agent: 'yuan' })
    const { body } = await ask('/state', 'agent')
    expect(body.rows.callback).toContainEqual(expect.objectContaining({ id: 'back-1', phone: '13666667777' }))
    const lead = await ask('/state', 'lead')
    expect(JSON.stringify(lead.body)).not.toContain('13666667777')
  })

  test('"how did it end?" goes on working after the call: the contact has no row any more, but was the agent’s own', async () => {
    const contact = 'K-ENDED'
    await tell(
      happened('contact.queued', contact, { queue: 'care', phone: '13555556666', customer: 'c-ended' }),
      happened('contact.answered', contact, { agent: 'yuan' }),
      happened('contact.ended', contact),
      happened('contact.wrapped', contact, { agent: 'yuan' }),
    )
    expect(server.floor.row('contact', contact)).toBeNull()
    const drawn = await Promise.all(
      (['agent', 'agent', 'lead'] as const).map((who) => ask('/case-ids', who, {})),
    )
    const ids = drawn.map(({ body }) => (body as { id: string }).id)
    for (const id of ids) expect(id).toMatch(/^C-1\d{3}$/)
    expect(new Set(ids).size).toBe(3)
    const opening = { kind: 'request', contact, channel: 'voice', queue: 'care' }
    await said('agent', 'case.opened', 'after-call', opening)
    expect((await ask(`/contacts/${contact}/customer`, 'agent')).status).toBe(200)
    await said('agent', 'contact.flagged', contact, { kind: 'owe' })
    // It was theirs: a desk that still asks is told that nothing is known, which is no fault of anybody's.
    const over = await ask(`/contacts/${contact}/customer`, 'agent')
    expect(over).toMatchObject({
      status: 200,
      body: { contacts: [], cases: [], count: { contacts: 0, cases: 0 } },
    })
    await said('agent', 'promise.made', 'after-promise', { case: 'after-call', text: 'soon', due: DUE })
    expect(server.floor.row('case', 'after-call')).toMatchObject({ owner: 'yuan', phone: '13555556666' })
    const named = { kind: 'request', contact, customer: 'c-ended' }
    expect(await says('agent', 'case.opened', 'after-call-2', named)).toMatchObject({ ok: true })
    expect(await says('lead', 'case.opened', 'after-call-3', named)).toMatchObject({ ok: true })
  })

  test('whoever has the customer on the line sees the case and says what was said, and no more', async () => {
    const foreign = idIn('case', 'yuan', 'ringing')
    expect((await ask(`/cases/${foreign}`, 'agent')).status).toBe(200)
    await said('agent', 'case.noted', foreign, { text: 'asked again' })
    expect(await says('agent', 'case.assigned', foreign, { agent: 'he' })).toMatchObject(forbidden)
    expect(await says('agent', 'case.resolved', foreign)).toMatchObject(forbidden)
    await tell(
      happened('contact.ended', idIn('contact', 'yuan', 'ringing')),
      happened('contact.wrapped', idIn('contact', 'yuan', 'ringing'), { agent: 'yuan' }),
    )
    expect((await ask(`/cases/${foreign}`, 'agent')).status).toBe(403)
    expect(await says('agent', 'case.noted', foreign, { text: 'x' })).toMatchObject(forbidden)
    expect(await says('agent', 'case.assigned', foreign, { agent: 'yuan' })).toMatchObject(forbidden)
  })
})

describe('decisions', () => {
  const own = idIn('case', 'yuan', 'own')

  test('an agent does not grant itself a million', async () => {
    const self = { case: own, from: 'yuan', amount: 1_000_000, currency: 'CNY' }
    expect(await says('agent', 'approval.requested', 'A-self', self)).toMatchObject(forbidden)
    // A colleague who is asked for more than an agent may decide is no way round.
    expect(await says('agent', 'approval.requested', 'A-he', { ...self, from: 'he' })).toMatchObject(
      forbidden,
    )
    await tell(happened('approval.requested', 'A-feed', self))
    expect(await says('agent', 'approval.decided', 'A-feed', { granted: true })).toMatchObject({
      ok: false,
      code: 'above_authority',
    })
  })

  test('a request that is sent again reopens nothing that was granted', async () => {
    await said('agent', 'approval.requested', 'A-ten', {
      case: own,
      from: 'lin',
      amount: 10,
      currency: 'CNY',
    })
    await said('lead', 'approval.decided', 'A-ten', { granted: true })
    const more = { case: own, from: 'lin', amount: 99_999, currency: 'CNY' }
    expect(await says('agent', 'approval.requested', 'A-ten', more)).toMatchObject(exists)
    await tell(happened('approval.requested', 'A-ten', more))
    expect(server.floor.row('approval', 'A-ten')).toMatchObject({ state: 'granted', amount: 10 })
  })

  test('who asked for it does not decide it, whatever their role', async () => {
    const asked = { case: own, from: 'lin', amount: 1e9, currency: 'CNY' }
    await said('supervisor', 'approval.requested', 'A-sup', asked)
    expect(await says('supervisor', 'approval.decided', 'A-sup', { granted: true })).toMatchObject(forbidden)
    expect(await says('supervisor', 'approval.decided', 'A-sup', { granted: false })).toMatchObject(forbidden)
    await said('lead', 'approval.decided', 'A-sup', { granted: false })
  })

  test('above one’s authority it climbs to who has it', async () => {
    const asked = (amount: number) => ({ case: own, from: 'lin', amount, currency: 'CNY' })
    await said('agent', 'approval.requested', 'A-high', asked(500_000))
    const isAsked = ({ model }: LiveScreen) => Object.keys(model.rows()).includes('approval/A-high')
    // What is answered is in the log; a screen sees it a moment later.
    for (const who of ['lead', 'admin'] as const) await socketOf(who).until(isAsked)
    const supervisor = socketOf('supervisor')
    await supervisor.until(({ fulls }) => fulls > 0)
    expect(isAsked(supervisor)).toBe(false)
    const above = { ok: false, code: 'above_authority', message: expect.stringContaining('admin') }
    expect(await says('lead', 'approval.decided', 'A-high', { granted: true })).toMatchObject(above)
    expect(await says('supervisor', 'approval.decided', 'A-high', { granted: true })).toMatchObject(above)
    await said('admin', 'approval.decided', 'A-high', { granted: true })
    expect(await says('agent', 'approval.requested', 'A-kind', { ...asked(2), kind: 'gift' })).toMatchObject({
      ...{ code: 'not_found', message: expect.stringContaining('compensation') },
    })
    await said('agent', 'approval.requested', 'A-low', asked(2_000))
    await said('lead', 'approval.decided', 'A-low', { granted: true })
  })

  test('nobody offers more than they may grant, or were granted for that case', async () => {
    const mine = 'after-call'
    const offer = (amount: number) => ({ kind: 'answer', offer: { amount, currency: 'CNY' } })
    expect(await says('agent', 'case.replied', mine, offer(301))).toMatchObject({ code: 'above_authority' })
    await said('agent', 'case.replied', mine, offer(300))
    await said('agent', 'approval.requested', 'A-offer', {
      case: mine,
      from: 'lin',
      amount: 900,
      currency: 'CNY',
    })
    expect(await says('agent', 'case.replied', mine, offer(900))).toMatchObject({ code: 'above_authority' })
    await said('lead', 'approval.decided', 'A-offer', { granted: true })
    await said('agent', 'case.replied', mine, offer(900))
  })
})

describe('openings', () => {
  test('what is owed is not rewritten by opening it again', async () => {
    const vip = { kind: 'complaint', priority: 'vip', title: 'late' }
    await said('agent', 'case.opened', 'C-vip', vip)
    await said('agent', 'promise.made', 'P-vip', { case: 'C-vip', text: 'soon', due: '2026-01-01T00:00:00Z' })
    await said('agent', 'callback.requested', 'B-vip', {
      case: 'C-vip',
      queue: 'care',
      due: DUE,
      phone: '1380000',
    })
    const softer = { kind: 'suggestion', priority: 'normal', deadline: DUE }
    expect(await says('agent', 'case.opened', 'C-vip', softer)).toMatchObject(exists)
    expect(
      await says('agent', 'promise.made', 'P-vip', { case: 'C-vip', text: 'x', due: DUE }),
    ).toMatchObject(exists)
    const other = { case: 'C-vip', queue: 'care', due: '2037-01-01T00:00:00Z', phone: '1390000' }
    expect(await says('agent', 'callback.requested', 'B-vip', other)).toMatchObject(exists)
    // The lead of the team neither, nor a feed: the first stands.
    expect(await says('lead', 'case.opened', 'C-vip', softer)).toMatchObject(exists)
    const before = server.floor.row('feed', 'pbx')!.contradicting
    await tell(happened('case.opened', 'C-vip', softer))
    expect(server.floor.row('case', 'C-vip')).toMatchObject({ kind: 'complaint', priority: 'vip' })
    expect(server.floor.row('case', 'C-vip')!.clocks[0]).toMatchObject({
      rule: 'unanswered',
      state: 'running',
    })
    expect(server.floor.row('promise', 'P-vip')).toMatchObject({ state: 'broken' })
    expect(server.floor.row('feed', 'pbx')!.contradicting).toBe(before + 1)
    const { body } = await ask('/cases/C-vip', 'supervisor')
    expect(body.ignored).toMatchObject([{ type: 'case.opened', source: 'pbx', data: { kind: 'suggestion' } }])
  })

  test('the same command is the same, also for a server that never heard of it', async () => {
    const opening = {
      name: 'event',
      type: 'case.opened',
      subject: 'C-twice',
      data: { kind: 'inquiry' },
      id: 'twice',
    }
    expect(await command('agent', opening)).toEqual({ ok: true })
    await foldedUpTo(await log.last())
    const before = await log.last()
    const other = await again()
    await foldedUpTo(before, other)
    expect(await socketOf('agent', other).command(opening)).toEqual({ ok: true })
    expect(await command('agent', opening)).toEqual({ ok: true })
    expect(await log.last()).toBe(before)
    // Under another name it is another command.
    expect(await command('agent', { ...opening, id: 'thrice' })).toMatchObject(exists)
  })
})

describe('what does not exist, and what is other teams’', () => {
  const own = idIn('case', 'yuan', 'own')

  test('an agent signs into no queue that is not theirs, and reads no figures of it', async () => {
    const span = `from=${encodeURIComponent(new Date(Date.now() - 60_000).toISOString())}&to=${encodeURIComponent(DUE.replace('2036', '2026').replace('01-01', '12-31'))}`
    expect(await says('agent', 'agent.signed_in', 'yuan', { queues: ['care', 'sales'] })).toMatchObject(
      forbidden,
    )
    expect(await says('agent', 'agent.signed_in', 'yuan', { queues: ['invented'] })).toMatchObject(notFound)
    expect(await says('agent', 'agent.signed_in', 'yuan', { queues: [], team: 'west' })).toMatchObject(
      forbidden,
    )
    expect((await ask(`/queues/sales/intervals?${span}`, 'agent')).status).toBe(403)
    expect(server.floor.row('queue', 'invented')).toBeNull()
    await said('agent', 'agent.signed_in', 'yuan', { queues: ['care'] })
    expect((await ask(`/queues/care/intervals?${span}`, 'agent')).status).toBe(200)
  })

  test('nothing is handed off, promised or asked about a case that there is not', async () => {
    const sent = { case: 'NO-SUCH', department: 'logistics', question: 'call 13800001234' }
    expect(await says('agent', 'handoff.sent', 'H-none', sent)).toMatchObject(notFound)
    expect(
      await says('agent', 'promise.made', 'P-none', { case: 'NO-SUCH', text: 'x', due: DUE }),
    ).toMatchObject(notFound)
    expect(
      await says('agent', 'approval.requested', 'A-none', { case: 'NO-SUCH', from: 'lin' }),
    ).toMatchObject(notFound)
    expect(await says('agent', 'handoff.sent', 'H-none', { case: own, department: 'nowhere' })).toMatchObject(
      notFound,
    )
    expect([...server.floor.ids('handoff')]).not.toContain('H-none')
  })

  test('no case is put onto another team, and none gets a cause that the site does not know', async () => {
    const opens = (data: object) => says('agent', 'case.opened', 'C-west', { kind: 'complaint', ...data })
    expect(await opens({ team: 'west' })).toMatchObject(forbidden)
    expect(await opens({ queue: 'sales' })).toMatchObject(forbidden)
    expect(await opens({ agent: 'qian' })).toMatchObject(forbidden)
    expect(await opens({ cause: 'call 13800001234' })).toMatchObject(notFound)
    expect(await says('agent', 'case.assigned', own, { agent: 'qian' })).toMatchObject(forbidden)
    expect(await says('agent', 'case.assigned', own, { agent: 'nobody' })).toMatchObject(notFound)
  })

  test('a lead posts no notice on walls of others and takes none of theirs down', async () => {
    const post = (data: object) => says('lead', 'notice.posted', 'N-lead', { text: 'x', ...data })
    expect(await post({})).toMatchObject(forbidden)
    expect(await post({ queues: ['care', 'sales'] })).toMatchObject(forbidden)
    expect(await says('lead', 'notice.withdrawn', idIn('notice', 'lin', 'none'))).toMatchObject(forbidden)
    await tell(happened('notice.posted', 'N-all', { text: 'for all' }))
    expect(await says('lead', 'notice.withdrawn', 'N-all')).toMatchObject(forbidden)
    expect(
      await says('lead', 'notice.posted', 'N-all', { text: 'mine now', queues: ['care'] }),
    ).toMatchObject(exists)
    await said('lead', 'notice.posted', 'N-lead', { text: 'for us', queues: ['care'] })
    await said('lead', 'notice.withdrawn', 'N-lead')
    await said('supervisor', 'notice.withdrawn', 'N-all')
  })

  test('who takes an answer back for a department says it in their own name', async () => {
    const handoff = idIn('handoff', 'yuan', 'own')
    await said('agent', 'handoff.returned', handoff, { by: 'Finance director', answer: 'refused' })
    const { body } = await ask(`/cases/${own}`, 'supervisor')
    const returned = body.timeline.find(({ type }: { type: string }) => type === 'handoff.returned')
    expect(returned.data).toEqual({ by: 'desk', answer: 'refused' })
  })
})

describe('what is shown', () => {
  test('a case that is known by its customer’s key alone gives no number and no name away', async () => {
    const id = 'C-key'
    await tell(
      happened('case.opened', id, {
        ...{ kind: 'complaint', queue: 'care', customer: 'crm-7', title: 'call 13812345678', agent: 'he' },
        ...{ callerId: '13812345678', who: { phone: '13812345678', name: '王小明' } },
      }),
      happened('callback.requested', 'B-key', {
        queue: 'care',
        case: id,
        phone: '13812345678',
        name: '王小明',
      }),
      happened('case.noted', id, { text: '王小明 138-1234-5678 again' }),
      happened('case.resolved', id, { outcome: 'solved' }),
    )
    for (const who of ['lead', 'supervisor', 'admin'] as const) {
      const { status, body } = await ask(`/cases/${id}`, who)
      expect(status).toBe(200)
      expect(JSON.stringify(body)).not.toMatch(/13812345678|1234-5678|王小明|callerId/)
      expect(body.case.title).toBe('call 138****5678')
    }
  })
})

describe('walls', () => {
  async function wallOf(who: Who, id: string) {
    const screen = openScreen(server.url, { token: TOKENS[who], view: 'wall', id })
    screens.push(screen)
    await screen.until(({ fulls, refusals }) => fulls > 0 || refusals.length > 0)
    const [refusal] = screen.refusals
    screen.close()
    return refusal ?? new Set(Object.keys(screen.model.rows()).map((key) => key.slice(0, key.indexOf('/'))))
  }

  test('an agent sees figures of boards of own queues, a lead what lies in reach, a supervisor any', async () => {
    expect(await wallOf('agent', 'floor')).toBe('forbidden')
    expect(await wallOf('agent', 'sales')).toBe('forbidden')
    const metrics = (await wallOf('agent', 'care')) as Set<string>
    expect([...metrics].sort()).toEqual(
      ['board', 'feed', 'notice', 'queue'].filter((type) => metrics.has(type)),
    )
    expect([...metrics]).toContain('board')
    expect(await wallOf('lead', 'floor')).toBe('forbidden')
    expect(await wallOf('lead', 'sales')).toBe('forbidden')
    expect([...((await wallOf('lead', 'care')) as Set<string>)]).toContain('agent')
    for (const board of ['floor', 'care', 'sales'])
      expect([...((await wallOf('supervisor', board)) as Set<string>)]).toContain('agent')
    const boards = async (who: Who) => (await ask('/me', who)).body.boards.map(({ id }: { id: string }) => id)
    expect(await boards('agent')).toEqual(['care'])
    expect(await boards('lead')).toEqual(['care'])
    expect(await boards('supervisor')).toEqual(['floor', 'care', 'sales'])
  })
})
