import type { Language } from '#core/site/languages.ts'
import type { Face } from '../first-minute/moments.ts'
import type { SeatShown } from '../first-minute/seat-of.ts'

/** What the demo's page is told, several times a second. */
export interface DemoState {
  /** Names this beginning of the floor: frames are loaded anew when it changes. */
  readonly run: number
  readonly language: Language
  /** `ready`: the clock stands until somebody chooses; `alone`: without the script. */
  readonly phase: 'starting' | 'ready' | 'running' | 'paused' | 'alone' | 'failed'
  /** Ms of the site since the script began. */
  readonly ms: number
  readonly speed: number
  /** The moment that is just shown; null: none yet, or no script. */
  readonly moment: { readonly id: string; readonly look: Face } | null
  /** The number of the latest message that somebody was sent. */
  readonly messages: number
  /** The agent's telephone, where somebody real has taken it; null: the agent is played. */
  readonly phone: SeatShown | null
  /** Where each face is looked at; empty while the floor is being set up. */
  readonly faces: Readonly<Partial<Record<Face, { readonly port: number; readonly path: string }>>>
}

/** `be`: somebody sits down at a face, whose person is signed in anew if they had signed out; `seat`: takes the agent's telephone. */
export const doable = [
  ...(['begin', 'pause', 'go', 'speed', 'again', 'alone', 'be'] as const),
  ...(['seat', 'leave', 'answer', 'hangUp'] as const),
] as const

/** What is pressed on the demo's page. */
export interface DemoAct {
  readonly do: (typeof doable)[number]
  readonly speed: number
  readonly language: Language | null
}
