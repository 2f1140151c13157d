'use client'
import { useTranslations } from 'use-intl/react'
import type { SiteChange } from '#core/site/site-changes.ts'
import { useFormats } from '../../_format/use-words.ts'

const MOST = 12
const LONGEST = 80
const WORDS = /^(role|channel|opens|severity)$/

/** Routes, rosters and channels stand under `alerts` in the file. */
const shortKey = (key: string) => key.replace(/^alerts\./, '')

/** One difference of two versions, in the reader's words. */
function useChangeText(): (change: SiteChange) => string {
  const t = useTranslations('siteFile')
  const format = useFormats()
  const words = useTranslations('siteFile.word')
  const section = useTranslations('siteFile.section')
  const field = useTranslations('siteFile.field')
  const sectionName = (key: string) => {
    const short = shortKey(key)
    return section.has(short as never) ? section(short as never) : key
  }
  function fieldName(key: string, path: string): string {
    const known = `${shortKey(key)}.${path.replaceAll('.', '_')}`
    return field.has(known as never) ? field(known as never) : path
  }
  function valueText(path: string, value: unknown): string {
    if (value === undefined || value === null) return '–'
    if (typeof value === 'number') return /share$/i.test(path) ? format.shareFine(value) : format.count(value)
    if (typeof value === 'boolean') return t(value ? 'yes' : 'no')
    const text =
      typeof value === 'string'
        ? value
        : Array.isArray(value)
          ? value.map(String).join(', ')
          : JSON.stringify(value)
    // A person may be called `admin`: only what is picked from words is one.
    const shown = WORDS.test(path) && words.has(text as never) ? words(text as never) : text
    return shown.length > LONGEST ? `${shown.slice(0, LONGEST)}…` : shown
  }
  return ({ section: key, name, kind, field: path, from, to }) => {
    const what = name === null ? sectionName(key) : `${sectionName(key)} · ${name}`
    if (kind !== 'changed') return t(`change.${kind}`, { what })
    return t('change.changed', {
      what,
      field: fieldName(key, path),
      from: valueText(path, from),
      to: valueText(path, to),
    })
  }
}

/** What a version changed, one line each. */
export function ChangeWords({ changes }: { changes: readonly SiteChange[] }) {
  const t = useTranslations('siteFile')
  const textOf = useChangeText()
  if (changes.length === 0) return <p className="text-sm text-ink-3">{t('noChanges')}</p>
  return (
    <ul className="grid gap-0.5 text-sm text-ink-2">
      {changes.slice(0, MOST).map((change) => {
        const text = textOf(change)
        return (
          <li key={text} className="wrap-anywhere">
            {text}
          </li>
        )
      })}
      {changes.length > MOST && <li className="text-ink-3">{t('more', { count: changes.length - MOST })}</li>}
    </ul>
  )
}
