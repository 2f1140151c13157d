// The demo's own page: shows views, and says what was just seen. Served as it is, so plain JavaScript.
import { createMessages, timeOf } from './messages.js'
import { createStage } from './stage.js'

const words = JSON.parse(document.getElementById('words').textContent)
const body = document.body
const byId = (id) => document.getElementById(id)
const POLL_MS = 250
/** Views that are opened while the clock still stands, so that nothing has to be waited for. */
const FIRST = ['lead', 'wall', 'agent', 'supervisor']
const language = document.documentElement.lang

let state = null
let guided = false
let moment = null
/** Somebody has chosen, and what they will see is on its way. */
let isOpening = false
const messages = createMessages(words.messages)
const stage = createStage(addressOf, words)

async function act(what, more = {}) {
  const answer = await fetch('/act', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ do: what, ...more }),
  })
  if (answer.ok) take(await answer.json())
}

function addressOf(view) {
  const at = state?.views[view]
  return at === undefined ? null : `${location.protocol}//${location.hostname}:${at.port}${at.path}`
}

function show(view) {
  body.dataset.stage = 'look'
  stage.choose(view)
  // What is said takes room from the stage, so it comes first.
  say()
  stage.arrange()
}

function sayLook() {
  const look = byId('look')
  const to = state.moment?.look
  const isElsewhere = to !== undefined && !stage.isInSight(to)
  look.hidden = !isElsewhere || guided
  stage.mark(to)
  if (!isElsewhere) return
  look.textContent = words.look.replace('{view}', words.view[to].name)
  look.dataset.to = to
}

/** A view without the strip, on a second screen. */
function sayOwn() {
  const view = stage.chosen()
  const at = view === null || view === 'messages' ? null : addressOf(view)
  byId('own').hidden = at === null
  if (at !== null) byId('own').href = at
}

/** The telephone beside the desk: who sits there answers and ends calls on it. */
function sayPhone() {
  const { phone } = state
  byId('softphone').hidden = !stage.isInSight('agent')
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
  if (state.phase === 'starting') return words.doing[state.doing].replace('{day}', String(state.past ?? 0))
  if (state.phase === 'failed') return words.failed
  if (state.phase === 'ready') return isOpening ? words.opening : words.waits
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

/** What the page says of the floor as it is. */
function say() {
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
  byId('other').hidden = state.phase === 'starting' || state.language === language
  byId('speaks').textContent = words.speaks[state.language]
  sayLook()
  sayOwn()
  sayPhone()
  byId('count').textContent = state.messages === 0 ? '' : String(state.messages)
  if (stage.isInSight('messages')) void messages.read(state.messages, state.views)
}

function take(next) {
  const isNew = state !== null && (next.run !== state.run || next.phase === 'starting')
  state = next
  if (isNew) {
    stage.clear()
    messages.forget()
    moment = null
    body.dataset.stage = 'choose'
  }
  body.dataset.phase = state.phase
  body.dataset.moment = state.moment?.id ?? ''
  body.dataset.run = String(state.run)
  if (state.phase !== 'starting') for (const view of FIRST) stage.open(view)
  if (moment !== (state.moment?.id ?? null)) {
    moment = state.moment?.id ?? null
    if (moment !== null) entered(moment)
  }
  say()
  wantLanguage()
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
 * pages of two languages do not take it from each other for ever; of a floor that somebody looks at it is only said.
 */
let hasAsked = false
function wantLanguage() {
  if (hasAsked || isOpening) return
  const isOpen = state.phase === 'ready' || (state.phase === 'starting' && state.past !== null)
  if (!isOpen || state.language === language) return
  hasAsked = true
  void act('again', { language })
}

/** The clock goes on once what is in sight is there, or after a moment. */
async function begin() {
  const { run } = state
  isOpening = true
  say()
  await stage.untilRows()
  isOpening = false
  if (state.phase === 'ready' && state.run === run) await act('begin')
}

document.addEventListener('click', (event) => {
  if (state === null) return
  stage.allowSound()
  const button = event.target.closest('button')
  if (button === null) return
  const { be, guide, speed, to } = button.dataset
  if (be !== undefined) {
    guided = guide === 'yes'
    show(be)
    void act('be')
    // Who chooses the agent sits at that desk: calls ring for them.
    if (be === 'agent' && !guided) void act('connect')
    if (state.phase === 'ready' && !isOpening) void begin()
  }
  if (speed !== undefined) void act('speed', { speed: Number(speed) })
  if (button.id === 'look') show(to)
  if (button.id === 'answer' || button.id === 'hangUp' || button.id === 'leave') void act(button.id)
  if (button.id === 'take') void act('connect')
  if (button.id === 'pause') void act(button.dataset.do)
  if (button.id === 'alone') void act('alone')
  if (button.id === 'again' || button.id === 'speak') void act('again', { language })
})
await poll()
