'use client'
import { useOpenWord } from '../_format/use-words.ts'
import { useFacts } from '../_shell/facts.ts'

const USUAL = ['break', 'meal', 'training', 'meeting']

/** What one may be away for: the reasons of the site's PBX, else the usual ones, each with its word. */
export function useAwayReasons(): { id: string; name: string }[] {
  const word = useOpenWord('awayReason')
  const { awayReasons = [] } = useFacts()
  return (awayReasons.length > 0 ? awayReasons : USUAL).map((id) => ({ id, name: word(id) }))
}
