'use client'
import { type CSSProperties, useEffect, useMemo, useRef } from 'react'
import { useTranslations } from 'use-intl/react'
import { StateShape } from '../_ui/status-icon.tsx'
import { staysInSight } from './bad-queues.ts'
import { CompactQueue, CompactQueueHeads } from './compact-queue.tsx'
import { BAD_ROWS, queuePages } from './queue-pages.ts'
import { useBadQueues } from './use-bad-queues.ts'
import { useTurn } from './use-turn.ts'

const range = (count: number) => Array.from({ length: count }, (_, index) => index)

interface CompactQueuesProps {
  queues: readonly string[]
  lost: boolean
  /** How long a page stands. */
  pageMs: number
}

/** More queues than tiles could show: lines, in pages that turn, with what is bad above them on every page. */
export function CompactQueues({ queues, lost, pageMs }: CompactQueuesProps) {
  const pages = useMemo(() => queuePages(queues), [queues])
  const at = useTurn(pages.length, pageMs)
  const page = pages[at]!
  const turns = pages.length > 1
  const rows = Math.ceil(pages[0]!.length / 2)
  const badRows = turns ? BAD_ROWS / 2 : 0
  const style = { '--rows': rows, '--bad-rows': badRows } as CSSProperties
  return (
    <div className="lines" style={style} data-turns={turns}>
      {turns && <BadQueues queues={queues} lost={lost} />}
      <Columns key={at} queues={page} places={rows * 2} lost={lost} heads={!turns} />
      {turns && (
        <PageIndicator
          from={queues.indexOf(page[0]!)}
          on={page.length}
          of={queues.length}
          {...{ at, pages: pages.length }}
        />
      )}
    </div>
  )
}

interface ColumnsProps {
  queues: readonly string[]
  /** Lines that there is room for: what is not filled stays free, so that lines are as high on every page. */
  places: number
  lost: boolean
  /** Whether the words for the figures stand above them: once, over the first lines of the board. */
  heads: boolean
}

function Columns({ queues, places, lost, heads }: ColumnsProps) {
  const half = places / 2
  const t = useTranslations('wall')
  return (
    <div className="line-columns">
      {[queues.slice(0, half), queues.slice(half)].map((ids, column) => (
        // Two columns, always the same two.
        <table key={column === 0 ? 'first' : 'second'} className="line-column" aria-label={t('queues')}>
          {heads && <CompactQueueHeads />}
          <tbody>
            {ids.map((id) => (
              <CompactQueue key={id} id={id} lost={lost} />
            ))}
            {range(half - ids.length).map((free) => (
              <tr key={`free ${free}`} />
            ))}
          </tbody>
        </table>
      ))}
    </div>
  )
}

/** What is bad, in sight whichever page stands. */
function BadQueues({ queues, lost }: { queues: readonly string[]; lost: boolean }) {
  const t = useTranslations('wall')
  const bad = useBadQueues(queues)
  const before = useRef<readonly string[]>([])
  const kept = useMemo(() => staysInSight(before.current, bad, BAD_ROWS), [bad])
  useEffect(() => {
    before.current = kept
  }, [kept])
  const more = bad.length - kept.length
  return (
    <section className="lines-bad" data-some={bad.length > 0}>
      <h2>
        <StateShape mark={lost ? 'unknown' : bad.length > 0 ? 'breached' : 'ok'} />
        <span>{lost ? t('unknown') : t('bad', { count: bad.length })}</span>
        {more > 0 && <small>{t('badMore', { count: more })}</small>}
      </h2>
      <Columns queues={kept} places={BAD_ROWS} lost={lost} heads />
    </section>
  )
}

interface PageIndicatorProps {
  from: number
  on: number
  of: number
  at: number
  pages: number
}

/** Which page stands: in words for who is near, as dots for who is not. */
function PageIndicator({ from, on, of, at, pages }: PageIndicatorProps) {
  const t = useTranslations('wall')
  return (
    <footer className="lines-page" data-page={at + 1} data-pages={pages}>
      <span>{t('page', { from: from + 1, to: from + on, of })}</span>
      <span className="lines-dots" aria-hidden="true">
        {range(pages).map((page) => (
          <i key={page} data-now={page === at} />
        ))}
      </span>
      <b className="figure">
        {at + 1}/{pages}
      </b>
    </footer>
  )
}
