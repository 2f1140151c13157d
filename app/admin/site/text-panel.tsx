'use client'
import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { saveFile } from '../../_browser/save-file.ts'
import { Blank } from '../../_shell/blank.tsx'
import { fetchWithin } from '../../_shell/fetch-within.ts'
import { Button } from '../../_ui/button.tsx'
import { showDone } from '../../_ui/done-notice.tsx'
import { Fault } from '../../_ui/fault.tsx'
import { Panel } from '../../_ui/panel.tsx'
import { TextArea } from '../../_ui/text-area.tsx'
import { mergeLines } from './merge-lines.ts'
import { type EditFault, readText } from './site-file.ts'
import type { SiteEditing } from './use-site.ts'
import { useSiteFaultText } from './use-site-fault-text.ts'
import { WhyField } from './why-field.tsx'

const TYPE = 'application/yaml'
const JUDGE_AFTER_MS = 600

async function check(text: string): Promise<EditFault[] | null> {
  try {
    const answer = await fetchWithin('/api/v1/site-file/check', {
      method: 'POST',
      headers: { 'content-type': TYPE },
      body: text,
    })
    return answer.ok ? ((await answer.json()) as { faults: EditFault[] }).faults : null
  } catch {
    return null
  }
}

const download = (text: string) => saveFile('site.yaml', new Blob([text], { type: 'text/yaml' }))

/** The whole file as text, for what has no form: checked while one types, saved as a version like any other. */
export function TextPanel({ editing }: { editing: SiteEditing }) {
  const t = useTranslations('siteFile')
  const faultText = useSiteFaultText()
  const [base, setBase] = useState<{ text: string; version: number } | null>(null)
  const [text, setText] = useState<string | null>(null)
  const [why, setWhy] = useState('')
  const [busy, setBusy] = useState(false)
  const [faults, setFaults] = useState<readonly EditFault[]>([])
  const [refused, setRefused] = useState<string | null>(null)
  const version = editing.inForce!.version
  useEffect(() => {
    // What was typed stays when somebody else was faster.
    if (text !== null && text !== base?.text) return
    if (base?.version === version) return
    void readText().then((found) => {
      if (!found.ok) return
      setBase(found.value)
      setText(found.value.text)
    })
  }, [version, base, text])
  useEffect(() => {
    if (text === null) return
    if (text === base?.text) {
      setFaults([])
      return
    }
    let over = false
    const timer = setTimeout(async () => {
      const found = (await check(text)) ?? []
      // What was typed since is judged by itself.
      if (!over) setFaults(found)
    }, JUDGE_AFTER_MS)
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [text, base])
  if (text === null || base === null) return <Blank />
  /** Puts what was typed upon the newer text; where both changed the same lines, nothing is saved over them. */
  async function takeUp(before: string, typed: string): Promise<void> {
    const found = await readText()
    const merged = found.ok ? mergeLines(before, typed, found.value.text) : null
    if (!found.ok) return
    if (merged === null) {
      setRefused(t('sameLines'))
      return
    }
    setBase(found.value)
    setText(merged)
  }
  async function save({ text: before, version }: { text: string; version: number }, typed: string) {
    setBusy(true)
    const answer = await editing.send('/site-file', 'PUT', why, { type: TYPE, text: typed, version })
    setBusy(false)
    setRefused(answer.ok ? null : t(`refused.${answer.code}`))
    setFaults(answer.ok ? [] : answer.faults)
    if (!answer.ok) {
      if (answer.code === 'stale') await takeUp(before, typed)
      return
    }
    setWhy('')
    setBase(null)
    setText(null)
    showDone(t('saved'))
  }
  return (
    <Panel
      label={t('section.file')}
      title={t('section.file')}
      aside={<Button onClick={() => download(text)}>{t('download')}</Button>}
    >
      <p className="py-2 text-sm text-ink-3">{t('fileText')}</p>
      <TextArea label={t('section.file')} bare isCode value={text} onChange={setText} />
      <div className="grid gap-3 pt-3">
        <Fault text={refused} />
        {faults.slice(0, 20).map((fault) => (
          <Fault
            key={`${fault.line} ${fault.path} ${fault.message}`}
            text={[fault.line === null ? null : t('line', { line: fault.line }), fault.path, faultText(fault)]
              .filter((part) => part !== null && part !== '')
              .join(' · ')}
          />
        ))}
        <WhyField value={why} onChange={setWhy} />
        <p className="flex gap-2">
          <Button
            tone="strong"
            size="large"
            disabled={busy || text === base.text}
            onClick={() => void save(base, text)}
          >
            {t('save')}
          </Button>
          <Button size="large" disabled={busy || text === base.text} onClick={() => setText(base.text)}>
            {t('cancel')}
          </Button>
        </p>
      </div>
    </Panel>
  )
}
