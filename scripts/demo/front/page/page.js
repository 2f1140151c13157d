// The demo's own page: shows views in frames, and says what was just seen. Served as it is, so plain JavaScript.
const words = JSON.parse(document.getElementById('words').textContent)
const body = document.body
const byId = (id) => document.getElementById(id)
const SIZES = {
  wall: [1920, 1080],
  supervisor: [1440, 900],
  agent: [1440, 900],
  lead: [390, 800],
  department: [1280, 860],
  admin: [1440, 900],
}
const POLL_MS = 250
const LONGEST_WAIT_MS = 5_000
const WIDE = matchMedia('(min-width: 1101px)')
/** Views that are opened while the clock still stands, so that nothing has to be waited for. */
const FIRST = ['lead', 'wall', 'agent', 'supervisor']

let state = null
let shown = null
let guided = false
let moment = null
const frames = new Map()

async function act(what, more = {}) {
  const answer = await fetch('/act', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ do: what, ...more }),
  })
  if (answer.ok) take(await answer.json())
}

function addressOf(view) {
  const { port, path } = state.views[view]
  return `${location.protocol}//${location.hostname}:${port}${path}`
}

/** A view in a frame of its natural size, which is drawn as large as there is room. */
function open(view) {
  if (frames.has(view) || state.views[view] === undefined) return
  const holder = document.createElement('div')
  holder.className = 'holder'
  holder.dataset.view = view
  const frame = document.createElement('iframe')
  frame.title = words.view[view].name
  frame.allow = 'autoplay; fullscreen; screen-wake-lock; clipboard-write'
  frame.src = addressOf(view)
  holder.append(frame)
  const isPhone = view === 'lead' && WIDE.matches
  byId(isPhone ? 'phone-screen' : 'main').append(isPhone ? frame : holder)
  const loaded = new Promise((done) => frame.addEventListener('load', done, { once: true }))
  frames.set(view, { holder, frame, isPhone, loaded })
  draw(view)
}

function draw(view) {
  const { holder, frame, isPhone } = frames.get(view)
  const [width, height] = SIZES[view]
  const room = isPhone
    ? { width: 390, height: Math.max(420, innerHeight - 250) }
    : { width: byId('main').clientWidth, height: Math.max(400, byId('main').clientHeight) }
  const scale = Math.min(room.width / width, room.height / height, isPhone ? 1 : 2)
  frame.width = width
  frame.height = height
  frame.style.transform = `scale(${scale})`
  const box = isPhone ? byId('phone-screen') : holder
  box.style.width = `${width * scale}px`
  box.style.height = `${height * scale}px`
  if (!isPhone) holder.style.marginLeft = `${(-width * scale) / 2}px`
}

function show(view) {
  if (view === 'lead' && WIDE.matches && shown !== null) return
  shown = view === 'lead' && WIDE.matches ? 'wall' : view
  byId('messages').hidden = shown !== 'messages'
  body.dataset.stage = 'look'
  if (shown === 'messages') void readMessages()
  else open(shown)
  for (const [name, { holder }] of frames) holder.toggleAttribute('data-shown', name === shown)
  for (const tab of document.querySelectorAll('[data-tab]'))
    tab.setAttribute('aria-pressed', String(tab.dataset.tab === shown))
  sayPhone()
  for (const name of frames.keys()) draw(name)
  sayLook()
}

function sayLook() {
  const look = byId('look')
  const to = state?.moment?.look
  const isElsewhere = to !== undefined && to !== shown && !(to === 'lead' && WIDE.matches)
  look.hidden = !isElsewhere || guided
  if (!isElsewhere) return
  look.textContent = words.look.replace('{view}', words.view[to].name)
  look.dataset.to = to
}

/** The telephone beside the desk: who sits there answers and ends calls on it. */
function sayPhone() {
  const { phone } = state
  byId('softphone').hidden = shown !== 'agent'
  const line =
    phone === null ? words.softphone.played : words.softphone[phone.state].replace('{name}', phone.name)
  byId('line').textContent = line
  byId('says').textContent =
    phone === null || phone.says === '' ? '' : words.softphone.says.replace('{text}', phone.says)
  byId('softphone').dataset.state = phone?.state ?? 'played'
  byId('answer').hidden = phone?.state !== 'rings'
  byId('hangUp').hidden = phone?.state !== 'talks'
  byId('take').hidden = phone !== null
  byId('leave').hidden = phone === null
}

function said() {
  if (state.past !== null) return words.past.replace('{day}', String(state.past))
  if (state.phase === 'starting') return words.starting
  if (state.phase === 'failed') return words.failed
  if (state.phase === 'ready') return words.waits
  if (state.phase === 'alone') return words.aloneText
  return state.moment === null ? '' : words.moment[state.moment.id]
}

function entered(id) {
  if (id === 'breached') {
    byId('phone').toggleAttribute('data-rings', true)
    setTimeout(() => byId('phone').toggleAttribute('data-rings', false), 6_000)
  }
  if (id === 'taken') {
    byId('thumb').hidden = false
    setTimeout(() => {
      byId('thumb').hidden = true
    }, 1_400)
  }
  if (guided && state.moment !== null) show(state.moment.look)
}

function take(next) {
  const isNew = state !== null && next.run !== state.run
  state = next
  if (isNew) {
    for (const { holder, frame } of frames.values()) {
      frame.remove()
      holder.remove()
    }
    frames.clear()
    shown = null
    read = -1
    moment = null
    body.dataset.stage = 'choose'
  }
  body.dataset.phase = state.phase
  body.dataset.moment = state.moment?.id ?? ''
  body.dataset.run = String(state.run)
  if (state.phase !== 'starting') for (const view of FIRST) open(view)
  byId('said').textContent = said()
  byId('past').hidden = state.past === null
  byId('past').value = state.past ?? 0
  byId('clock').textContent = timeOf(state.ms)
  const isPaused = state.phase === 'paused'
  byId('pause').textContent = isPaused ? words.go : words.pause
  byId('pause').dataset.do = isPaused ? 'go' : 'pause'
  byId('alone').hidden = state.phase === 'alone'
  for (const button of document.querySelectorAll('[data-speed]'))
    button.setAttribute('aria-pressed', String(Number(button.dataset.speed) === state.speed))
  if (moment !== (state.moment?.id ?? null)) {
    moment = state.moment?.id ?? null
    if (moment !== null) entered(moment)
  }
  sayLook()
  sayPhone()
  byId('count').textContent = state.messages === 0 ? '' : String(state.messages)
  void readMessages()
}

/**
 * A button of a message leads to the page that it would lead to: a mail's signed link is asked for by nobody in particular,
 * all else by who reads it and is signed in: the lead on the phone, or whoever sees the whole floor.
 */
function readerOf(way, to, url) {
  if (way !== 'mail') return 'lead'
  if (/^https?:\/\/[^/]+\/(ack|departments)\//.test(url)) return 'department'
  return to.startsWith('sun@') ? 'lead' : 'supervisor'
}

function buttonOf({ label, url }, way, to) {
  const link = document.createElement('a')
  const { port } = state.views[readerOf(way, to, url)]
  link.href = url.replace(/^https?:\/\/[^/]+/, `${location.protocol}//${location.hostname}:${port}`)
  link.target = '_blank'
  link.textContent = label
  return link
}

/** The site's time of day; the script begins at ten. */
const timeOf = (ms) => new Date(36_000_000 + Math.max(0, ms)).toISOString().slice(11, 19)

function messageOf({ id, ms, way, to, title, lines, buttons }) {
  const item = document.createElement('li')
  item.dataset.message = String(id)
  item.dataset.way = way
  const texts = [
    ['p', [timeOf(ms), words.messages.way[way], to].filter((text) => text !== '').join(' · '), 'way'],
    ['b', title, ''],
    ...lines.map((line) => ['p', line, '']),
  ]
  for (const [tag, text, name] of texts) {
    const element = document.createElement(tag)
    element.textContent = text
    element.className = name
    item.append(element)
  }
  const acts = document.createElement('p')
  acts.className = 'acts'
  acts.append(...buttons.map((button) => buttonOf(button, way, to)))
  item.append(acts)
  return item
}

let read = -1
async function readMessages() {
  if (shown !== 'messages' || read === state.messages || state.views.department === undefined) return
  read = state.messages
  const all = await (await fetch('/messages')).json()
  byId('mail').replaceChildren(...all.filter(({ way }) => way === 'mail').map(messageOf))
  byId('chat').replaceChildren(...all.filter(({ way }) => way !== 'mail').map(messageOf))
}

async function poll() {
  try {
    const answer = await fetch('/state')
    if (answer.ok) take(await answer.json())
  } catch {
    // The demo is gone or on its way: it is asked again.
  }
  setTimeout(poll, POLL_MS)
}

/**
 * Nobody has chosen yet and the floor speaks another language: it is set up anew in this one. Asked for once, so that two
 * pages of two languages do not take it from each other for ever.
 */
let hasAsked = false
function wantLanguage() {
  if (state === null || hasAsked) return
  const language = document.documentElement.lang
  const isOpen = state.phase === 'ready' || (state.phase === 'starting' && state.past !== null)
  if (!isOpen || state.language === language) return
  hasAsked = true
  void act('again', { language })
}

/** The clock goes on once what is shown first is there, or after a moment. */
async function begin() {
  const shownFirst = ['wall', 'lead', 'agent'].flatMap((view) => frames.get(view)?.loaded ?? [])
  const moment = new Promise((done) => setTimeout(done, LONGEST_WAIT_MS))
  await Promise.race([Promise.all(shownFirst), moment])
  if (state.phase === 'ready') await act('begin')
}

/** Somebody has pressed something here: what is shown in frames may sound. */
function allowSound() {
  for (const { frame } of frames.values())
    frame.contentWindow?.postMessage('pressed', new URL(frame.src).origin)
}

document.addEventListener('click', (event) => {
  if (state !== null) allowSound()
  const button = event.target.closest('button')
  if (button === null || state === null) return
  const { be, guide, speed, to } = button.dataset
  if (be !== undefined) {
    guided = guide === 'yes'
    show(be)
    void act('be')
    if (state.phase === 'ready') void begin()
  }
  if (speed !== undefined) void act('speed', { speed: Number(speed) })
  if (button.id === 'look') show(to)
  if (button.id === 'answer' || button.id === 'hangUp' || button.id === 'leave') void act(button.id)
  if (button.id === 'take') void act('connect')
  if (button.id === 'pause') void act(button.dataset.do)
  if (button.id === 'alone') void act('alone')
  if (button.id === 'again') void act('again', { language: document.documentElement.lang })
})
addEventListener('resize', () => {
  for (const view of frames.keys()) draw(view)
})
await poll()
setInterval(wantLanguage, 500)
