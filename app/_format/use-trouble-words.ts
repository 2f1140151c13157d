'use client'
import { useTranslations } from 'use-intl/react'
import type { FeedTrouble } from '#core/rows/feed-rows.ts'
import { useDuration } from './use-duration.ts'
import { useFormats } from './use-words.ts'

const RIGHTS = 'rights:'

/** The line of manager.conf that a missing right is to be added to. */
const lineOf = (right: string) => (right === 'reporting' ? `write = ${right}` : `read = ${right}`)

/** The sentence for what is the matter with a feed, in the reader's language. */
export function useTroubleWords(): (trouble: FeedTrouble) => string {
  const t = useTranslations('feedTrouble')
  const format = useFormats()
  const duration = useDuration()
  return ({ feed, why, lagSec, since }) => {
    if (why.startsWith(RIGHTS)) {
      const lines = why.slice(RIGHTS.length).split(',').map(lineOf).join(', ')
      return t('rights', { feed, lines })
    }
    const values = {
      feed,
      lag: duration(lagSec ?? 0),
      since: since === null ? 'none' : format.timeSec(since),
    }
    return t.has(why as never) ? t(why as 'unreachable', values) : t('other', { feed, why })
  }
}
