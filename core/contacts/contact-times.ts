import { earlier } from '../time/floor-clock.ts'
import { createInstants } from '../time/instants.ts'
import { createTimingWheel } from '../time/timing-wheel.ts'
import type { ContactHolder } from './contact-holder.ts'
import { suspectFrom } from './suspect-from.ts'

/** Contacts are packed, and looked at for what has become implausible, in steps of this length. */
const PACK_STEP_MS = 10_000
const LOOK_STEP_MS = 10 * 60_000
/** However long a contact may take, it is looked at this often: what is over must not be kept in mind for a week. */
const LOOK_MS = 4 * 3_600_000

export interface TimesContext {
  now(): number
  wake(at: number): void
  holder(id: string): ContactHolder | undefined
  /** The contact wanted to be packed at an instant that is past. */
  due(holder: ContactHolder): void
  /** The contact has become suspect at this instant. */
  suspect(id: string): void
}

/** When contacts are looked at again, though nothing happens to them. */
export interface ContactTimes {
  /** The contact is to be packed at about `packAt` (never earlier), and may be implausible from another instant on. */
  settle(holder: ContactHolder, packAt: number | null): void
  nextInstant(): number | null
  advance(now: number): void
}

/**
 * Nearly every contact is over long before it is implausible, and is packed by the hundred: both stand on wheels, and
 * only what is about to become suspect gets an instant of its own.
 */
export function createContactTimes(context: TimesContext): ContactTimes {
  /** Of contacts themselves: each is taken from here before it is let go, so that none stays in memory for it. */
  const packing = createTimingWheel<ContactHolder>(PACK_STEP_MS, context.wake)
  const looking = createTimingWheel<string>(LOOK_STEP_MS, context.wake)
  const suspecting = createInstants<string>(context.wake)

  function planPacking(holder: ContactHolder, packAt: number | null): void {
    holder.packAt = packAt
    if (packAt === null) return
    const place = holder.packPlace
    if (place !== null && place < packAt + PACK_STEP_MS) return
    holder.packPlace = packing.put(holder, packAt + PACK_STEP_MS)
  }

  function planLook(holder: ContactHolder): void {
    const from = suspectFrom(holder.contact)
    if (from === null || from <= context.now()) return
    const { id } = holder.contact
    const at = Math.min(from, context.now() + LOOK_MS)
    if (holder.lookPlace !== null && holder.lookPlace <= at) return
    if (Math.floor(from / LOOK_STEP_MS) * LOOK_STEP_MS <= context.now()) suspecting.set(id, from)
    else holder.lookPlace = looking.put(id, at)
  }

  function lookAt(holder: ContactHolder, now: number): void {
    const from = suspectFrom(holder.contact)
    if (from !== null && from <= now) context.suspect(holder.contact.id)
    else planLook(holder)
  }

  function takePacking(now: number): void {
    for (let step = packing.take(now); step !== null; step = packing.take(now))
      for (const holder of step.keys) {
        if (holder.packPlace !== step.at) continue
        holder.packPlace = null
        if (holder.packAt === null) continue
        if (holder.packAt <= now) context.due(holder)
        else planPacking(holder, holder.packAt)
      }
  }

  function takeLooks(now: number): void {
    for (let step = looking.take(now); step !== null; step = looking.take(now))
      for (const id of step.keys) {
        const holder = context.holder(id)
        if (holder === undefined || holder.lookPlace !== step.at) continue
        holder.lookPlace = null
        lookAt(holder, now)
      }
  }

  function takeSuspects(now: number): void {
    for (let due = suspecting.take(now); due !== null; due = suspecting.take(now)) {
      const holder = context.holder(due.key)
      if (holder !== undefined) lookAt(holder, now)
    }
  }

  return {
    settle(holder, packAt) {
      planPacking(holder, packAt)
      planLook(holder)
    },
    nextInstant: () => earlier(earlier(packing.next(), looking.next()), suspecting.next()),
    advance(now) {
      takePacking(now)
      takeLooks(now)
      takeSuspects(now)
    },
  }
}
