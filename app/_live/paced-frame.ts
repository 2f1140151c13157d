/** The page's own time and frames; a test has its own. */
export interface Frames {
  /** Monotonic ms. */
  now(): number
  /** In the next frame; where nobody looks at the page, soon. */
  frame(run: () => void): void
  later(run: () => void, ms: number): void
  /** When the frame that is under way has been drawn. */
  drawn(run: () => void): void
}

/** Of the page's time, drawing what changed takes at most one part in so many: the rest is its reader's. */
const SHARE = 8
/** What is slow to draw is still shown this often. */
const MOST_MS = 400

const ofPage: Frames = {
  now: () => performance.now(),
  frame(run) {
    if (typeof document !== 'undefined' && document.visibilityState === 'visible') requestAnimationFrame(run)
    else setTimeout(run, 50)
  },
  later: (run, ms) => setTimeout(run, ms),
  drawn: (run) => setTimeout(run, 0),
}

/**
 * When a page draws what changed: after a rest in the very next frame, and then no more often than it can with ease. A
 * burst of patches costs one drawing, and a page on which much changes leaves its reader the machine. `leastMs`: after
 * a drawing it rests so long in any case, ms.
 */
export function createPacedFrame(leastMs = 0, frames: Frames = ofPage): (run: () => void) => void {
  let freeAt = Number.NEGATIVE_INFINITY
  let drawing = false
  let next: (() => void) | null = null

  function plan(run: () => void): void {
    const restMs = freeAt - frames.now()
    if (restMs <= 0) frames.frame(() => draw(run))
    else frames.later(() => frames.frame(() => draw(run)), restMs)
  }

  function draw(run: () => void): void {
    const began = frames.now()
    drawing = true
    frames.drawn(() => {
      const costMs = frames.now() - began
      freeAt = began + Math.min(MOST_MS, Math.max(leastMs, costMs * SHARE))
      drawing = false
      const asked = next
      next = null
      if (asked !== null) plan(asked)
    })
    run()
  }

  return (run) => {
    if (drawing) next = run
    else plan(run)
  }
}
