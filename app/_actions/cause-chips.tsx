'use client'
import { useCauseTitle } from '../_format/use-cause-title.ts'
import { useFacts } from '../_shell/facts.ts'
import { Button } from '../_ui/button.tsx'

/** More than these nobody reads in five seconds; the rest is typed. */
const MOST_CAUSES = 8

interface CauseChipsProps {
  /** The one that holds; null: none. */
  cause: string | null
  onPick: (cause: string | null) => void
}

/** The first of the site's causes, and the one that holds, as buttons: one press and it holds, another and it does not. */
export function CauseChips({ cause, onPick }: CauseChipsProps) {
  const { causes = [] } = useFacts()
  const titleOf = useCauseTitle()
  const ids = causes.map(({ id }) => id)
  const first = ids.slice(0, MOST_CAUSES)
  const shown = cause === null || first.includes(cause) || !ids.includes(cause) ? first : [...first, cause]
  return shown.map((id) => (
    <Button
      key={id}
      aria-pressed={cause === id}
      tone={cause === id ? 'strong' : 'plain'}
      className="rounded-full"
      onClick={() => onPick(cause === id ? null : id)}
      data-cause={id}
    >
      {titleOf(id)}
    </Button>
  ))
}
