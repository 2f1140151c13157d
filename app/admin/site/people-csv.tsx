'use client'
import { useRef, useState } from 'react'
import { useLocale, useTranslations } from 'use-intl/react'
import { saveFile } from '../../_browser/save-file.ts'
import { recordExport } from '../../_shell/record-export.ts'
import { Button } from '../../_ui/button.tsx'
import { showDone } from '../../_ui/done-notice.tsx'
import { Fault } from '../../_ui/fault.tsx'
import { decodeText } from './csv.ts'
import { FirstPasswords } from './first-passwords.tsx'
import { knownWords, type PeopleRead, peopleColumns, readPeople, writePeople } from './people-table.ts'
import type { SiteEditing } from './use-site.ts'
import { useSiteFaultText } from './use-site-fault-text.ts'

const MOST_FAULTS = 10

const FILE = 'people.csv'

/** People out as a table, and in from one: what it would change is said before it is done. */
export function PeopleCsv({ editing }: { editing: SiteEditing }) {
  const t = useTranslations('siteFile')
  const csv = useTranslations('siteFile.csv')
  const field = useTranslations('siteFile.field.people')
  const locale = useLocale()
  const faultText = useSiteFaultText()
  const file = useRef<HTMLInputElement>(null)
  const [text, setText] = useState<string | null>(null)
  const [read, setRead] = useState<PeopleRead | 'unreadable' | null>(null)
  const [refused, setRefused] = useState<readonly string[]>([])
  const [passwords, setPasswords] = useState<Record<string, string>>({})
  const { site } = editing.inForce!

  async function open(given: File): Promise<void> {
    const bytes = new Uint8Array(await given.arrayBuffer())
    const decoded = decodeText(bytes, knownWords, locale === 'zh-TW' ? 'big5' : 'gb18030')
    setRefused([])
    setText(decoded)
    setRead(decoded === null ? 'unreadable' : readPeople(decoded, site))
  }
  async function download(): Promise<void> {
    const isRecorded = await recordExport(FILE, site.people.length)
    if (isRecorded) saveFile(FILE, new Blob([writePeople(site, heads)], { type: 'text/csv' }))
    setRefused(isRecorded ? [] : [t('refused.no_answer')])
  }
  async function take(): Promise<void> {
    const answer = await editing.save((now) => {
      // Upon what is in force now: who came meanwhile stays.
      const again = readPeople(text ?? '', now)
      return again.ok ? { ...now, people: again.people } : now
    }, csv('why'))
    if (answer.ok) {
      setRead(null)
      setPasswords(answer.passwords)
      showDone(t('saved'))
    } else
      setRefused([
        t(`refused.${answer.code}`),
        ...answer.faults.map((fault) => `${fault.path}: ${faultText(fault)}`),
      ])
  }
  const heads = Object.fromEntries(peopleColumns.map((column) => [column, field(column)])) as Record<
    (typeof peopleColumns)[number],
    string
  >
  return (
    <>
      <Button data-act="csv-out" onClick={() => void download()}>
        {csv('out')}
      </Button>
      <Button data-act="csv-in" onClick={() => file.current?.click()}>
        {csv('in')}
      </Button>
      <input
        ref={file}
        type="file"
        accept=".csv,.txt,text/csv"
        aria-label={csv('in')}
        className="sr-only"
        tabIndex={-1}
        onChange={({ target }) => {
          const [given] = target.files ?? []
          if (given !== undefined) void open(given)
          target.value = ''
        }}
      />
      {read !== null && (
        <div
          data-part="csv"
          className="grid w-full gap-2 border-s-4 border-accent bg-raised px-4 py-2.5 text-start"
        >
          {read === 'unreadable' ? (
            <Fault text={csv('unreadable')} />
          ) : read.ok ? (
            <>
              <p>{csv('would', { added: read.added, changed: read.changed })}</p>
              <p className="flex gap-2">
                <Button tone="strong" disabled={read.added + read.changed === 0} onClick={() => void take()}>
                  {csv('take')}
                </Button>
                <Button onClick={() => setRead(null)}>{t('cancel')}</Button>
              </p>
            </>
          ) : (
            <>
              {read.faults.slice(0, MOST_FAULTS).map((fault) => (
                <Fault
                  key={`${fault.key} ${fault.values.line}`}
                  text={csv(`fault.${fault.key}`, fault.values)}
                />
              ))}
              <p>
                <Button onClick={() => setRead(null)}>{t('close')}</Button>
              </p>
            </>
          )}
          {refused.map((one) => (
            <Fault key={one} text={one} />
          ))}
        </div>
      )}
      {Object.keys(passwords).length > 0 && (
        <div className="w-full text-start">
          <FirstPasswords passwords={passwords} onDone={() => setPasswords({})} />
        </div>
      )}
    </>
  )
}
