import { expect, test } from 'vitest'
import type { AnyEvent } from '#core/event/event.ts'
import { createFloor } from '#core/floor/create-floor.ts'
import { siteSchema } from '#core/site/site-schema.ts'
import type { RecordBatch } from '#store/postgres/record-archive.ts'
import type { FoldListener } from '../timekeeper/folded-floor.ts'
import { runRecords } from './run-records.ts'

/** Guarantee: up to the position that is written down everything that changed was written, however much changes meanwhile. */

const site = siteSchema.parse({ site: { id: 'test' }, queues: [{ id: 'q' }] })
const START = Date.parse('2026-03-04T10:00:00Z')

test('contacts from before a position are written before it, though cases change all the time', async () => {
  const floor = createFloor({ site })
  let count = 0
  function tell(type: string, subject: string, data: object): void {
    count++
    const time = START + count
    const event: AnyEvent = { id: `e${count}`, source: 'crm', type, subject, time, data: { ...data } }
    floor.apply({ pos: `${count}-0`, at: time, event })
  }
  let listener: FoldListener = () => {}
  const folded = {
    floor,
    onFolded(foldListener: FoldListener) {
      listener = foldListener
      return () => {}
    },
  }
  const fold = () => listener(new Map(), floor.takeChanged())
  const stopping = new AbortController()
  const written = new Set<string>()
  let before: string[] = []
  const archive = {
    position: async () => '999-0',
    erasedAmong: async () => new Map<string, number>(),
    async advance() {
      before = [...written]
      stopping.abort()
    },
    async write(batch: RecordBatch) {
      for (const { id } of batch.contacts) written.add(id)
      // Each write takes long enough for more cases to be opened than it wrote.
      if (count > 1_000) return
      for (let more = 0; more < 20; more++) tell('case.opened', `C${count}`, { kind: 'inquiry' })
      fold()
    },
  }
  const running = runRecords(
    {
      ...{ folded, archive, everyMs: 1 },
      archived: async () => '999-0',
      read: async () => [],
      createFloor: () => createFloor({ site }),
      tokens: { ofCase: () => [], ofCustomer: () => [], customerRef: String } as never,
      onFault(error) {
        throw error
      },
    },
    stopping.signal,
  )
  for (let each = 0; each < 50; each++) tell('contact.queued', `K${each}`, { queue: 'q' })
  fold()
  await running
  expect(before.filter((id) => id.startsWith('K'))).toHaveLength(50)
})
