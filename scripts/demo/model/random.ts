/** A seeded source of chance: the same seed gives the same day, on every machine. */
export interface Random {
  /** Evenly in [0, 1). */
  next(): number
  chance(share: number): boolean
  /** Evenly between two numbers. */
  between(from: number, to: number): number
  pick<T>(list: readonly T[]): T
  /** Waiting times of arrivals that know nothing of each other. */
  exponential(mean: number): number
  /** Handling times: most near the median, a few much longer. `spread` is the sigma of the logarithm. */
  logNormal(median: number, spread: number): number
}

/** sfc32, seeded by a text. */
export function createRandom(seed: string): Random {
  let [a, b, c, d] = seedOf(seed)

  function next(): number {
    const t = (a + b + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + t) | 0
    return (t >>> 0) / 2 ** 32
  }

  for (let warm = 0; warm < 15; warm++) next()
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
  return {
    next,
    chance: (share) => next() < share,
    between: (from, to) => from + (to - from) * next(),
    pick: (list) => list[Math.floor(next() * list.length)]!,
    exponential: (mean) => -mean * Math.log(1 - next()),
    logNormal: (median, spread) => median * Math.exp(spread * normal()),
  }
}

/** Four words of a text by FNV-1a, each with a start of its own. */
function seedOf(text: string): [number, number, number, number] {
  const hash = (start: number) => {
    let value = start
    for (let index = 0; index < text.length; index++)
      value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
    return value | 0
  }
  return [hash(0x811c9dc5), hash(0x12345678), hash(0x9e3779b9), hash(0x2545f491)]
}
