import type { ShownFloor } from '#core/access/reach.ts'
import { readAlertEvent } from '#core/alerts/read-alert-event.ts'
import { type AnyEvent, type FloorEvent, isOfKind, kindOfType } from '#core/event/event.ts'
import { LOG_START } from '#core/event/log-position.ts'
import type { Changed, Floor } from '#core/floor/floor.ts'
import { floorEvent } from '#core/floor/floor-event-for-test.ts'
import { type AnyRow, type RowType, rowTypes } from '#core/rows/row.ts'
import { emptySite, type Site } from '#core/site/site-schema.ts'

/** A floor whose rows a test writes directly; every write is one step of the log. */
export interface ModelFloor extends ShownFloor, Pick<Floor, 'takeChanged'> {
  put(type: RowType, row: { id: string } & Record<string, unknown>): void
  del(type: RowType, id: string): void
  setSite(site: Site): void
  /** Has the floor know an event of something that it keeps the events of. */
  hear(event: AnyEvent): void
}

export function createModelFloor(first: Site = emptySite()): ModelFloor {
  const rows = new Map<RowType, Map<string, AnyRow>>(rowTypes.map((type) => [type, new Map()]))
  let changed: Changed = new Map()
  const heard: FloorEvent[] = []
  let steps = 0
  let site = first
  const touch = (type: RowType, id: string) => {
    steps++
    changed.set(type, (changed.get(type) ?? new Set()).add(id))
  }
  return {
    get pos() {
      return steps === 0 ? LOG_START : `${steps}-0`
    },
    get now() {
      return steps
    },
    get site() {
      return site
    },
    row: ((type: RowType, id: string) => rows.get(type)!.get(id) ?? null) as Floor['row'],
    ids: (type) => rows.get(type)!.keys(),
    takeChanged() {
      const taken = changed
      changed = new Map()
      return taken
    },
    put(type, row) {
      rows.get(type)!.set(row.id, row as unknown as AnyRow)
      touch(type, row.id)
    },
    del(type, id) {
      if (rows.get(type)!.delete(id)) touch(type, id)
    },
    alertEvents: (id) =>
      heard.flatMap((event) => {
        const read = isOfKind('alert', event) ? readAlertEvent(event, event.time) : null
        return read?.alert === id ? [read.event] : []
      }),
    alertsIn: (conversation) =>
      [...rows.get('alert')!.values()].flatMap((row) =>
        'case' in row && row.case !== null && `case/${row.case}` === conversation ? [row.id] : [],
      ),
    openWork: (agent) =>
      [...rows.get('case')!.values()].filter((row) => 'owner' in row && row.owner === agent).length,
    eventsOf: (type, id) => heard.filter((event) => event.subject === id && kindOfType(event.type) === type),
    hear: (event) => heard.push(floorEvent(event)),
    aggregate: (caseId) => {
      const members = ['promise', 'handoff', 'approval', 'assist', 'callback', 'contact'] as const
      return members.flatMap((type) =>
        [...rows.get(type)!.values()]
          .filter((row) => 'case' in row && row.case === caseId)
          .map(({ id }) => ({ type, id })),
      )
    },
    ofCustomer(customer) {
      const of = (type: 'contact' | 'case') =>
        [...rows.get(type)!.values()]
          .filter((row) => 'customer' in row && row.customer === customer)
          .map(({ id }) => id)
      return { contacts: of('contact'), cases: of('case') }
    },
    setSite(next) {
      steps++
      site = next
    },
  }
}
