import { expect, test, vi } from 'vitest'
import type { PendingRuleEvent } from '#core/alerts/rule-outbox.ts'
import type { LogEntry } from '#core/event/event.ts'
import { createLateEvidence } from './late-evidence.ts'

const NOW = Date.UTC(2026, 10, 30, 9)

function made({ live = false, speed = 1 } = {}) {
  let ms = 0
  const onFree = vi.fn()
  const late = createLateEvidence({
    ...{ speed: () => speed, fellDueLive: () => live, onFree },
    now: () => ms,
  })
  const item = { id: 'a', what: 'say', takenBack: 0, transition: { to: 'breached', at: NOW - 60_000 } }
  return {
    late,
    onFree,
    item: item as unknown as PendingRuleEvent,
    other: { ...item, what: 'void' } as unknown as PendingRuleEvent,
    go: (by: number) => {
      ms += by
    },
    told: (lateSec: number, source = 'crm') => {
      const event = { time: NOW - lateSec * 1_000, source }
      late.came([{ pos: '1-0', at: NOW, event } as unknown as LogEntry])
    },
  }
}

test('what had run out when its evidence came waits while more of what is late comes in, at most three seconds', () => {
  const { late, item, other, go, told } = made()
  told(90)
  expect([late.holds(item), late.holds(other)]).toEqual([true, false])
  go(399)
  expect(late.holds(item)).toBe(true)
  go(1)
  expect(late.holds(item)).toBe(false)
  const again = made()
  for (let piece = 0; piece < 10; piece++) {
    again.told(90)
    expect(again.late.holds(again.item)).toBe(true)
    again.go(300)
  }
  again.told(90)
  expect(again.late.holds(again.item)).toBe(false)
  late.stop()
  again.late.stop()
})

test('who begins in the midst of it waits, too', () => {
  const { late, item, go } = made()
  expect(late.holds(item)).toBe(true)
  go(400)
  expect(late.holds(item)).toBe(false)
  late.stop()
})

test('nothing waits where what comes is of now, where the system says it, or where the clock ran out by itself', () => {
  const { late, item, told, go } = made()
  go(400)
  told(1)
  told(90, 'system/timer')
  expect(late.holds(item)).toBe(false)
  const live = made({ live: true })
  live.told(90)
  expect(live.late.holds(live.item)).toBe(false)
  // At twenty seconds a second all is a little late.
  const fast = made({ speed: 20 })
  fast.go(400)
  fast.told(30)
  expect(fast.late.holds(fast.item)).toBe(false)
})

test('figures wait for the first three seconds of what is late, and no more once it has come for longer', () => {
  const { late, told, go } = made()
  for (let piece = 0; piece < 10; piece++) {
    told(90)
    expect(late.awaitsMore()).toBe(true)
    go(300)
  }
  told(90)
  expect(late.awaitsMore()).toBe(false)
  go(400)
  told(90)
  expect(late.awaitsMore()).toBe(true)
  go(400)
  expect(late.awaitsMore()).toBe(false)
  late.stop()
})

test('what was held is said once it is quiet, without anything else to wake who says it', async () => {
  const { late, item, onFree, told } = made()
  told(90)
  expect(late.holds(item)).toBe(true)
  await vi.waitFor(() => expect(onFree).toHaveBeenCalledOnce())
  late.stop()
})
