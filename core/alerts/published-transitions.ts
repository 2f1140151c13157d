/** 52 bits of a key: said lines are many, and each is compared with few others. */
export function digest(key: string): number {
  let a = 0x9e3779b9
  let b = 0x85ebca6b
  for (let index = 0; index < key.length; index++) {
    const unit = key.charCodeAt(index)
    a = Math.imul(a ^ unit, 0x9e3779b1)
    b = Math.imul(b ^ unit, 0x5f356495)
  }
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35)
  b = Math.imul(b ^ (b >>> 16), 0x85ebca6b) ^ Math.imul(a ^ (a >>> 13), 0xc2b2ae35)
  return (a >>> 0) * 0x100000 + (b >>> 12)
}

/** How often each digest follows: a table in two flat arrays, 12 bytes for what a map needs 50 for. */
interface Table {
  get(id: number): number
  set(id: number, times: number): void
  entries(): Iterable<readonly [id: number, times: number]>
}

const SMALLEST = 1_024

/** Open addressing: a digest is looked for from its place on; one that follows no more stays with 0 times. */
function createTable(): Table {
  let ids = new Float64Array(SMALLEST)
  let times = new Uint32Array(SMALLEST)
  let used = 0

  function placeOf(id: number): number {
    const mask = ids.length - 1
    // The upper 32 bits of a digest are as good as any.
    let place = Math.floor(id / 0x100000) & mask
    while (ids[place] !== 0 && ids[place] !== id) place = (place + 1) & mask
    return place
  }

  function grow(): void {
    const [oldIds, oldTimes] = [ids, times]
    let live = 0
    for (let place = 0; place < oldTimes.length; place++) if (oldTimes[place]! > 0) live++
    const size = Math.max(SMALLEST, 2 ** Math.ceil(Math.log2(live * 2 + 1)))
    ids = new Float64Array(size)
    times = new Uint32Array(size)
    used = 0
    for (let place = 0; place < oldIds.length; place++)
      if (oldTimes[place]! > 0) put(oldIds[place]!, oldTimes[place]!)
  }

  function put(id: number, value: number): void {
    const place = placeOf(id)
    if (ids[place] === 0) used++
    ids[place] = id
    times[place] = value
  }

  return {
    get: (id) => times[placeOf(id)]!,
    set(id, value) {
      if (value === 0 && times[placeOf(id)] === 0) return
      if (used * 4 > ids.length * 3) grow()
      put(id, value)
    },
    *entries() {
      for (let place = 0; place < ids.length; place++)
        if (times[place]! > 0) yield [ids[place]!, times[place]!]
    },
  }
}

/** Which lines follow and are in the log, and how often each follows, by the digests of their keys. */
export interface PublishedTransitions {
  get(id: number): number
  set(id: number, times: number): void
  /** A day is over: what was last touched too many days ago is forgotten. */
  turn(): void
  /** By day, the newest first. */
  days(): readonly Iterable<readonly [id: number, times: number]>[]
  /** Takes up what lines of a day were. */
  load(day: number, id: number, times: number): void
}

/** Lines by the day on which they were last touched, of which the last `daysKept` are kept. */
export function createPublishedTransitions(daysKept: number): PublishedTransitions {
  let days = Array.from({ length: daysKept }, createTable)
  return {
    get(id) {
      for (const day of days) {
        const times = day.get(id)
        if (times > 0) return times
      }
      return 0
    },
    set(id, times) {
      for (let before = 1; before < days.length; before++) days[before]!.set(id, 0)
      days[0]!.set(id, times)
    },
    turn() {
      days = [createTable(), ...days.slice(0, daysKept - 1)]
    },
    days: () => days.map((day) => day.entries()),
    load: (day, id, times) => days[day]?.set(id, times),
  }
}
