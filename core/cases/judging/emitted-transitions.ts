import type { EmittedTransition } from '../../rules/transition-key.ts'

/** What the rules emitted, until it is taken. */
export interface EmittedTransitions {
  emit(transition: EmittedTransition): void
  /** Does something of which nothing is emitted: it was before, or never will be. */
  silently(what: () => void): void
  take(): EmittedTransition[]
}

export function createEmittedTransitions(): EmittedTransitions {
  let emitted: EmittedTransition[] = []
  let isSilent = false
  return {
    emit(transition) {
      if (!isSilent) emitted.push(transition)
    },
    silently(what) {
      isSilent = true
      what()
      isSilent = false
    },
    take() {
      const taken = emitted
      emitted = []
      return taken
    },
  }
}
