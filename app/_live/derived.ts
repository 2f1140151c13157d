/** Tells what changed, so that who follows it need not look at all there is. */
export interface Source<C> {
  /** Grows with each change; who was made in an earlier turn has missed something. */
  turn(): number
  follow(listener: (changes: C) => void): () => void
}

/** Something made of many rows that is kept right by what changes of them. */
export interface Derived<C> {
  /** Makes it anew from all rows. */
  fill(): void
  /** Takes what changed; says whether that shows. */
  apply(changes: C): boolean
}

/** A source for those who follow what is kept. */
export interface ChangeEmitter<C> extends Source<C> {
  emit(changes: C): void
}

export function createChangeEmitter<C>(): ChangeEmitter<C> {
  const listeners = new Set<(changes: C) => void>()
  let turn = 0
  return {
    turn: () => turn,
    follow(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    emit(changes) {
      turn++
      for (const listener of listeners) listener(changes)
    },
  }
}

/**
 * Follows a source from now on, and gives how to stop. Between its making (in a drawing) and this (after it) changes may
 * have been told: then all is made anew.
 */
export function followFrom<C>(
  source: Source<C>,
  madeIn: number,
  derived: Derived<C>,
  onChange: () => void,
): () => void {
  if (source.turn() !== madeIn) {
    derived.fill()
    onChange()
  }
  return source.follow((changes) => {
    if (derived.apply(changes)) onChange()
  })
}
