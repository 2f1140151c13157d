import { type AlertTold, instantText } from '../../row.ts'
import type { ToldBook } from './told-book.ts'

/**
 * Who was called upon because of an alert, each person's last call. What is held back stands on their screen meanwhile:
 * they may see and take it wherever it belongs.
 */
export function toldIn(book: Pick<ToldBook, 'calls'>, alert: string): AlertTold[] {
  const told = new Map<string, AlertTold>()
  for (const { at, called } of book.calls(alert))
    for (const { to, how } of called) {
      if (to.is !== 'person') continue
      told.set(to.id, { person: to.id, at: instantText(at), how: how === 'held' ? 'silent' : how })
    }
  return [...told.values()]
}
