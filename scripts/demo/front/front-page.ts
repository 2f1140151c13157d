import { type Language, languages } from '#core/config/languages.ts'
import { demoViews } from '../first-minute/moments.ts'
import { PAST_DAYS } from '../past/past-floor.ts'
import type { DemoState } from './demo-state.ts'
import { frontWordsOf } from './words.ts'

/** In the order in which they count. */
export const stylesheets = ['frame', 'strip', 'choose', 'stage', 'messages', 'layers'].map(
  (name) => `${name}.css`,
)

/** What the first of them imports too. */
export const scripts = ['page.js', 'stage.js', 'messages.js'] as const

const escaped = (text: string) => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)

const NAMES: Readonly<Record<Language, string>> = { en: 'English', 'zh-CN': '简体中文', 'zh-TW': '繁體中文' }

/** The page itself; what changes on it is written by `page/page.js`. */
export function frontPage(language: Language, state: DemoState): string {
  const words = frontWordsOf(language)
  const cards = demoViews.map((view) => {
    const { name, who, text } = words.view[view]
    return `<button class="card" data-be="${view}"><span class="pic pic-${view}" aria-hidden="true"><i></i></span>
<b>${escaped(name)}</b><span class="who">${escaped(who)}</span><span class="text">${escaped(text)}</span></button>`
  })
  const tabs = demoViews.map(
    (view) =>
      `<button class="tab" data-be="${view}" data-tab="${view}">${escaped(words.view[view].name)}</button>`,
  )
  const pane = words.messages
  tabs.push(
    `<button class="tab" data-be="messages" data-tab="messages">${escaped(pane.tab)} <span id="count"></span></button>`,
  )
  const chosen = languages.map(
    (one) =>
      `<a href="/?lang=${one}" lang="${one}" ${one === language ? 'aria-current="true"' : ''}>${NAMES[one]}</a>`,
  )
  const speeds = [1, 2, 4].map((speed) => `<button data-speed="${speed}">${speed}×</button>`)
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Huiyin DEMO</title>
<link rel="icon" href="data:,">
${stylesheets.map((name) => `<link rel="stylesheet" href="/${name}">`).join('\n')}
</head>
<body data-stage="choose" data-phase="${state.phase}">
<script type="application/json" id="words">${JSON.stringify(words).replaceAll('<', '\\u003c')}</script>
<header>
<a class="brand" href="/?lang=${language}">Huiyin <span lang="zh-CN">回音</span></a><span class="demo">DEMO</span>
<nav class="tabs">${tabs.join('')}</nav>
<nav class="languages" aria-label="${escaped(words.language)}">${chosen.join('')}</nav>
</header>
<section class="strip" aria-live="polite">
<p class="clock" id="clock">10:00:00</p>
<p class="said" id="said"></p>
<progress id="past" max="${PAST_DAYS}" value="0" hidden></progress>
<button class="look" id="look" hidden></button>
<div class="controls">
<button id="pause">${escaped(words.pause)}</button>
<span class="speeds" role="group" aria-label="${escaped(words.speed)}">${speeds.join('')}</span>
<button id="again">${escaped(words.again)}</button>
<button id="alone">${escaped(words.alone)}</button>
<a class="own" id="own" target="_blank" hidden>${escaped(words.own)}</a>
</div>
<p class="other" id="other" hidden><span id="speaks"></span><button id="speak">${escaped(words.speak)}</button></p>
</section>
<main class="choose">
<h1>${escaped(words.title)}</h1>
<p class="lead">${escaped([words.lead, words.press].join(language === 'en' ? ' ' : ''))}</p>
<button class="guide" data-be="wall" data-guide="yes"><b>${escaped(words.guide)}</b><span>${escaped(words.guideText)}</span></button>
<div class="cards">${cards.join('\n')}</div>
</main>
<main class="stage">
<div class="main" id="main"><section class="messages" id="messages" hidden>
<p>${escaped(pane.text)}</p>
<div><h2>${escaped(pane.group)}</h2><ul id="chat" data-nothing="${escaped(pane.nothing)}"></ul></div>
<div><h2>${escaped(pane.customer)}</h2><ul id="sms" data-nothing="${escaped(pane.nothing)}"></ul><h2>${escaped(pane.mail)}</h2><ul id="mail" data-nothing="${escaped(pane.nothing)}"></ul></div>
</section></div>
<section class="softphone" id="softphone" hidden><b>${escaped(words.softphone.title)}</b><span id="line" aria-live="polite"></span><i id="says"></i>
<button id="answer">${escaped(words.softphone.answer)}</button><button id="hangUp">${escaped(words.softphone.hangUp)}</button><button id="take">${escaped(words.softphone.connect)}</button><button id="leave">${escaped(words.softphone.leave)}</button></section>
<aside class="phone"><div class="phone-body" id="phone"><div class="screen" id="phone-screen"></div><span class="thumb" id="thumb" hidden></span></div>
<p>${escaped(words.phone)}</p></aside>
</main>
<script type="module" src="/${scripts[0]}"></script>
</body>
</html>`
}
