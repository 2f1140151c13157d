import type { ScreenSettings } from './screen-settings.ts'

/** The address of a wall that shows a board so: what a television that nobody paired is given by hand. */
export function screenAddress(board: string, settings: ScreenSettings): string {
  const { boards, everySec, theme, language, sizePercent, sound } = settings
  const query = new URLSearchParams({ theme, every: String(everySec) })
  if (boards.length > 0) query.set('boards', boards.join(','))
  if (language !== null) query.set('lang', language)
  if (sizePercent !== 100) query.set('size', String(sizePercent))
  if (sound.length > 0) query.set('sound', sound.join(','))
  return `/wall/${encodeURIComponent(board)}?${query}`
}
