/*
 * The service worker of the phone's page: it shows what is pushed, opens what is pressed, and says that there is no
 * network. It keeps no page and no figure: what a screen shows comes from the server or not at all, so that a new
 * build is seen at once.
 */
const SHELL = 'huiyin-shell-1'
const OFFLINE = '/offline.html'

self.addEventListener('install', (event) => {
  const keep = async () => (await caches.open(SHELL)).addAll([OFFLINE, '/icon.svg'])
  event.waitUntil(keep().then(() => self.skipWaiting()))
})

self.addEventListener('activate', (event) => {
  const forget = async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith('huiyin-') && name !== SHELL)
    await Promise.all(old.map((name) => caches.delete(name)))
  }
  event.waitUntil(forget().then(() => self.clients.claim()))
})

self.addEventListener('fetch', (event) => {
  if (event.request.mode !== 'navigate') return
  // A wall waits for its server by itself and says so in its own way.
  if (new URL(event.request.url).pathname.startsWith('/wall/')) return
  event.respondWith(fetch(event.request).catch(async () => (await caches.match(OFFLINE)) ?? Response.error()))
})

/** What a push carries, as the sender wrote it; one that cannot be read is shown as "something", never dropped. */
function readPush(data) {
  try {
    return data.json()
  } catch {
    return {
      title: 'Huiyin',
      body: '',
      url: '/alerts',
      acts: [],
      tag: 'huiyin',
      severity: 'warning',
      quiet: false,
    }
  }
}

self.addEventListener('push', (event) => {
  const { title, body, url, acts = [], tag, severity, quiet, language } = readPush(event.data)
  const options = {
    ...{
      body,
      tag,
      renotify: !quiet,
      silent: quiet === true,
      lang: language,
      icon: '/icon-192.png',
      badge: '/badge-96.png',
    },
    requireInteraction: severity === 'critical',
    actions: acts.map(({ is, label }) => ({ action: is, title: label })),
    data: { url, acts },
  }
  event.waitUntil(self.registration.showNotification(title, options))
})

/** A page of ours that is open is brought to the front; else a new one is opened. */
async function open(url) {
  const address = new URL(url, self.location.origin)
  const same = address.origin === self.location.origin
  const windows = same ? await self.clients.matchAll({ type: 'window', includeUncontrolled: true }) : []
  const shown = windows.find((each) => new URL(each.url).pathname === address.pathname)
  if (shown !== undefined) return shown.focus()
  return self.clients.openWindow(address.href)
}

/** Does it by the link of its message; where that does not get through, the link's own page is opened. */
async function press({ is, url }) {
  const token = new URL(url).pathname.split('/').at(-1)
  try {
    const answer = await fetch(`/api/v1/links/ack/${token}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ act: is }),
    })
    if (answer.ok) return
  } catch {
    // No network: the page says so, and its button tries again.
  }
  await open(url)
}

self.addEventListener('notificationclick', (event) => {
  const { url, acts } = event.notification.data
  event.notification.close()
  const act = acts.find(({ is }) => is === event.action)
  // Money is decided where one sees once more how much: the page of the link.
  const isMoney = act !== undefined && (act.is === 'grant' || act.is === 'refuse')
  event.waitUntil(act === undefined ? open(url) : isMoney ? open(act.url) : press(act))
})
