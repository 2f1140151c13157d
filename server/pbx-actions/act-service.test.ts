import { expect, test, vi } from 'vitest'
import { mayCommand } from '#core/access/may-command.ts'
import { type ActAnswer, type ActOrder, actRequest } from '#core/pbx-actions/act-request.ts'
import { ALL_ACTS, actingFloor, staff } from '#tests/support/acting-floor.ts'
import { type ActServiceOptions, createActService } from './act-service.ts'

/**
 * Guarantee: who may have the PBX do what follows from who they are and lead; nothing is asked that it does not take or
 * that somebody may not, and each that is asked for is in the audit before it is sent, and then with its answer.
 */

/** Nothing is pressed twice here; that an act is done once is looked at where there is a Redis (`acts-inbox.test.ts`). */
const once: ActServiceOptions['once'] = async (_key, _heldMs, run) => (await run()).text
const numbers: ActServiceOptions['numbers'] = { hold: async () => null, release: async () => {} }

function partsWith(answer: ActAnswer = { ok: true }, auditFails: (action: string) => boolean = () => false) {
  const asked: ActOrder[] = []
  const audit: unknown[][] = []
  const faults: Error[] = []
  const options: ActServiceOptions = {
    async ask(_feed, order) {
      asked.push(order)
      return answer
    },
    async audit(...record) {
      if (auditFails(record[1])) throw new Error('the database is away')
      audit.push(record)
    },
    once,
    numbers,
    onFault: (error) => faults.push(error),
  }
  return { options, asked, audit, faults }
}

function serviceWith(...given: Parameters<typeof partsWith>) {
  const { options, ...heard } = partsWith(...given)
  return { service: createActService(options), ...heard }
}

const codeOf = (answer: ActAnswer | { fault: string }) =>
  'fault' in answer ? answer.fault : answer.ok ? 'ok' : answer.code

test.each([
  ['anna', { name: 'pause', reason: 'meal' }, 'ok'],
  ['anna', { name: 'pause', agent: 'wei' }, 'not_allowed'],
  ['lin', { name: 'pause', agent: 'anna' }, 'ok'],
  ['lin', { name: 'queues', agent: 'wei', queues: [] }, 'not_allowed'],
  ['ma', { name: 'queues', agent: 'wei', queue: 'service', penalty: 2 }, 'ok'],
  ['ma', { name: 'pause' }, 'not_allowed'],
  ['anna', { name: 'priority', contact: 'pbx/1.1', priority: 10 }, 'not_allowed'],
  ['lin', { name: 'priority', contact: 'pbx/1.1', priority: 10 }, 'ok'],
  ['ma', { name: 'withdraw', contact: 'pbx/1.1' }, 'ok'],
  ['ma', { name: 'withdraw', contact: 'pbx/9.9' }, 'not_allowed'],
  ['anna', { name: 'dial', callback: 'B1' }, 'ok'],
  ['wei', { name: 'dial', callback: 'B1' }, 'not_allowed'],
  ['lin', { name: 'dial', agent: 'anna', number: '13800138000' }, 'not_allowed'],
  ['anna', { name: 'dial', case: 'long-over' }, 'number: is missing'],
  ['anna', { name: 'dial', number: '13900139000', case: 'long-over' }, 'ok'],
  ['anna', { name: 'dial' }, 'number: is missing'],
  ['anna', { name: 'queues' }, 'queues: is missing'],
])('%s asks for %j: %s', async (person, request, code) => {
  const { service, asked, audit } = serviceWith()
  const answer = await service.act(staff(person), actRequest.parse(request), actingFloor(ALL_ACTS))
  expect(codeOf(answer)).toBe(code)
  expect([asked.length, audit.length]).toEqual(code === 'ok' ? [1, 2] : [0, 0])
})

test('what the PBX does not take is not asked; nor one that is away', async () => {
  const { service, asked } = serviceWith()
  const pause = actRequest.parse({ name: 'pause' })
  expect(codeOf(await service.act(staff('anna'), pause, actingFloor(['priority'])))).toBe('unsupported')
  const down = { state: 'down', why: 'closed', lagSec: null, missing: [] }
  const away = actingFloor(ALL_ACTS, ['feed.state', 'pbx', down])
  expect(codeOf(await service.act(staff('anna'), pause, away))).toBe('unreachable')
  expect(away.row('agent', 'anna')?.acts).toEqual([])
  expect(asked).toEqual([])
})

test('an act is on record before it is asked for, and then with the PBX’s words', async () => {
  const { service, audit } = serviceWith({ ok: false, code: 'refused', message: 'Member not dynamic' })
  const request = actRequest.parse({ name: 'sign_out', id: 'press-1' })
  await service.act(staff('anna'), request, actingFloor(ALL_ACTS))
  const about = { id: 'press-1', agent: 'anna' }
  expect(audit).toEqual([
    ['anna', 'pbx.asked', 'agent/anna', { act: 'sign_out', ...about }],
    ['anna', 'pbx.sign_out', 'agent/anna', { ...about, outcome: 'refused', said: 'Member not dynamic' }],
  ])
})

test('what cannot be put on record is not asked for', async () => {
  const { service, asked } = serviceWith({ ok: true }, (action) => action === 'pbx.asked')
  const request = actRequest.parse({ name: 'dial', number: '13800138000', id: 'press-1' })
  await expect(service.act(staff('anna'), request, actingFloor(ALL_ACTS))).rejects.toThrow(
    'the database is away',
  )
  expect(asked).toEqual([])
})

test('what a hanging database records too late is not asked for, and that it was not is on record with it', async () => {
  const asked: ActOrder[] = []
  const records: unknown[][] = []
  const hangs = Promise.withResolvers<void>()
  const both = Promise.withResolvers<void>()
  const service = createActService({
    async ask(_feed, order) {
      asked.push(order)
      return { ok: true }
    },
    async audit(...record) {
      await hangs.promise
      records.push(record)
      if (records.length === 2) both.resolve()
    },
    ...{ once, numbers, recordedMs: 20, onFault: both.reject },
  })
  const request = actRequest.parse({ name: 'pause', id: 'press-1' })
  expect(codeOf(await service.act(staff('anna'), request, actingFloor(ALL_ACTS)))).toBe('refused')
  hangs.resolve()
  await both.promise
  expect(records.map(([, action]) => action)).toEqual(['pbx.asked', 'pbx.pause'])
  expect(records[1]![3]).toMatchObject({ outcome: 'refused', said: expect.stringContaining('not asked') })
  expect(asked).toEqual([])
})

test('a press that a store held up until nobody waits for it any more is not asked for', async () => {
  const { asked, audit, options } = partsWith()
  let now = performance.now()
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => now)
  const slow: ActServiceOptions['once'] = (key, heldMs, run) => {
    if (key.startsWith('what')) now += 2_950
    return once(key, heldMs, run)
  }
  const service = createActService({ ...options, once: slow })
  const request = actRequest.parse({ name: 'pause', id: 'press-1' })
  expect(codeOf(await service.act(staff('anna'), request, actingFloor(ALL_ACTS)))).toBe('refused')
  clock.mockRestore()
  expect(asked).toEqual([])
  expect(audit[1]![3]).toMatchObject({ outcome: 'refused' })
})

test('whatever takes its time, the answer is there in less than three seconds, and the PBX’s own on record later', async () => {
  vi.useFakeTimers()
  try {
    const audit: unknown[] = []
    const pbx = Promise.withResolvers<ActAnswer>()
    const service = createActService({
      ask: () => pbx.promise,
      async audit(_who, action, _subject, detail) {
        await new Promise((done) => setTimeout(done, 1_400))
        audit.push([action, (detail as { outcome?: string }).outcome])
      },
      ...{ once, numbers, onFault: (error: Error) => audit.push(error) },
    })
    let answer: unknown = null
    const request = actRequest.parse({ name: 'pause', id: 'press-1' })
    const answered = service.act(staff('anna'), request, actingFloor(ALL_ACTS)).then((came) => {
      answer = came
    })
    await vi.advanceTimersByTimeAsync(2_899)
    expect([answer, audit]).toEqual([null, [['pbx.asked', undefined]]])
    await vi.advanceTimersByTimeAsync(1)
    await answered
    expect(answer).toMatchObject({ ok: false, code: 'timeout' })
    pbx.resolve({ ok: true })
    await vi.advanceTimersByTimeAsync(1_400)
    expect(audit[1]).toEqual(['pbx.pause', 'ok'])
    // A record that nobody waits for holds up no answer.
    const quick = service.act(staff('anna'), { ...request, id: 'press-2' }, actingFloor(ALL_ACTS))
    await vi.advanceTimersByTimeAsync(1_400)
    expect(await quick).toEqual({ ok: true })
  } finally {
    vi.useRealTimers()
  }
})

test('a press that fails after its time is told to nobody, and noted', async () => {
  vi.useFakeTimers()
  try {
    const { options, faults } = partsWith()
    const broken = Promise.withResolvers<string>()
    const service = createActService({ ...options, once: () => broken.promise })
    const answer = service.act(staff('anna'), actRequest.parse({ name: 'pause' }), actingFloor(ALL_ACTS))
    await vi.advanceTimersByTimeAsync(2_900)
    expect(await answer).toMatchObject({ code: 'timeout' })
    broken.reject(new Error('Redis is away'))
    await vi.advanceTimersByTimeAsync(0)
    expect(faults.map(({ message }) => message)).toEqual(['Redis is away'])
  } finally {
    vi.useRealTimers()
  }
})

test('an act that was done is answered as done, also where that could not be put on record', async () => {
  const { service, audit, faults } = serviceWith({ ok: true }, (action) => action === 'pbx.pause')
  const request = actRequest.parse({ name: 'pause', id: 'press-1' })
  expect(await service.act(staff('anna'), request, actingFloor(ALL_ACTS))).toEqual({ ok: true })
  expect(audit.map(([, action]) => action)).toEqual(['pbx.asked'])
  expect(faults.map(({ message }) => message)).toEqual(['the database is away'])
})

test('the number of a callback comes from the floor, and only its end is on record', async () => {
  const { service, asked, audit } = serviceWith()
  await service.act(staff('anna'), actRequest.parse({ name: 'dial', callback: 'B1' }), actingFloor(ALL_ACTS))
  expect(asked[0]).toMatchObject({ number: '13900139000', callback: 'B1', queue: 'service' })
  expect(JSON.stringify(audit)).not.toContain('13900139000')
})

test('who was missed is called at the number that the floor knows, by whoever may read no more than its end', async () => {
  const { service, asked } = serviceWith()
  const missed = actingFloor(ALL_ACTS, ['contact.abandoned', 'pbx/1.1', { waitSec: 30 }])
  await service.act(staff('lin'), actRequest.parse({ name: 'dial', contact: 'pbx/1.1' }), missed)
  expect(asked[0]).toMatchObject({ agent: 'lin', number: '13800138000', contact: 'pbx/1.1' })
})

test('a number that a call of ours is at is not dialled by another, whichever PBX has it', async () => {
  const { service, asked } = serviceWith()
  const call = (type: string, data: object) => [`contact.${type}`, 'other/7', data] as const
  const dialled = call('dialled', { agent: 'wei', phone: '+86 138 0013 8111' })
  const request = actRequest.parse({ name: 'dial', number: '+8613800138111' })
  expect(await service.act(staff('anna'), request, actingFloor(ALL_ACTS, dialled))).toEqual({
    ...{ ok: false, code: 'refused', message: 'a call is being made already' },
  })
  expect(asked).toEqual([])
  const over = actingFloor(ALL_ACTS, dialled, call('ended', { by: 'agent', reason: 'no_answer' }))
  expect(codeOf(await service.act(staff('anna'), request, over))).toBe('ok')
})

test('a refusal that repeats the number of a callback masks it for who may not read it, and on record', async () => {
  const message = '13900139000: this number is blocked'
  const refusing = () => serviceWith({ ok: false, code: 'refused', message })
  const { service, audit } = refusing()
  const floor = actingFloor(ALL_ACTS)
  const answer = await service.act(staff('anna'), actRequest.parse({ name: 'dial', callback: 'B1' }), floor)
  expect(answer).toEqual({ ok: false, code: 'refused', message: '139****9000: this number is blocked' })
  expect(JSON.stringify(audit)).not.toContain('13900139000')
  const own = actRequest.parse({ name: 'dial', number: '13900139000' })
  expect(await refusing().service.act(staff('anna'), own, floor)).toMatchObject({ message })
})

test('where a PBX has the agent, nobody says their state instead of it', () => {
  const away = { type: 'agent.away', subject: 'anna', data: { reason: 'meal' } }
  expect(mayCommand(staff('anna'), away, actingFloor(ALL_ACTS)).ok).toBe(false)
  expect(mayCommand(staff('anna'), away, actingFloor([])).ok).toBe(false)
})
