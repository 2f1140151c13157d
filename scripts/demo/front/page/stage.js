// The stage of the demo's page: views in frames of their natural size, each drawn as large as there is room.

const byId = (id) => document.getElementById(id)
const SIZES = {
  wall: [1920, 1080],
  supervisor: [1440, 900],
  agent: [1440, 900],
  lead: [390, 800],
  department: [1280, 860],
  admin: [1440, 900],
}
/** Side by side each has the wall's proportions, so that they stand in rows. */
const BESIDE = [1600, 900]
/** The phone has a place of its own. */
const WIDE = matchMedia('(min-width: 1101px)')
/** The wall and another view stand beside each other; where it is high, two more beneath them. */
const ROOMY = matchMedia('(min-width: 2600px)')
const HIGH = matchMedia('(min-height: 1600px)')
/** A page that would be too small to read is shown as on a phone. */
const SMALL = matchMedia('(max-width: 640px)')
const GAP = 14
const LARGEST = 2
const LARGEST_PHONE = 1.5
/** What stands above and beneath the phone. */
const AROUND_PHONE = 250
const LONGEST_WAIT_MS = 8_000

/** `addressOf` gives where a view is looked at, or null while there is none. */
export function createStage(addressOf, words) {
  const frames = new Map()
  /** What stands beside the wall, where there is room: as many of these as there are places. */
  const beside = ['agent', 'supervisor', 'department']
  let chosen = null

  const places = () => (ROOMY.matches ? (HIGH.matches ? 4 : 2) : 1)

  /** What stands on the stage, in its order. */
  function standing() {
    if (chosen === null) return []
    return places() === 1 ? [chosen] : ['wall', ...beside.slice(0, places() - 1)]
  }

  const isInSight = (view) => standing().includes(view) || (view === 'lead' && WIDE.matches)

  function open(view) {
    if (frames.has(view) || view === 'messages' || addressOf(view) === null) return
    const isPhone = view === 'lead' && WIDE.matches
    const box = isPhone ? byId('phone-screen') : document.createElement('div')
    const frame = document.createElement('iframe')
    frame.title = words.view[view].name
    frame.allow = 'autoplay; fullscreen; screen-wake-lock; clipboard-write'
    frame.src = addressOf(view)
    box.append(frame)
    if (!isPhone) {
      box.className = 'holder'
      box.dataset.view = view
      byId('main').append(box)
    }
    let hasRows
    const rows = new Promise((done) => {
      hasRows = done
    })
    frames.set(view, { box, frame, isPhone, rows, hasRows })
    draw(view)
  }

  function close(view) {
    const { box, frame, isPhone } = frames.get(view)
    frame.remove()
    if (!isPhone) box.remove()
    frames.delete(view)
  }

  /** The part of the stage in which a view stands; several have the wall's proportions and stand close together. */
  function cellOf(view) {
    const columns = Math.min(places(), 2)
    const rows = Math.ceil(places() / 2)
    const { clientWidth, clientHeight } = byId('main')
    const height = (Math.max(400, clientHeight) - GAP * (rows - 1)) / rows
    const most = (clientWidth - GAP * (columns - 1)) / columns
    const width = columns === 1 ? most : Math.min(most, (height * SIZES.wall[0]) / SIZES.wall[1])
    const nth = Math.max(0, standing().indexOf(view))
    const left = (clientWidth - columns * width - GAP * (columns - 1)) / 2 + (nth % columns) * (width + GAP)
    return { width, height, left, top: Math.floor(nth / columns) * (height + GAP) }
  }

  function sizeOf(view, cell, isAlone) {
    if (view === 'wall') return SIZES.wall
    if (SMALL.matches) return [cell.width, cell.height]
    return isAlone ? SIZES[view] : BESIDE
  }

  function draw(view) {
    const { box, frame, isPhone } = frames.get(view)
    const isAlone = places() === 1
    const cell = isPhone
      ? { width: Number.POSITIVE_INFINITY, height: Math.max(420, innerHeight - AROUND_PHONE) }
      : cellOf(view)
    const [width, height] = sizeOf(view, cell, isAlone || isPhone)
    const largest = isPhone ? (isAlone ? 1 : LARGEST_PHONE) : LARGEST
    const scale = Math.min(cell.width / width, cell.height / height, largest)
    frame.width = width
    frame.height = height
    frame.style.transform = `scale(${scale})`
    box.style.width = `${width * scale}px`
    box.style.height = `${height * scale}px`
    if (isPhone) return
    box.style.left = `${cell.left + (cell.width - width * scale) / 2}px`
    box.style.top = `${cell.top + (isAlone ? 0 : (cell.height - height * scale) / 2)}px`
  }

  function drawMessages() {
    const pane = byId('messages')
    pane.hidden = !standing().includes('messages')
    const { left, top, width, height } = cellOf('messages')
    pane.style.cssText =
      places() === 1
        ? ''
        : `inset: ${top}px auto auto ${left}px; width: ${width}px; height: ${height}px; max-width: none`
  }

  /** Everything where it belongs, as large as there is room. The phone goes first: it decides how much there is. */
  function arrange() {
    const shown = standing()
    for (const view of shown) open(view)
    if (frames.get('lead')?.isPhone) draw('lead')
    for (const [view, { box, isPhone }] of frames) {
      if (!isPhone) box.toggleAttribute('data-shown', shown.includes(view))
      draw(view)
    }
    drawMessages()
    for (const tab of document.querySelectorAll('[data-tab]'))
      tab.setAttribute('aria-pressed', String(shown.includes(tab.dataset.tab)))
  }

  WIDE.addEventListener('change', () => {
    if (frames.has('lead')) close('lead')
    open('lead')
    if (chosen === 'lead') chosen = 'wall'
    arrange()
  })
  addEventListener('resize', arrange)
  // Said by `tells-rows.js`, which a view's proxy puts into it.
  addEventListener('message', ({ source, data }) => {
    for (const { frame, hasRows } of frames.values())
      if (data === 'rows' && source === frame.contentWindow) hasRows()
  })

  return {
    open,
    isInSight,
    /** What was chosen last, `messages` too; null: nothing yet. */
    chosen: () => chosen,
    choose(view) {
      chosen = view === 'lead' && WIDE.matches ? (chosen ?? 'wall') : view
      const last = places() - 2
      if (last >= 0 && !standing().includes(chosen)) beside[last] = chosen
    },
    arrange,
    /** Marks, where several stand side by side, the one to look at. */
    mark(view) {
      for (const [name, { box, isPhone }] of frames)
        if (!isPhone) box.toggleAttribute('data-look', places() > 1 && name === view)
    },
    /** Resolves when what is in sight shows its rows, or after a moment. */
    untilRows() {
      const seen = [...frames].filter(([view]) => isInSight(view)).map(([, { rows }]) => rows)
      const moment = new Promise((done) => setTimeout(done, LONGEST_WAIT_MS))
      return Promise.race([Promise.all(seen), moment])
    },
    /** Somebody has pressed something here: what is shown in frames may sound. */
    allowSound() {
      for (const { frame } of frames.values())
        frame.contentWindow?.postMessage('pressed', new URL(frame.src).origin)
    },
    /** The floor goes: nothing of it stays, and nobody has chosen. */
    clear() {
      for (const view of [...frames.keys()]) close(view)
      chosen = null
    },
  }
}
