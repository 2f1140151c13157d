'use client'
import { useTranslations } from 'use-intl/react'
import { useCauseTitle } from '../_format/use-cause-title.ts'
import { useFormats, useOpenWord } from '../_format/use-words.ts'
import { useFacts } from '../_shell/facts.ts'
import type { TimelineEvent } from './timeline-events.ts'
import { noteIn, useEventSentence, useSender } from './use-event-sentence.ts'

/** What was said of a case by choosing, in the reader's words: its kind, cause, whose fault, queue, deadline. */
function useChosen(): (event: TimelineEvent) => string {
  const t = useTranslations('describe')
  const kind = useOpenWord('kind')
  const causeTitle = useCauseTitle()
  const format = useFormats()
  const { queues = [] } = useFacts()
  return ({ type, data }) => {
    if (type !== 'case.described' && type !== 'case.assessed') return ''
    const [cause, fault, queue, deadline] = ['cause', 'fault', 'queue', 'deadline'].map((key) =>
      noteIn(data, key),
    )
    const parts = [
      type === 'case.described' && noteIn(data, 'kind') !== '' ? kind(noteIn(data, 'kind')) : '',
      cause ? causeTitle(cause) : '',
      fault && t.has(`fault.${fault}` as never) ? t(`fault.${fault}` as 'fault.ours') : '',
      queues.find(({ id }) => id === queue)?.name ?? '',
      deadline ? `${t('deadline')} ${format.dayTime(deadline)}` : '',
      data.deadline === null ? t('noDeadline') : '',
    ]
    return parts.filter((part) => part !== '').join(' · ')
  }
}

const words = ['text', 'question', 'answer', 'reason', 'title'] as const

/** One event of the timeline: its sentence, the channel, who did it, and what was said. */
export function EventWords({ event }: { event: TimelineEvent }) {
  const said = useEventSentence()(event)
  const sender = useSender()(event)
  const channel = useOpenWord('channel')
  const { data } = event
  const chosen = useChosen()(event)
  const text = words.map((key) => noteIn(data, key)).find((each) => each !== '')
  return (
    <div className="min-w-0">
      <p>
        {said}
        {typeof data.channel === 'string' && <span className="text-ink-3"> · {channel(data.channel)}</span>}
        {sender !== null && !said.includes(sender) && <span className="text-ink-3"> · {sender}</span>}
      </p>
      {text !== undefined && <p className="text-ink-2">{text}</p>}
      {chosen !== '' && <p className="text-ink-2">{chosen}</p>}
    </div>
  )
}
