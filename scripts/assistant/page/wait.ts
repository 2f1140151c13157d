import { make, showStep } from './elements.ts'
import { askServer } from './send.ts'
import { t } from './words.ts'

const ASK_EVERY_MS = 1_000
const pause = () => new Promise((done) => setTimeout(done, ASK_EVERY_MS))

/** No start that goes well takes as long. */
const LONG_MS = 3 * 60_000

/** Where the page says that it waits for longer than it should. */
const placeToSayLong = () => make('p', { id: 'long', class: 'about', role: 'status' })

/** Asks until something is there; after long it says so, and where to look, and goes on asking. */
async function untilThere(isThere: () => Promise<boolean>): Promise<void> {
  const began = Date.now()
  while (!(await isThere())) {
    const place = document.querySelector('#long')
    if (place !== null && place.textContent === '' && Date.now() - began > LONG_MS)
      place.textContent = t('wait.long')
    await pause()
  }
}

export interface NewSite {
  readonly login: string
  /** The one that was chosen, and the one that holds until it is in force. */
  readonly password: string
  readonly first: string
  readonly board: string
  readonly feed: string | null
  readonly token: string | null
}

/** A server that has only just started may refuse a request that holds a moment later. */
const MOST_TRIES = 5

/** Signs the first administrator in, with the password that they chose. */
async function signIn({ login, password, first }: NewSite): Promise<boolean> {
  for (let tries = 1; tries <= MOST_TRIES; tries++) {
    if ((await askServer('/session', { login, password: first })) === null) {
      // The change before was made, and only its answer was lost.
      if (tries > 1 && (await askServer('/session', { login, password })) !== null) return true
    } else if ((await askServer('/session/password', { current: first, next: password })) !== null)
      return true
    await pause()
  }
  return false
}

/** Nobody is locked out: the password that holds is the one that they never saw. */
function showFirstPassword({ login, first }: NewSite): void {
  showStep(
    t('wait.ready'),
    t('wait.first', { login }),
    make('pre', { id: 'first' }, first),
    make(
      'div',
      { class: 'buttons' },
      make('a', { href: '/sign-in', class: 'button strong' }, t('wait.signIn')),
    ),
  )
}

function curlOf({ feed, token }: NewSite): string {
  const event = {
    ...{ specversion: '1.0', id: `hello-${Date.now()}`, source: feed, type: 'feed.heartbeat', subject: feed },
    ...{ time: new Date().toISOString(), data: {} },
  }
  return `curl ${location.origin}/api/v1/events -H 'Authorization: Bearer ${token}' -H 'Content-Type: application/json' -d '${JSON.stringify(event)}'`
}

async function hasArrived(feed: string): Promise<boolean> {
  const state = (await askServer('/state')) as { rows: { feed?: { id: string; accepted: number }[] } } | null
  return state?.rows.feed?.some((row) => row.id === feed && row.accepted > 0) ?? false
}

/** Shows the line to try, and turns green when its event is there. */
async function untilArrived(started: NewSite): Promise<void> {
  const line = curlOf(started)
  const state = make('p', { id: 'arrival', role: 'status' }, t('http.waiting'))
  const copy = make(
    'button',
    {
      type: 'button',
      click() {
        // A plain http page has no clipboard: the line is selected, so that one may copy it.
        const range = document.createRange()
        range.selectNodeContents(document.querySelector('#curl')!)
        getSelection()?.removeAllRanges()
        getSelection()?.addRange(range)
        if (document.execCommand('copy')) copy.textContent = t('http.copied')
      },
    },
    t('http.copy'),
  )
  const wall = make('a', { href: `/wall/${started.board}`, class: 'button' }, t('wait.wall'))
  showStep(
    t('http.title'),
    t('http.wait'),
    make('pre', { id: 'curl' }, line),
    make('div', { class: 'buttons' }, copy, wall),
    state,
  )
  while (!(await hasArrived(started.feed!))) await pause()
  state.textContent = t('http.arrived')
  state.classList.add('good')
  wall.classList.add('strong')
}

/** From the written site to the wall: waits, signs in, shows what is still to be done. */
export async function goOn(started: NewSite): Promise<void> {
  showStep(t('wait.title'), t('wait.text'), make('progress'), placeToSayLong())
  // Until Huiyin itself answers where the assistant did.
  await untilThere(async () => (await askServer('/site')) !== null)
  if (!(await signIn(started))) showFirstPassword(started)
  else if (started.feed === null) location.assign(`/wall/${started.board}`)
  else await untilArrived(started)
}

const HERE: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]'])

/** To the demo's own page, which this machine's browsers alone reach: there one chooses whom to be. */
export async function goToDemo(port: number): Promise<void> {
  const address = `http://localhost:${port}/`
  const isHere = HERE.has(location.hostname)
  showStep(
    t('wait.title'),
    t(isHere ? 'wait.demo' : 'wait.demoThere', { address }),
    ...(isHere ? [make('progress')] : [make('pre', { id: 'demo' }, address)]),
    make('p', { class: 'about' }, t('wait.demoBack')),
    placeToSayLong(),
  )
  if (!isHere) return
  await untilThere(() => isAnswering(address))
  location.assign(address)
}

/** Whether something answers there; what it says is another origin's. */
async function isAnswering(address: string): Promise<boolean> {
  try {
    await fetch(address, { mode: 'no-cors', cache: 'no-store' })
    return true
  } catch {
    return false
  }
}
