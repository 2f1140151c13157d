'use client'
import { type ReactNode, useState } from 'react'
import { useLocale, useTranslations } from 'use-intl/react'
import { Button } from '../../_ui/button.tsx'
import { FindField } from '../../_ui/find-field.tsx'
import { Nothing, Panel } from '../../_ui/panel.tsx'
import type { SectionItem } from './fields.ts'
import { SectionItemForm } from './section-item-form.tsx'
import {
  emptySectionItem,
  entriesOf,
  hasId,
  type SectionKey,
  sectionItemKey,
  sectionItemName,
} from './sections.ts'
import type { SiteEditing } from './use-site.ts'

const SHOWN = 200

interface SectionPanelProps {
  section: SectionKey
  editing: SiteEditing
  aside?: ReactNode
}

/** One list of the site file: its entries on the left, the one that is edited beside it. */
export function SectionPanel({ section, editing, aside }: SectionPanelProps) {
  const t = useTranslations('siteFile')
  const locale = useLocale()
  const [find, setFind] = useState('')
  const [picked, setPicked] = useState<string | null>(null)
  /** Counted up with each saving, so that the form begins anew with what is in force. */
  const [round, setRound] = useState(0)
  const { site } = editing.inForce!
  const entries = entriesOf(site, section)
  const words = useTranslations('siteFile.word')
  const word = (id: string) => (words.has(id as never) ? words(id as never) : id)
  const nameOf = (entry: SectionItem) => sectionItemName(section, entry, site, { locale, word })
  const wanted = find.trim().toLowerCase()
  const textOf = (entry: SectionItem) =>
    `${nameOf(entry)} ${sectionItemKey(section, entry)} ${String(entry.login ?? '')}`
  const shown =
    wanted === '' ? entries : entries.filter((entry) => textOf(entry).toLowerCase().includes(wanted))
  const current =
    picked === ''
      ? emptySectionItem(section)
      : entries.find((entry) => sectionItemKey(section, entry) === picked)
  return (
    <Panel
      label={t(`section.${section}`)}
      title={`${t(`section.${section}`)} · ${entries.length}`}
      aside={
        <>
          {aside}
          <FindField label={t('find')} value={find} onChange={setFind} />
          <Button tone="strong" data-act="add" onClick={() => setPicked('')}>
            {t('add')}
          </Button>
        </>
      }
    >
      <div className="grid gap-6 pt-3 lg:grid-cols-[minmax(14rem,1fr)_minmax(0,2fr)]">
        <ul
          className={`max-h-[70vh] min-w-0 overflow-auto ${current === undefined ? 'lg:col-span-2' : 'max-lg:hidden'}`}
        >
          {shown.length === 0 && <Nothing>{t('nothing')}</Nothing>}
          {shown.slice(0, SHOWN).map((entry) => (
            <li key={sectionItemKey(section, entry)} className="border-b border-line">
              <button
                type="button"
                data-id={sectionItemKey(section, entry)}
                aria-current={sectionItemKey(section, entry) === picked}
                onClick={() => setPicked(sectionItemKey(section, entry))}
                className="flex w-full items-baseline gap-3 px-2 py-2 text-start hover:bg-raised aria-[current=true]:bg-accent-soft"
              >
                <span
                  className={`min-w-0 truncate ${entry.disabled === true ? 'text-ink-3 line-through' : ''}`}
                >
                  {nameOf(entry)}
                </span>
                <span className="figure ms-auto shrink-0 text-sm text-ink-3">
                  {hasId(section) && nameOf(entry) !== entry.id && String(entry.login ?? entry.id)}
                </span>
              </button>
            </li>
          ))}
          {shown.length > SHOWN && (
            <li className="px-2 py-2 text-sm text-ink-3">{t('more', { count: shown.length - SHOWN })}</li>
          )}
        </ul>
        {current !== undefined && (
          <div className="min-w-0">
            <p className="pb-3">
              <Button onClick={() => setPicked(null)}>{t('close')}</Button>
            </p>
            <SectionItemForm
              key={`${picked} ${round}`}
              section={section}
              entry={current}
              isNew={picked === ''}
              editing={editing}
              onSaved={(id) => {
                setPicked(id === '' ? null : id)
                setRound((before) => before + 1)
              }}
            />
          </div>
        )}
      </div>
    </Panel>
  )
}
