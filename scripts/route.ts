import type { AnyEvent } from '#core/event/event.ts'
import { createFloor } from '#core/floor/create-floor.ts'
import type { Floor } from '#core/floor/floor.ts'
import { previewRoute } from '#core/notify/preview-route.ts'
import type { Site } from '#core/site/site-schema.ts'
import { readEnv } from '#platform/env.ts'
import { holidayDates } from '#platform/holidays.ts'
import { linesOfFile, readEvents } from './replay/read-events.ts'
import { pathOf, readSite } from './replay/read-site.ts'
import { readArguments, type Wanted } from './route/arguments.ts'
import { openLiveSite } from './route/live-site.ts'
import { planningContextAt } from './route/planning-context-at.ts'
import { routeLines } from './route/print-route.ts'

/** npm run route -- RULE SUBJECT --at TIME: who would be told of it, in what order, when and why. */

type Known = Parameters<typeof planningContextAt>[2]

async function eventsUntil({ events, at }: Wanted, site: Site): Promise<AnyEvent[]> {
  if (events === undefined) return []
  const read = await readEvents(linesOfFile(pathOf(events)), site.site.timezone)
  for (const { line, reason } of read.refused) console.error(`${events}:${line}: ${reason}`)
  return read.events.filter(({ time }) => time <= at)
}

/** Prints what the floor has to say to it. Gives the exit code. */
function answer(floor: Floor, wanted: Wanted, known: Known): number {
  const { rules } = floor.site
  const rule = rules.find(({ id }) => id === wanted.rule)
  if (rule === undefined) {
    console.error(`there is no rule "${wanted.rule}"; there are: ${rules.map(({ id }) => id).join(', ')}`)
    return 2
  }
  if (!wanted.subject.startsWith(`${rule.subject}/`)) {
    console.error(`the rule "${rule.id}" is about a ${rule.subject}, not about ${wanted.subject}`)
    return 2
  }
  const planning = planningContextAt(floor, wanted, known)
  const preview = previewRoute(wanted.rule, wanted.subject, wanted.stage, planning)
  console.log(routeLines(preview, wanted, planning).join('\n'))
  return 0
}

async function answerByFile(wanted: Wanted): Promise<number> {
  const site = await readSite(wanted.config)
  if (site === null) return 1
  const floor = createFloor({ site, holidays: holidayDates })
  for (const [seq, event] of (await eventsUntil(wanted, site)).entries())
    floor.apply({ pos: `${event.time}-${seq}`, at: event.time, event })
  return answer(floor, wanted, null)
}

async function answerByRunningSite(wanted: Wanted): Promise<number> {
  const read = readEnv(process.env)
  const live = read.ok ? await openLiveSite(read.env) : read.faults.join('\n')
  if (typeof live === 'string') {
    console.error(live)
    return 1
  }
  try {
    return answer(live.floor, wanted, live.ways)
  } finally {
    await live.close()
  }
}

async function main(): Promise<number> {
  const wanted = readArguments(process.argv.slice(2))
  if (typeof wanted === 'string') {
    console.error(wanted)
    return 2
  }
  return wanted.live ? answerByRunningSite(wanted) : answerByFile(wanted)
}

process.exitCode = await main().catch((error: Error) => {
  console.error(error.message)
  return 1
})
