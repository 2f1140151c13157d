'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { useFormats } from '../_format/use-words.ts'
import { useServerNow } from '../_live/use-live.ts'
import { usePersonName } from '../_shell/names.ts'
import { Button } from '../_ui/button.tsx'
import { Icon } from '../_ui/icons.tsx'
import { PageLink } from '../_ui/page-link.tsx'
import { useGivenToMe } from '../_work-items/use-given-to-me.ts'

const SEEN = 'huiyin.given.seen'
const MOST_SEEN = 200

function readSeen(): readonly string[] {
  try {
    const read: unknown = JSON.parse(sessionStorage.getItem(SEEN) ?? '[]')
    return Array.isArray(read) ? read.map(String) : []
  } catch {
    // What another page left there that is no list, or a browser that keeps nothing: then nothing was seen.
    return []
  }
}

/** Somebody gave me something: said until I have read it. */
export function GivenToMe() {
  const t = useTranslations('given')
  const format = useFormats()
  const nameOf = usePersonName()
  const now = useServerNow()() ?? 0
  const [seen, setSeen] = useState(readSeen)
  const news = useGivenToMe().filter(({ key }) => !seen.includes(key))
  function read(keys: readonly string[]): void {
    const all = [...seen, ...keys].slice(-MOST_SEEN)
    setSeen(all)
    try {
      sessionStorage.setItem(SEEN, JSON.stringify(all))
    } catch {
      // A browser that keeps nothing says it again on the next page, which does no harm.
    }
  }
  return (
    <section role="status" aria-label={t('title')} className={news.length === 0 ? 'sr-only' : 'grid gap-1.5'}>
      {news.map(({ key, given, text, caseId }) => (
        <p
          key={key}
          data-given={key}
          className="flex flex-wrap items-center gap-x-3 gap-y-1 border-s-4 border-accent bg-accent-soft px-4 py-2"
        >
          <Icon name="person" />
          <span className="min-w-0 flex-1 break-words">
            {t.rich(given.back ? 'back' : 'said', {
              name: nameOf(given.by),
              what: () =>
                caseId === null ? (
                  <b>{text}</b>
                ) : (
                  <PageLink className="font-semibold underline" href={`/cases/${encodeURIComponent(caseId)}`}>
                    {text}
                  </PageLink>
                ),
            })}{' '}
            <span className="figure text-ink-3">{format.by(given.at, now)}</span>
          </span>
          <Button tone="quiet" onClick={() => read([key])} data-act="given-read">
            <Icon name="check" /> {t('read')}
          </Button>
        </p>
      ))}
    </section>
  )
}
