import { expect, test } from 'vitest'
import { type Ack, type AckAnswer, createAckQueue } from './ack-queue.ts'

const press = (alert: string) => ({ id: `press-of-${alert}`, alert })

function device() {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
  }
}

function server() {
  const heard: Ack[] = []
  let answer: AckAnswer = { is: 'ok' }
  return {
    heard,
    answers(next: AckAnswer) {
      answer = next
    },
    send: async (acks: readonly Ack[]) => {
      heard.push(...acks)
      return acks.map(() => answer)
    },
  }
}

test('a press without a network waits, outlives the page, and is sent once with the same id', async () => {
  const storage = device()
  const { send, heard, answers } = server()
  answers({ is: 'no_answer' })
  const before = createAckQueue({ send, storage })
  before.press([press('a1')], 'lin')
  await before.flush('lin')
  expect(before.of('a1')?.state).toEqual({ is: 'waiting' })
  const after = createAckQueue({ send, storage, now: () => Date.now() })
  expect(after.waiting()).toBe(1)
  answers({ is: 'ok' })
  await after.flush('lin')
  expect(after.of('a1')?.state.is).toBe('sent')
  await after.flush('lin')
  expect(new Set(heard.map(({ id }) => id))).toEqual(new Set(['press-of-a1']))
})

test.each([
  [
    { is: 'refused', code: 'taken', message: 'ma' },
    { is: 'taken', by: 'ma' },
  ],
  [{ is: 'refused', code: 'resolved', message: '' }, { is: 'resolved' }],
  [{ is: 'refused', code: 'not_found', message: '' }, { is: 'resolved' }],
  [{ is: 'refused', code: 'forbidden', message: '' }, { is: 'refused' }],
  [{ is: 'signed_out' }, { is: 'signed_out' }],
] as const)('says what became of it: %o', async (answer, state) => {
  const { send, answers } = server()
  answers(answer)
  const queue = createAckQueue({ send, storage: device() })
  queue.press([press('a1')], 'lin')
  await queue.flush('lin')
  expect(queue.of('a1')?.state).toEqual(state)
})

test('what waited for longer than a shift is not sent any more', async () => {
  const storage = device()
  const { send, heard, answers } = server()
  answers({ is: 'no_answer' })
  let now = 0
  const queue = createAckQueue({ send, storage, now: () => now })
  queue.press([press('a1')], 'lin')
  await queue.flush('lin')
  now = 13 * 3_600_000
  queue.press([press('a2')], 'lin')
  await queue.flush('lin')
  expect(queue.of('a1')).toBeNull()
  expect(heard.map(({ alert }) => alert)).toEqual(['a1', 'a2'])
  expect(queue.waiting()).toBe(1)
})

test('what waits is sent together, a hundred at a time, and each press is told its own answer', async () => {
  const sizes: number[] = []
  const send = async (acks: readonly Ack[]) => {
    sizes.push(acks.length)
    return acks.map(({ alert }): AckAnswer => {
      return alert === 'a7' ? { is: 'refused', code: 'taken', message: 'ma' } : { is: 'ok' }
    })
  }
  const queue = createAckQueue({ send, storage: device() })
  queue.press(
    Array.from({ length: 140 }, (_, index) => press(`a${index}`)),
    'lin',
  )
  await queue.flush('lin')
  expect(sizes).toEqual([100, 40])
  expect(queue.of('a7')?.state).toEqual({ is: 'taken', by: 'ma' })
  expect(queue.of('a139')?.state.is).toBe('sent')
})

test('a device that keeps nothing still sends what was pressed', async () => {
  const denied = () => {
    throw new Error('denied')
  }
  const { send, heard } = server()
  const queue = createAckQueue({ send, storage: { getItem: denied, setItem: denied } })
  queue.press([press('a1'), press('a2')], 'lin')
  await queue.flush('lin')
  expect(heard.map(({ alert }) => alert)).toEqual(['a1', 'a2'])
})

test('who signs in on the same device after somebody else does not send their presses', async () => {
  const { send, heard, answers } = server()
  answers({ is: 'signed_out' })
  const queue = createAckQueue({ send, storage: device() })
  queue.press([press('a1')], 'lin')
  await queue.flush('lin')
  answers({ is: 'ok' })
  await queue.flush('ma')
  expect(heard).toHaveLength(1)
  await queue.flush('lin')
  expect(queue.of('a1')?.state.is).toBe('sent')
})
