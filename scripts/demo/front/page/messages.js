// What the demo's people were sent, as a mail box and a group's chat.

const byId = (id) => document.getElementById(id)

/** The site's time of day; the script begins at ten. */
export const timeOf = (ms) => new Date(36_000_000 + Math.max(0, ms)).toISOString().slice(11, 19)

/**
 * A button of a message leads to the page that it would lead to: a mail's signed link is asked for by nobody in particular,
 * all else by who reads it and is signed in: the lead on the phone, or whoever sees the whole floor.
 */
function readerOf(way, to, url) {
  if (way !== 'mail') return 'lead'
  if (/^https?:\/\/[^/]+\/(ack|departments)\//.test(url)) return 'department'
  return to.startsWith('sun@') ? 'lead' : 'supervisor'
}

function buttonOf({ label, url }, { way, to }, views) {
  const link = document.createElement('a')
  const { port } = views[readerOf(way, to, url)]
  link.href = url.replace(/^https?:\/\/[^/]+/, `${location.protocol}//${location.hostname}:${port}`)
  link.target = '_blank'
  link.textContent = label
  return link
}

function itemOf(message, words, views) {
  const { id, ms, way, to, title, lines, buttons } = message
  const item = document.createElement('li')
  item.dataset.message = String(id)
  item.dataset.way = way
  const texts = [
    ['p', [timeOf(ms), words.way[way], to].filter((text) => text !== '').join(' · '), 'way'],
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
  acts.append(...buttons.map((button) => buttonOf(button, message, views)))
  item.append(acts)
  return item
}

/** Reads the messages, of which the latest is known by its number, unless that was read already. */
export function createMessages(words) {
  let read = -1
  return {
    async read(latest, views) {
      if (read === latest || views.department === undefined) return
      read = latest
      const all = await (await fetch('/messages')).json()
      const itemsOf = (isOurs) => all.filter(({ way }) => isOurs(way)).map((one) => itemOf(one, words, views))
      for (const own of ['mail', 'sms']) byId(own).replaceChildren(...itemsOf((way) => way === own))
      byId('chat').replaceChildren(...itemsOf((way) => way !== 'mail' && way !== 'sms'))
    },
    forget() {
      read = -1
    },
  }
}
