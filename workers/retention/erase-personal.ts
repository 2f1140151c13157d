import { kindOfType } from '#core/event/event.ts'
import type { Database } from '#store/postgres/database.ts'
import type { EventGroup } from '#store/postgres/event-removal.ts'
import { type ArchivedEvent, createPersonalErasure } from '#store/postgres/personal-erasure.ts'
import { type HeldFloor, type StillHeld, stillHeld } from './still-held.ts'

export interface PersonalContext {
  readonly site: string
  readonly database: Database
  readonly floor: HeldFloor
  readonly atOnce: number
  readonly goesOn: () => boolean
  /** Does a slice in one transaction, notes how much was erased by it, and rests. */
  readonly slice: (erase: (transaction: Database) => Promise<number>) => Promise<void>
}

const groupOf = ({ type, subject }: ArchivedEvent): EventGroup => ({ kind: kindOfType(type), subject })

const isHeld = (held: StillHeld, group: EventGroup) =>
  group.kind === 'alert' ? held.alert(group.subject) : held.group(group)

/**
 * Takes what is personal out of events that were received before an instant (ms). What is open or owed keeps it, and is
 * noted, so that it is erased in the first run after its end; each event is looked at once, and those again.
 */
export async function erasePersonal(context: PersonalContext, before: number): Promise<void> {
  const { database, site, floor, atOnce, goesOn, slice } = context
  const erasure = createPersonalErasure(database, site, before)
  const held = await stillHeld(floor, before)
  const waiting = (await erasure.held()).filter((group) => !isHeld(held, group))
  for (let from = 0; from < waiting.length && goesOn(); from += atOnce) {
    const groups = waiting.slice(from, from + atOnce)
    const events = await erasure.eventsOf(groups)
    await slice(async (transaction) => {
      await erasure.settled(transaction, groups)
      return erasure.erase(transaction, events)
    })
  }
  for (let after = await erasure.position(); goesOn(); ) {
    const events = await erasure.next(after, atOnce)
    const last = events.at(-1)
    if (last === undefined) return
    const stays = events.filter((event) => isHeld(held, groupOf(event)))
    await slice(async (transaction) => {
      await erasure.passed(transaction, last.pos, stays.map(groupOf))
      const plain = events.filter((event) => !stays.includes(event))
      return erasure.erase(transaction, plain)
    })
    after = last.pos
  }
}
