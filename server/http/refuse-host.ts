import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Language, languages } from '#core/config/languages.ts'
import en from '#messages/en.json' with { type: 'json' }
import zhCN from '#messages/zh-CN.json' with { type: 'json' }
import zhTW from '#messages/zh-TW.json' with { type: 'json' }
import { answerJson } from './json-answer.ts'
import { hostNameOf } from './our-hosts.ts'

/** No page of ours can be shown under such a name, and the person may read any of the languages. */
const WORDS: Readonly<Record<Language, typeof en.unknownHost>> = {
  en: en.unknownHost,
  'zh-CN': zhCN.unknownHost,
  'zh-TW': zhTW.unknownHost,
}

/** The sentence for programs: which name was refused, and what to set. */
export const hostRefusal = (name: string): string =>
  `Host: ${name} is no name of this site; whoever runs the server sets HUIYIN_HOSTS=${name} and starts it again`

/** A name as it may be repeated: what else somebody may have sent is not. */
function shownName(host: string | undefined): string {
  const name = hostNameOf(host ?? '')
  return name !== null && /^[a-z\d._-]{1,253}$/.test(name) ? name : '?'
}

export const refusedName = (req: Pick<IncomingMessage, 'headers'>): string => shownName(req.headers.host)

/** Refuses a request for a name that is not ours: with a page for people, with JSON for programs. */
export function refuseHost(req: IncomingMessage, res: ServerResponse): void {
  const name = refusedName(req)
  // Nothing more is read of it.
  res.setHeader('Connection', 'close')
  if (!/\btext\/html\b/.test(req.headers.accept ?? '')) {
    answerJson(res, 403, { code: 'unknown_host', message: hostRefusal(name) })
    return
  }
  const page = hostPage(name)
  res.writeHead(403, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': Buffer.byteLength(page),
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    'Cache-Control': 'no-store',
  })
  res.end(page)
}

/** Plain enough for any browser, television or phone; in the colours of our other pages. */
const STYLE = `
body{margin:0;padding:clamp(1.5rem,6vw,5rem);font:1.125rem/1.6 system-ui,"PingFang SC","Noto Sans CJK SC",sans-serif;color:#15181c;background:#fff}
section{max-width:42rem;margin:0 0 2.5rem}
h1{margin:0 0 .5rem;font-size:1.5rem;line-height:1.3}
p{margin:0 0 .5rem}
code{display:inline-block;padding:.1rem .4rem;border-radius:.3rem;background:#eef0f3;overflow-wrap:anywhere}
@media (prefers-color-scheme:dark){body{color:#f4f6f8;background:#0b0d10}code{background:#1d2228}}
`

function hostPage(name: string): string {
  const parts = languages.map((language) => {
    const { title, text, who, until } = WORDS[language]
    const opened = text.replace('{host}', `<strong>${name}</strong>`)
    return `<section lang="${language}"><h1>${title}</h1><p>${opened}</p><p>${who} <code>HUIYIN_HOSTS=${name} npm start</code></p><p>${until}</p></section>`
  })
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Huiyin 回音</title><style>${STYLE}</style></head><body>${parts.join('')}</body></html>`
}
