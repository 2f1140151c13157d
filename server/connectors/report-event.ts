import { randomBytes } from 'node:crypto'
import type { EventOfType } from '#core/event/event.ts'
import { instantText } from '#core/rows/row.ts'
import type { FeedReport } from './asterisk/connector.ts'

/** Makes of what a connector reports of its feed the event that all fold: `feed.state`, `feed.gap`. */
export function createReportEvents(
  feed: string,
  now: () => number,
): (report: FeedReport) => EventOfType<'feed.state' | 'feed.gap'> {
  const run = randomBytes(6).toString('hex')
  let serial = 0
  return (report) => {
    const base = { id: `${feed.slice(0, 64)}/${run}/${++serial}`, source: 'system/connector', subject: feed }
    if (report.of === 'gap') {
      const { from, to, calls } = report
      const data = { from: instantText(from), to: instantText(to), calls }
      return { ...base, type: 'feed.gap', time: now(), data }
    }
    const { of: _of, since, acts, ...status } = report
    const data = { ...status, since: instantText(since), ...(acts.length === 0 ? {} : { acts: [...acts] }) }
    return { ...base, type: 'feed.state', time: now(), data }
  }
}
