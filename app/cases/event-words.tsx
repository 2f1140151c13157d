'use client'
import { useOpenWord } from '../_format/use-words.ts'
import type { TimelineEvent } from './timeline-events.ts'
import { noteIn, useEventSentence, useSender } from './use-event-sentence.ts'

const words = ['text', 'question', 'answer', 'reason', 'title'] as const

/** One event of the timeline: its sentence, the channel, who did it, and what was said. */
export function EventWords({ event }: { event: TimelineEvent }) {
  const said = useEventSentence()(event)
  const sender = useSender()(event)
  const channel = useOpenWord('channel')
  const { data } = event
  const text = words.map((key) => noteIn(data, key)).find((each) => each !== '')
  return (
    <div className="min-w-0">
      <p>
        {said}
        {typeof data.channel === 'string' && <span className="text-ink-3"> · {channel(data.channel)}</span>}
        {sender !== null && !said.includes(sender) && <span className="text-ink-3"> · {sender}</span>}
      </p>
      {text !== undefined && <p className="text-ink-2">{text}</p>}
    </div>
  )
}
