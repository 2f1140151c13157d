import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  compareNextToBreach,
  NEXT_ON_WALL,
  nextKey,
  nextLists,
  nextTypes,
} from '#core/access/next-to-breach.ts'
import { inScope, type Sight } from '#core/access/scope.ts'
import { shownRow } from '#core/access/shown-row.ts'
import { type Identity, viewerOf } from '#core/access/viewer.ts'
import { mayWatch } from '#core/access/watch.ts'
import type { Patch, View } from '#core/rows/protocol.ts'
import { type RowType, rowTypes } from '#core/rows/row.ts'
import { createModelFloor, type ModelFloor } from '#tests/support/model-floor.ts'
import { createModelScreen, type ModelScreen } from '#tests/support/model-screen.ts'
import { type RandomFloor, randomFloor } from '#tests/support/random-floor.ts'
import { createHub, type Hub, type LiveChannel } from './hub.ts'

const looks: [Identity, View, string | undefined][] = [
  [{ kind: 'person', person: 'p1' }, 'desk', undefined],
  [{ kind: 'person', person: 'p2' }, 'desk', undefined],
  [{ kind: 'person', person: 'p2' }, 'supervisor', undefined],
  [{ kind: 'person', person: 'p3' }, 'supervisor', undefined],
  [{ kind: 'person', person: 'p4' }, 'supervisor', undefined],
  [{ kind: 'person', person: 'p1' }, 'alerts', undefined],
  [{ kind: 'person', person: 'p2' }, 'alerts', undefined],
  [{ kind: 'person', person: 'p1' }, 'case', 'c1'],
  [{ kind: 'person', person: 'p2' }, 'case', 'c2'],
  [{ kind: 'screen', screen: 's1', board: 'w1' }, 'wall', 'w1'],
  [{ kind: 'person', person: 'p2' }, 'wall', 'w1'],
  [{ kind: 'person', person: 'p3' }, 'wall', 'w1'],
]

/** What the contract says a sight shows, found the slow and obvious way. */
function truth(floor: ModelFloor, sight: Sight): Record<string, unknown> {
  const rows: [string, unknown][] = []
  for (const type of rowTypes) {
    let ids = [...floor.ids(type)]
    if (sight.view === 'wall' && (nextTypes as readonly RowType[]).includes(type)) {
      const seen = ids.filter((id) => inScope(sight, type, floor.row(type, id)!, floor))
      // Of each list the first twelve, sorted all anew.
      ids = [
        ...new Set(
          nextLists.flatMap((list) =>
            seen
              .map((id) => nextKey(list, type as 'case', id, floor))
              .filter((key) => key !== null)
              .sort(compareNextToBreach)
              .slice(0, NEXT_ON_WALL)
              .map(([, id]) => id),
          ),
        ),
      ]
    }
    for (const id of ids) {
      const fields = shownRow(sight, type, id, floor)
      if (fields !== null) rows.push([`${type}/${id}`, fields])
    }
  }
  return Object.fromEntries(rows.sort(([a], [b]) => (a < b ? -1 : 1)))
}

function copy(from: RandomFloor, to: ModelFloor, choose: (type: RowType, id: string) => boolean): void {
  for (const type of rowTypes) {
    const ids = new Set([...from.rows[type].keys(), ...to.ids(type)])
    for (const id of ids) {
      if (!choose(type, id)) continue
      const row = from.rows[type].get(id)
      if (row === undefined) to.del(type, id)
      else to.put(type, row as never)
    }
  }
}

interface Screen {
  live: LiveChannel
  model: ModelScreen
  deaf: boolean
}

function listen(hub: Hub, floor: ModelFloor): Screen[] {
  const screens: Screen[] = []
  for (const [identity, view, id] of looks) {
    const viewer = viewerOf(floor.site, identity)
    if (viewer === null) continue
    const may = mayWatch(viewer, view, id, floor)
    if (!may.ok) continue
    const live = hub.open(may.sight)
    hub.join(live)
    const model = createModelScreen()
    model.answer(live.channel.answer(undefined))
    screens.push({ live, model, deaf: false })
  }
  return screens
}

function hear(screens: Screen[], room: string, patch: Patch): void {
  for (const screen of screens) {
    if (screen.live.key !== room || screen.deaf) continue
    if (!screen.model.patch(JSON.parse(JSON.stringify(patch))))
      screen.model.answer(JSON.parse(JSON.stringify(screen.live.channel.answer(screen.model.have))))
  }
}

test('after any changes, missed or heard, every screen holds exactly what its scope shows, and rows of no other', () => {
  const step = fc.tuple(
    randomFloor,
    fc.array(fc.boolean(), { minLength: 64, maxLength: 64 }),
    fc.subarray(looks.map((_, index) => index)),
  )
  fc.assert(
    fc.property(randomFloor, fc.array(step, { minLength: 1, maxLength: 4 }), (first, steps) => {
      const floor = createModelFloor(first.site)
      copy(first, floor, () => true)
      floor.takeChanged()
      let screens: Screen[] = []
      let clock = 0
      const hub = createHub({
        floor,
        epoch: 'e',
        now: () => (clock += 1_000),
        emitPatch: (room, patch) => hear(screens, room, patch),
        emitHeartbeat: () => {},
      })
      screens = listen(hub, floor)
      for (const screen of screens)
        expect(screen.model.rows()).toEqual(truth(floor, screen.live.channel.sight))
      for (const [next, coins, deaf] of steps) {
        let coin = 0
        copy(next, floor, () => coins[coin++ % coins.length] === true)
        screens.forEach((screen, index) => {
          screen.deaf = deaf.includes(index)
        })
        hub.folded(floor.takeChanged())
        for (const { live, model, deaf } of screens) {
          // A beat names the tick: who missed the patches before it asks again.
          if (!deaf && hub.heartbeatOf(live).seq !== model.have?.seq)
            model.answer(live.channel.answer(model.have))
          if (!deaf) expect(model.rows(), live.key).toEqual(truth(floor, live.channel.sight))
        }
      }
      for (const { live, model } of screens) {
        model.answer(live.channel.answer(model.have))
        expect(model.rows()).toEqual(truth(floor, live.channel.sight))
        expect(model.pos).toBe(floor.pos)
      }
    }),
    { numRuns: 300 },
  )
}, 120_000)
