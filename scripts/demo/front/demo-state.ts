import type { Language } from '#core/config/languages.ts'
import type { SoftphoneState } from '../first-minute/agent-softphone.ts'
import type { DemoView } from '../first-minute/moments.ts'

/** `counting`: all of the past is told, and is archived, recorded and counted; `floor`: the floor of the day is brought up. */
export type Doing = 'stopping' | 'past' | 'counting' | 'pages' | 'floor'

/** What the demo's page is told, several times a second. */
export interface DemoState {
  /** Names this beginning of the floor: frames are loaded anew when it changes. */
  readonly run: number
  readonly language: Language
  /** `ready`: the clock stands until somebody chooses; `alone`: without the script. */
  readonly phase: 'starting' | 'ready' | 'running' | 'paused' | 'alone' | 'failed'
  /** What is being done while it is `starting`. */
  readonly doing: Doing
  /** Ms of the site since the script began. */
  readonly ms: number
  readonly speed: number
  /** While the four weeks before are being made, once: the day that is told; null: they are there. */
  readonly past: number | null
  /** The moment that is just shown; null: none yet, or no script. */
  readonly moment: { readonly id: string; readonly look: DemoView } | null
  /** The number of the latest message that somebody was sent. */
  readonly messages: number
  /** The agent's telephone, where somebody real has taken it; null: the agent is played. */
  readonly phone: SoftphoneState | null
  /** Where each view is looked at; empty while the floor is being set up. */
  readonly views: Readonly<Partial<Record<DemoView, { readonly port: number; readonly path: string }>>>
}

/** `be`: somebody sits down at a view, whose person is signed in anew if they had signed out; `connect`: takes the agent's telephone. */
export const doable = [
  ...(['begin', 'pause', 'go', 'speed', 'again', 'alone', 'be'] as const),
  ...(['connect', 'leave', 'answer', 'hangUp'] as const),
] as const

/** What is pressed on the demo's page. */
export interface DemoAct {
  readonly do: (typeof doable)[number]
  readonly speed: number
  readonly language: Language | null
}
