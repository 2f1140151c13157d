'use client'
import { useOpenWord } from '../_format/use-words.ts'
import type { TimelineEvent } from './timeline-events.ts'
import { noteIn, useEventSentence } from './use-event-sentence.ts'

const words = ['text', 'question', 'answer', 'reason', 'title'] as const

/** One event of the timeline: its sentence, the channel, and what was said. */
export function EventWords({ event }: { event: TimelineEvent }) {
  const sentence = useEventSentence()
  const channel = useOpenWord('channel')
  const { data } = event
  const said = words.map((key) => noteIn(data, key)).find((text) => text !== '')
  return (
    <div className="min-w-0">
      <p>
        {sentence(event)}
        {typeof data.channel === 'string' && <span className="text-ink-3"> · {channel(data.channel)}</span>}
      </p>
      {said !== undefined && <p className="text-ink-2">{said}</p>}
    </div>
  )
}
