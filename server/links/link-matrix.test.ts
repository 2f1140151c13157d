import { expect, test } from 'vitest'
import { alertTable } from '#core/access/command-table.ts'
import { type Staff, viewerOf } from '#core/access/viewer.ts'
import type { EventType } from '#core/event/event-data.ts'
import { createFloor } from '#core/floor/create-floor.ts'
import type { Floor } from '#core/floor/floor.ts'
import type { AlertRow } from '#core/rows/row.ts'
import { roles } from '#core/site/roles.ts'
import { siteSchema } from '#core/site/site-schema.ts'
import { mayAct } from '#tests/support/act-expected.ts'
import { actors, actSite, idIn, sceneEvents, stances } from '#tests/support/act-scene.ts'
import { sendAs } from './link-acts.ts'
import { takeAsSelf } from './signed-in.ts'

const NOW = Date.parse('2026-03-02T04:00:00Z')
const site = siteSchema.parse(actSite('acts'))
const floor = createFloor({ site })
for (const [index, event] of sceneEvents(NOW - 60_000).entries())
  floor.apply({ pos: `${index + 1}-0`, at: event.time, event })
floor.advance(NOW)

/** A log in which nothing stands yet. */
const log = {
  append: async (events: readonly unknown[]) => events.map(() => 'accepted' as const),
  isWritten: async () => false,
  now: () => NOW,
}
const cells = roles.flatMap((role) => stances.map((stance) => ({ role, stance, actor: actors[role] })))

test.each([
  ['coming', 'assist.accepted', {}],
  ['grant', 'approval.decided', { granted: true }],
  ['refuse', 'approval.decided', { granted: false }],
  ['spoke', 'case.supervisor_replied', {}],
] as const)(
  'by a link "%s" is granted as on the own screen, by every role, whatever it is about',
  async (act, type, data) => {
    for (const { role, stance, actor } of cells) {
      const command = { type, subject: idIn(type.slice(0, type.indexOf('.')), actor, stance), data }
      const { ok } = await sendAs(actor, command, { act, digest: 'd'.repeat(64) }, log, floor)
      expect(ok, `${role} ${stance}`).toBe(mayAct(type as EventType, role, stance))
    }
  },
)

test('in a group whoever is signed in takes an alert that is theirs to take, and no other', async () => {
  for (const { role, stance, actor } of cells) {
    const id = idIn('case', actor, stance)
    const told = stance === 'approver' ? [{ person: actor, at: '', how: 'loud' as const }] : []
    const alert = {
      ...{ id, subject: `case/${id}`, case: id, team: null, state: 'open', told },
    } as unknown as AlertRow
    const row = ((type: string, one: string) =>
      type === 'alert' ? alert : floor.row(type as 'case', one)) as Floor['row']
    const who = viewerOf(site, { kind: 'person', person: actor }) as Staff
    const { took } = await takeAsSelf(who, [alert], 'd'.repeat(64), { floor: { ...floor, row, site } }, log)
    const by = alertTable['alert.ack'][role]
    const isReached = role === 'admin' || (stance === 'reach' && role !== 'agent')
    const isOwn = stance === 'own' || stance === 'approver'
    const may =
      (isOwn && by.includes('own')) || (isReached && by.includes(role === 'lead' ? 'team' : 'scope'))
    expect(took, `${role} ${stance}`).toBe(may ? 1 : 0)
  }
})

test('pressed again the link takes again only what was taken back or ran out since it was taken', async () => {
  const alert = { id: 'a1', subject: 'case/C1', state: 'open', told: [] } as unknown as AlertRow
  const row = ((type: string, one: string) =>
    type === 'alert' ? alert : floor.row(type as 'case', one)) as Floor['row']
  const who = viewerOf(site, { kind: 'person', person: actors.admin }) as Staff
  const ids: string[] = []
  const append = async (events: readonly { id: string }[]) => {
    ids.push(...events.map(({ id }) => id))
    return events.map(() => 'accepted' as const)
  }
  for (const taken of [[], [], [NOW]]) {
    const alertEvents = (() =>
      taken.map((time) => ({ to: 'acked', time }))) as unknown as Floor['alertEvents']
    const scene = { ...floor, row, site, alertEvents }
    expect((await takeAsSelf(who, [alert], 'd'.repeat(64), { floor: scene }, { ...log, append })).took).toBe(
      1,
    )
  }
  expect(ids[1]).toBe(ids[0])
  expect(ids[2]).not.toBe(ids[0])
})
