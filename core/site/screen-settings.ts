import type { Language } from '../config/languages.ts'

/** For which alerts a television sounds. */
export const soundSeverities = ['critical', 'warning', 'info'] as const

/** How one television shows its board. */
export interface ScreenSettings {
  /** The boards that follow its first one, in turn. */
  boards: string[]
  /** How long a board stands, s. */
  everySec: number
  theme: 'dark' | 'light'
  /** Null: the site's. */
  language: Language | null
  /** How much of the screen the picture takes, %: some televisions cut off its edges. */
  sizePercent: number
  /** For which severities it sounds. */
  sound: (typeof soundSeverities)[number][]
}

/** A television of which nothing was said yet. */
export const usualScreen: ScreenSettings = {
  boards: [],
  everySec: 30,
  theme: 'dark',
  language: null,
  sizePercent: 100,
  sound: [],
}
