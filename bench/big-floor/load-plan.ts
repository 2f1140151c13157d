import type { Watcher } from '#tests/support/screen-socket.ts'

/** What a load client is given, as a JSON file. */
export interface LoadPlan {
  readonly url: string
  readonly feed: string
  readonly token: string
  readonly siteFile: string
  readonly cases: number
  readonly callbacks: number
  readonly watchers: {
    readonly all: readonly Watcher[]
    readonly 'one wall': readonly Watcher[]
    readonly everybody: readonly Watcher[]
  }
}

export type Asked =
  /** `urls`: the servers that share the screens; not given: the plan's own has them all. */
  | {
      readonly do: 'open'
      readonly which: keyof LoadPlan['watchers']
      readonly urls?: readonly [string, ...string[]]
    }
  | { readonly do: 'measure'; readonly sec: number }
  | { readonly do: 'until back' }

/** Figures of what was asked for, by name. */
export type LoadAnswer = Readonly<Record<string, number | null>>
